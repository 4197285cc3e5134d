import assert from 'node:assert/strict'
import { IllegalInputError, type MemcacheError, TimeoutError } from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { memcached } from '../support/memcached.js'
import { proxy } from '../support/proxy.js'
import { scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'

const TOO_LONG = 'k'.repeat(251)

suite('a change that a server would answer twice', (test) => {
  test('is refused before the wire: a long key, flags, exptime or token that is none', async (t) => {
    const between = await proxy(t, (await memcached(t)).server)
    const cache = client(t, between.server, {
      defaultNoreply: false,
      serializer: (_key, value) => ({ data: 'x', flags: value as number }),
    })
    await cache.connect()
    const calls = [
      cache.set(TOO_LONG, 1),
      cache.set('a', -1),
      cache.set('a', 2 ** 32),
      cache.set('a', 1.5),
      cache.set('a', 1, { exptime: 2 ** 40 }),
      cache.set('a', 1, { exptime: Number.NaN }),
      cache.cas('a', 1, '18446744073709551616' as never),
      cache.cas('a', 1, '-1' as never),
    ]
    for (const error of await Promise.all(calls.map(settled))) assert.ok(error instanceof Error)
    assert.equal(between.up.received, 0)
  })

  test('ends the connection, and nobody behind it gets a reply that is not his', async (t) => {
    const server = await scripted(t, {
      connections: [
        [
          [
            'set a 16 0 3\r\none\r\nget b\r\nincr n 1\r\n',
            'CLIENT_ERROR bad command line format\r\nERROR\r\nEND\r\n1\r\n',
          ],
        ],
        [['get b\r\n', 'VALUE b 16 1\r\nB\r\nEND\r\n']],
      ],
    })
    const cache = client(t, server.server)
    const [a, b, n] = await Promise.all([
      settled(cache.set('a', 'one')),
      cache.get('b'),
      settled(cache.incr('n', 1)),
    ])
    assert.equal((a as MemcacheError).code, 'MEMWIRE_CLIENT_ERROR')
    assert.equal(b, 'B')
    assert.equal((n as MemcacheError).code, 'MEMWIRE_UNEXPECTED_CLOSE')
  })

  test('without reply, with a key of 251 bytes, is told, and the get behind it gets its value', async (t) => {
    const told: unknown[] = []
    const between = await proxy(t, (await memcached(t)).server)
    const cache = client(t, between.server, {
      defaultNoreply: true,
      onNoreplyError: (error, { keys }) => told.push(error, ...keys),
    })
    await cache.set('a', 'one', { noreply: false })
    const refused = settled(cache.set(TOO_LONG, 'x'))
    assert.equal(await cache.get('a'), 'one')
    assert.ok((await refused) instanceof IllegalInputError)
    assert.deepEqual(told, [await refused, TOO_LONG])
    assert.equal(between.connections, 1)
  })
})

suite('a get with a key that is too long', (test) => {
  test('does not take the replies of earlier calls along', async (t) => {
    const between = await proxy(t, (await memcached(t)).server)
    const cache = client(t, between.server)
    const [deleted, one, many, behind] = await Promise.all([
      cache.delete('zz'),
      settled(cache.get(TOO_LONG)),
      settled(cache.getMany(['a', TOO_LONG])),
      cache.add('b', 'x'),
    ])
    assert.ok(one instanceof IllegalInputError && many instanceof IllegalInputError)
    assert.deepEqual([deleted, behind], [false, true])
    assert.equal(between.connections, 1)
  })
})

suite('a command that is not answered', (test) => {
  test('costs a deadline, and its silence is nobody else’s reply', async (t) => {
    const server = await scripted(t, {
      connections: [
        [['lru_crawler crawl noreply\r\nversion\r\nget a\r\n', 'VERSION 1.6.45\r\nEND\r\n']],
        [['get a\r\n', 'VALUE a 16 1\r\nA\r\nEND\r\n']],
      ],
    })
    const cache = client(t, server.server)
    const [crawl, a] = await Promise.all([
      settled(cache.raw('lru_crawler crawl noreply')),
      cache.get('a'),
    ])
    assert.ok(crawl instanceof Error)
    assert.equal(a, 'A')
  })

  test('with its end does not take that of a later call', async (t) => {
    // `stats sizes_enable` of a 1.6.18: one line, and no END, for which whoever sends it with `raw` may wait.
    const between = await proxy(t, (await memcached(t)).server)
    const cache = client(t, between.server)
    await cache.set('b', 'B')
    const timeout = 50
    const calls = [
      settled(cache.raw('stats sizes_enable', { end: 'END\r\n', timeout })),
      settled(cache.get('absent', { timeout })),
      settled(cache.get('b', { timeout })),
      settled(cache.gets('absent', { timeout })),
    ]
    const [stats, , b] = await Promise.all(calls)
    assert.ok(stats instanceof Error, String(stats))
    assert.ok(b === 'B' || b instanceof TimeoutError, String(b))
    assert.equal(await cache.get('b'), 'B')
  })
})

suite('shutdown', (test) => {
  test('among other calls settles them all', async (t) => {
    const server = await memcached(t, { args: ['-A'] })
    const cache = client(t, server.server)
    await cache.set('a', 'one')
    const before = settled(cache.incr('n', 1))
    const shutdown = settled(cache.shutdown({ node: server.server }))
    const behind = settled(cache.get('a'))
    assert.equal(await t.until('shutdown', shutdown), undefined)
    const first = await before
    assert.ok(first === undefined || first instanceof Error, String(first))
    const last = await behind
    assert.ok(last === 'one' || last instanceof Error, String(last))
  })
})
