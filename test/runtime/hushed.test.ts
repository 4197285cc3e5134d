import assert from 'node:assert/strict'
import {
  IllegalInputError,
  MemcacheError,
  ServerError,
  TimeoutError,
  UnexpectedCloseError,
  UnknownReplyError,
} from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { everyByte } from '../support/cuts.js'
import { cluster, memcached } from '../support/memcached.js'
import { proxy } from '../support/proxy.js'
import { scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'

const SETS = 'ms a 1 q F16 O~0\r\nx\r\nms b 1 q F16 O~1\r\nx\r\nms c 1 q F16 O~2\r\nx\r\nmn\r\n'
const VALUES = { a: 'x', b: 'x', c: 'x' }
/** Servers are not asked for their version. */
const NEW = { defaultNoreply: false, assume: '1.6.45' } as const

const stored = { status: 'stored' }

suite('quiet calls for many keys', (test) => {
  test('are one write, and silence is the ordinary reply', async (t) => {
    const server = await scripted(t, [[SETS, 'MN\r\n']])
    const cache = client(t, server.server, NEW)
    assert.deepEqual(
      await cache.metaSetMany(VALUES, { quiet: true }),
      new Map([
        ['a', stored],
        ['b', stored],
        ['c', stored],
      ]),
    )
  })

  test('know by its echo whose a reply is, however it is cut', async (t) => {
    const reply = 'NS O~1\r\nMN\r\n'
    for (const packets of [[reply], everyByte(reply)]) {
      const server = await scripted(t, [[SETS, ...packets]])
      const cache = client(t, server.server, NEW)
      const result = await cache.metaSetMany(VALUES, { quiet: true })
      assert.deepEqual([...result.values()], [stored, { status: 'not_stored' }, stored])
    }
  })

  test('give hits and no misses, values and all', async (t) => {
    const sent = 'mg a q f t v O~0\r\nmg b q f t v O~1\r\nmg c q f t v O~2\r\nmn\r\n'
    const reply = 'VA 6 f16 t-1 O~1\r\nO~2\r\nx\r\nMN\r\n'
    for (const packets of [[reply], everyByte(reply)]) {
      const server = await scripted(t, [[sent, ...packets]])
      const cache = client(t, server.server, NEW)
      const found = await cache.metaGetMany(['a', 'b', 'c'], {
        value: true,
        ttl: true,
        quiet: true,
      })
      assert.deepEqual([...found], [['b', { value: 'O~2\r\nx', ttl: -1 }]])
    }
  })

  test('end the connection at an echo that cannot be', async (t) => {
    for (const echo of ['~3', '~00', '~0x', 'q1']) {
      const server = await scripted(t, [[SETS, `NS O${echo}\r\n`]])
      const error = await settled(
        client(t, server.server, NEW).metaSetMany(VALUES, { quiet: true }),
      )
      assert.ok(error instanceof UnknownReplyError, String(error))
    }
    const server = await scripted(t, [[SETS, 'NS O~1\r\nNS O~0\r\n']])
    const error = await settled(client(t, server.server, NEW).metaSetMany(VALUES, { quiet: true }))
    assert.ok(error instanceof MemcacheError, String(error))
  })

  test('end the connection at a reply without its echo', async (t) => {
    const server = await scripted(t, [['mg a q f v O~0\r\nmn\r\n', 'EN\r\n']])
    const cache = client(t, server.server, NEW)
    const error = await settled(cache.metaGet('a', { value: true, quiet: true }))
    assert.ok(error instanceof UnknownReplyError, String(error))
  })

  test('fail where an error may be: between the replies before and behind it', async (t) => {
    const reply = 'NS O~0\r\nSERVER_ERROR out of memory storing object\r\nMN\r\n'
    const server = await scripted(t, [[SETS, reply]])
    const error = await settled(client(t, server.server, NEW).metaSetMany(VALUES, { quiet: true }))
    assert.ok(error instanceof ServerError, String(error))
    assert.match(error.message, /out of memory storing object/)
    const results = error.results as Map<string, unknown>
    assert.deepEqual(results.get('a'), { status: 'not_stored' })
    assert.ok(results.get('b') instanceof ServerError)
    assert.ok(results.get('c') instanceof ServerError)
  })

  test('end with the connection at an error behind which a block may be read as commands', async (t) => {
    const server = await scripted(t, {
      connections: [
        [[`${SETS}get k\r\n`, 'CLIENT_ERROR bad data chunk\r\n']],
        [['get k\r\n', 'END\r\n']],
      ],
    })
    const cache = client(t, server.server, NEW)
    const [error, next] = await Promise.all([
      settled(cache.metaSetMany(VALUES, { quiet: true })),
      cache.get('k'),
    ])
    assert.ok(error instanceof MemcacheError, String(error))
    assert.equal(next, undefined)
  })

  test('are repeated as a whole or not at all', async (t) => {
    const lost = await scripted(t, {
      connections: [[[SETS, (peer) => peer.close()]], [[SETS, 'MN\r\n']]],
    })
    const again = await client(t, lost.server, NEW).metaSetMany(VALUES, { quiet: true })
    assert.equal(again.size, 3)
    const half = await scripted(t, [[SETS, 'NS O~0\r\n', (peer) => peer.close()]])
    const error = await settled(client(t, half.server, NEW).metaSetMany(VALUES, { quiet: true }))
    assert.ok(error instanceof UnexpectedCloseError, String(error))
  })

  test('refuse what the hidden reply would have given', async (t) => {
    const server = await scripted(t, { connections: [] })
    const error = await settled(
      client(t, server.server, NEW).metaSet('k', 1, { quiet: true, cas: true } as object),
    )
    assert.ok(error instanceof IllegalInputError)
    assert.equal(
      error.message,
      'metaSet: the options quiet and cas cannot stand together; leave one of them out',
    )
  })

  test('of no keys send nothing', async (t) => {
    const server = await scripted(t, { connections: [] })
    const cache = client(t, server.server, NEW)
    assert.deepEqual(await cache.metaGetMany([], { quiet: true }), new Map())
  })
})

suite('quiet calls live', (test) => {
  test('to a cluster tell of each key what became of it', async (t) => {
    const nodes = await cluster(t, 3)
    const cache = client(
      t,
      nodes.map(({ server }) => server),
      NEW,
    )
    const keys = Array.from({ length: 300 }, (_, i) => `key-${i}`)
    const entries = keys.map((key) => [key, `value of ${key}`] as const)
    const first = await cache.metaSetMany(entries.slice(0, 100), { mode: 'add', quiet: true })
    assert.ok([...first.values()].every(({ status }) => status === 'stored'))
    const second = await cache.metaSetMany(entries.slice(50, 200), { mode: 'add', quiet: true })
    const statuses = [...second.values()].map(({ status }) => status)
    assert.deepEqual(statuses.slice(0, 50), Array(50).fill('not_stored'))
    assert.deepEqual(statuses.slice(50), Array(100).fill('stored'))
    const found = await cache.metaGetMany(keys, { value: true, quiet: true })
    assert.deepEqual(
      [...found],
      entries.slice(0, 200).map(([key, value]) => [key, { value }]),
    )
    const deleted = await cache.metaDeleteMany(keys.slice(150, 250), { quiet: true })
    assert.equal([...deleted.values()].filter(({ status }) => status === 'deleted').length, 50)
    assert.equal([...deleted.values()].filter(({ status }) => status === 'not_found').length, 50)
  })

  test('name the item that is too large, and no other', async (t) => {
    const { server } = await memcached(t)
    const cache = client(t, server, NEW)
    const error = await settled(
      cache.metaSetMany(
        { a: 'x', large: Buffer.alloc(2 << 20), b: 'x', fits: Buffer.alloc(5000), c: 'x' },
        { quiet: true },
      ),
    )
    assert.ok(error instanceof ServerError, String(error))
    const results = error.results as Map<string, unknown>
    assert.ok(results.get('large') instanceof ServerError)
    for (const key of ['a', 'b', 'fits', 'c']) assert.deepEqual(results.get(key), stored, key)
    assert.equal(await cache.get('c'), 'x')
  })

  test('for one key are told apart from the calls around them', async (t) => {
    const { server } = await memcached(t)
    const cache = client(t, server, NEW)
    const [set, miss, hit, count, absent] = await Promise.all([
      cache.metaSet('k', 'v', { quiet: true }),
      cache.metaGet('absent', { value: true, quiet: true }),
      cache.metaGet('k', { value: true, quiet: true }),
      cache.metaArithmetic('n', { vivify: 0, initial: 1, quiet: true }),
      cache.metaDelete('absent', { quiet: true }),
    ])
    assert.deepEqual(set, stored)
    assert.equal(miss, undefined)
    assert.deepEqual(hit, { value: 'v' })
    assert.deepEqual(count, stored)
    assert.deepEqual(absent, { status: 'not_found' })
  })

  test('time out and are aborted without harm to others', async (t) => {
    const { server } = await memcached(t)
    const between = await proxy(t, server)
    const cache = client(t, between.server, NEW)
    await cache.set('k', 'v')
    between.down.hold()
    const abort = new AbortController()
    const late = settled(
      cache.metaGetMany(['k', 'absent'], { value: true, quiet: true, timeout: 50 }),
    )
    const left = settled(
      cache.metaGetMany(['k', 'absent'], { value: true, quiet: true, signal: abort.signal }),
    )
    const waits = cache.get('k')
    assert.ok((await late) instanceof TimeoutError)
    abort.abort(new Error('gone'))
    assert.equal(((await left) as Error).message, 'gone')
    between.down.release()
    assert.equal(await waits, 'v')
    assert.equal(between.connections, 1)
  })
})
