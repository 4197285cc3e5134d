import assert from 'node:assert/strict'
import {
  Client,
  type ClientOptions,
  ConnectError,
  IllegalInputError,
  type Servers,
  UnexpectedCloseError,
} from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { cluster, memcached } from '../support/memcached.js'
import { event, KEYS, keysAt, NOBODY } from '../support/nodes.js'
import { proxy, type TcpProxy } from '../support/proxy.js'
import { scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'

/** A node that fails is dead at once, and stays so. */
const AT_ONCE = {
  defaultNoreply: false,
  assume: '1.6.18',
  retryAttempts: 0,
} satisfies ClientOptions<unknown, false>

suite('failover', (test) => {
  test('takes the calls of a node that dies along to the others, each in its order', async (t) => {
    const { server } = await memcached(t)
    const cache = client(t, [server, NOBODY], AT_ONCE)
    const [a, b, c] = keysAt(cache, NOBODY)
    const retried: string[] = []
    cache.on('retried', ({ command, delay, node }) => {
      assert.deepEqual([delay, node], [0, NOBODY])
      retried.push(command)
    })
    const results = await Promise.all([
      cache.set(a, 'one'),
      cache.get(a),
      cache.incr(b, 1),
      cache.add(c, 'three'),
      cache.append(c, '!'),
      cache.getMany(KEYS),
      cache.set(b, '5'),
      cache.incr(b, 1),
      cache.set(a, 'six', { noreply: true }),
      cache.metaGet(a, { value: true }),
      cache.metaSetMany({ [a]: 'seven' }, { quiet: true }),
      cache.get(a),
    ])
    assert.deepEqual(results.slice(0, 5), [true, 'one', undefined, true, true])
    assert.deepEqual(
      results[5],
      new Map([
        [a, 'one'],
        [c, 'three!'],
      ]),
    )
    assert.deepEqual(results.slice(6, 9), [true, 6, undefined])
    assert.equal((results[9] as { value: unknown }).value, 'six')
    assert.equal(results.at(-1), 'seven')
    assert.ok(retried.includes('set') && retried.includes('metaSet'))
    assert.equal(cache.nodeFor(a), server)
  })

  test('repeats what was sent only where the spec allows it', async (t) => {
    const { server } = await memcached(t)
    const hangingUp = await scripted(
      t,
      { connections: [] },
      {
        others: async (peer) => {
          for (let i = 0; i < 4; i++) await peer.line()
          peer.close()
        },
      },
    )
    const cache = client(t, [server, hangingUp.server], AT_ONCE)
    const [a, b, c] = keysAt(cache, hangingUp.server)
    const other = client(t, server)
    await other.set(b, '7')
    const [set, incr, get] = await Promise.all([
      settled(cache.set(a, 'x')),
      settled(cache.incr(b, 1)),
      settled(cache.get(c)),
    ])
    assert.equal(set, true)
    assert.ok(incr instanceof UnexpectedCloseError)
    assert.equal(get, undefined)
    assert.equal(await other.get(b), '7')
  })

  test("'fail' keeps the keys where they are", async (t) => {
    const { server } = await memcached(t)
    const cache = client(t, [server, NOBODY], { ...AT_ONCE, failover: 'fail' })
    const [key] = keysAt(cache, NOBODY)
    const dead = event(cache, 'nodeDead')
    assert.ok((await settled(cache.set(key, 'x'))) instanceof ConnectError)
    await t.until('nodeDead', dead)
    const error = await settled(cache.get(key))
    assert.ok(error instanceof ConnectError)
    assert.match(error.message, /^127\.0\.0\.1:1 has been dead for \d+ ms/)
    assert.equal(cache.nodeFor(key), NOBODY)
  })

  test('a dead node comes back by itself, with its keys and what it held', async (t) => {
    for (const flushOnReturn of [false, true]) {
      const [one, other] = await cluster(t, 2)
      const between = await proxy(t, one?.server as string)
      const cache = client(t, [between.server, other?.server as string], {
        ...AT_ONCE,
        deadTimeout: 30,
        flushOnReturn,
      })
      const [key] = keysAt(cache, between.server)
      await cache.set(key, 'old')
      const { port } = between
      const lost = event(cache, 'connectionLost')
      await between.stop()
      await t.until('the loss', lost)
      assert.equal(await cache.set(key, 'new'), true)
      assert.equal(cache.nodeFor(key), other?.server)
      const back = event(cache, 'nodeBack')
      await between.listen({ port })
      assert.deepEqual(await t.until('nodeBack', back), { node: between.server, was: 'dead' })
      assert.equal(cache.nodeFor(key), between.server)
      assert.equal(await cache.get(key), flushOnReturn ? undefined : 'old')
    }
  })

  test('a node that cannot be emptied is not used again', async (t) => {
    const { server } = await memcached(t)
    let asked = 0
    const stubborn = await scripted(
      t,
      { connections: [] },
      {
        others: async (peer) => {
          const line = await peer.line()
          if (line?.startsWith('flush_all')) asked++
          await peer.send(line?.startsWith('flush_all') ? 'ERROR\r\nVERSION 1.6.18\r\n' : '')
          peer.close()
        },
      },
    )
    const cache = client(t, [server, stubborn.server], {
      ...AT_ONCE,
      deadTimeout: 5,
      flushOnReturn: true,
    })
    cache.on('nodeBack', () => assert.fail('it is used'))
    const [key] = keysAt(cache, stubborn.server)
    assert.equal(await cache.set(key, 'x'), true)
    while (asked < 2) await new Promise((resolve) => setImmediate(resolve))
    assert.equal(cache.nodeFor(key), server)
    const error = await settled(cache.version({ node: stubborn.server }))
    assert.match(
      (error as Error).message,
      /has been dead for .*: flushAll is refused: the server does not know it/,
    )
  })

  test('to a gutter leaves the other nodes alone, and nothing lives long there', async (t) => {
    const servers = await cluster(t, 3)
    const [main, one, two] = servers.map(({ server }) => server) as [string, string, string]
    const cache = client(t, [main, NOBODY], {
      ...AT_ONCE,
      failover: { gutter: [one, two], maxExptime: 30 },
    })
    const kept = keysAt(cache, main)
    const moved = keysAt(cache, NOBODY)
    const [key, b] = moved
    assert.equal(await cache.set(key, 'x'), true)
    assert.deepEqual(keysAt(cache, main), kept)
    assert.ok([one, two].includes(cache.nodeFor(key)))
    assert.deepEqual(await cache.setMany(moved.map((one) => [one, one] as const)), [])
    const ttl = async (of: string): Promise<number | undefined> =>
      (await cache.metaGet(of, { ttl: true }))?.ttl
    const isCapped = (seconds: number | undefined) => seconds === 30 || seconds === 29
    assert.ok(isCapped(await ttl(key)))
    for (const [exptime, capped] of [
      [0, true],
      [5, false],
      [600, true],
      [new Date(Date.now() + 86_400_000 * 60), true],
    ] as const) {
      await cache.set(b, 'x', { exptime })
      assert.equal(isCapped(await ttl(b)), capped, String(exptime))
      await cache.touch(b, exptime)
      assert.equal(isCapped(await ttl(b)), capped, String(exptime))
    }
    await cache.metaSet(b, 'x')
    assert.ok(isCapped(await ttl(b)), 'without a time an item would live for ever')
    await cache.set(b, 'x', { noreply: true })
    assert.ok(isCapped(await ttl(b)))
    await cache.gat(b, 0)
    assert.ok(isCapped(await ttl(b)))
    await cache.metaSetMany({ [b]: 'y' }, { quiet: true })
    assert.ok(isCapped(await ttl(b)))
    assert.equal(await cache.set(b, 'x', { exptime: -1 }), true)
    assert.equal(await cache.get(b), undefined)
    assert.deepEqual(cache.nodes, [main, NOBODY])
    assert.equal(await cache.version({ node: one }), '1.6.18')
  })

  test('to a gutter serves a single server too', async (t) => {
    const { server } = await memcached(t)
    const cache = client(t, NOBODY, { ...AT_ONCE, failover: { gutter: server } })
    assert.equal(await cache.set('a', 'x'), true)
    assert.equal(cache.nodeFor('a'), server)
    assert.equal(await cache.get('a'), 'x')
  })

  test('to a gutter leaves no limit on what goes home', async (t) => {
    const servers = await cluster(t, 2)
    const [home, gutter] = await Promise.all(servers.map(({ server }) => proxy(t, server)))
    const { port } = home as TcpProxy
    const cache = client(t, home?.server as string, {
      ...AT_ONCE,
      timeout: 0,
      deadTimeout: 20,
      failover: { gutter: gutter?.server as string, maxExptime: 2 },
      retry: { attempts: 100, delay: 10, backoff: 1 },
    })
    await home?.stop()
    assert.equal(await cache.get('a'), undefined)
    await gutter?.stop()
    const retried = event(cache, 'retried', gutter?.server)
    const calls = [
      cache.set('a', 'x'),
      cache.setMany([['b', 'x']], { exptime: 600 }),
      cache.metaSetMany({ c: 'x' }, { quiet: true }),
      cache.gat('d', 600),
      cache.gat('e', 0),
    ]
    await t.until('the death of the gutter', retried)
    await client(t, servers[0]?.server as string).setMany({ d: 'x', e: 'x' })
    const back = event(cache, 'nodeBack', home?.server)
    await home?.listen({ port })
    await t.until('the return', back)
    await Promise.all(calls)
    const ttls = await Promise.all(
      ['a', 'b', 'c', 'd', 'e'].map(async (key) => (await cache.metaGet(key, { ttl: true }))?.ttl),
    )
    assert.deepEqual(
      ttls.map((ttl) => (typeof ttl === 'number' && ttl > 590 ? 600 : ttl)),
      [-1, 600, -1, 600, -1],
    )
  })

  test('numbers the attempts: what was sent before is sent once more', async (t) => {
    const { server } = await memcached(t)
    const hangingUp = await scripted(
      t,
      { connections: [] },
      {
        others: async (peer) => {
          await peer.line()
          peer.close()
        },
      },
    )
    for (const [away, attempt] of [
      [NOBODY, 1],
      [hangingUp.server, 2],
    ] as const) {
      const cache = client(t, [server, away], AT_ONCE)
      const [key] = keysAt(cache, away)
      const retried = event(cache, 'retried')
      assert.equal(await cache.get(key), undefined)
      assert.equal((await t.until('retried', retried)).attempt, attempt)
    }
  })

  test('options that do not fit are refused', () => {
    const refused = (gutter: unknown): unknown => {
      try {
        return new Client(['a:1', '[::1]:1'], { failover: { gutter: gutter as Servers } })
      } catch (error) {
        return (error as Error).message
      }
    }
    assert.equal(
      refused([]),
      "failover.gutter: expected at least one such as 'localhost:11211', got an empty list",
    )
    assert.equal(refused(null), "failover.gutter: expected one such as 'localhost:11211', got null")
    for (const same of ['A:1', 'a.:1', '[0:0::1]:1']) {
      assert.equal(
        refused([same]),
        `failover.gutter: expected servers that the client does not use otherwise, got ${same}`,
      )
    }
    assert.equal(
      refused(['c:1', 'C:1']),
      'failover.gutter: expected each server once, got c:1 and C:1; leave one out',
    )
    assert.throws(
      () => new Client(['a:1', 'b:1'], { failover: { gutter: ['c:1', 'b:1'] } }),
      new IllegalInputError(
        'failover.gutter: expected servers that the client does not use otherwise, got b:1',
      ),
    )
  })
})
