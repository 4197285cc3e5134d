import assert from 'node:assert/strict'
import { ConnectError, UnknownReplyError } from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { cluster, memcached } from '../support/memcached.js'
import type { Stage } from '../support/scene.js'
import { answering, scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'

const keys = Array.from({ length: 30 }, (_, i) => `key:${i}`)
const pairs = keys.map((key) => [key, `value of ${key}`] as const)

/** Nodes that answer every get with END, or with this. */
function nodes(stage: Stage, replies: readonly string[]) {
  return Promise.all(
    replies.map((reply) =>
      scripted(stage, { connections: [] }, { others: answering(() => reply) }),
    ),
  )
}

suite('a cluster as pymemcache has HashClient', (test) => {
  test('options reach every node', async (t) => {
    const servers = await cluster(t, 3)
    const names = servers.map(({ server }) => server)
    const cache = client(t, names, {
      defaultNoreply: false,
      keyPrefix: 'p:',
      allowUnicodeKeys: true,
    })
    assert.deepEqual(await cache.setMany(pairs), [])
    assert.equal(await cache.set('é', 'x'), true)
    let seen = 0
    for (const name of names) {
      const bare = client(t, name, { defaultNoreply: false, allowUnicodeKeys: true })
      const found = await bare.getMany(keys.map((key) => `p:${key}`))
      assert.ok(found.size > 0, name)
      seen += found.size
    }
    assert.equal(seen, keys.length)
  })

  test('UNIX sockets make a cluster too', async (t) => {
    const servers = await Promise.all([1, 2, 3].map(() => memcached(t, { socket: true })))
    const cache = client(
      t,
      servers.map(({ server }) => server),
    )
    assert.deepEqual(await cache.setMany(pairs), [])
    assert.deepEqual([...(await cache.getMany(keys))], pairs)
    for (const { server } of servers) {
      assert.ok((await client(t, server).getMany(keys)).size > 0)
    }
  })

  test('getMany and getsMany give what was found on any node', async (t) => {
    const servers = await cluster(t, 2)
    const cache = client(
      t,
      servers.map(({ server }) => server),
    )
    await cache.setMany(pairs.slice(0, 20))
    assert.deepEqual([...(await cache.getMany(keys.slice(0, 20)))], pairs.slice(0, 20))
    assert.deepEqual([...(await cache.getMany(keys))], pairs.slice(0, 20))
    const found = await cache.getsMany(keys)
    assert.deepEqual(
      [...found].map(([key, { value }]) => [key, value]),
      pairs.slice(0, 20),
    )
  })

  test('what is no reply of one node fails getMany, or with errorsAsMisses costs its keys alone', async (t) => {
    const list = await nodes(t, ['END\r\n', 'foobarbaz\r\n'])
    const names = list.map(({ server }) => server)
    const error = await settled(client(t, names).getMany(keys))
    assert.ok(error instanceof UnknownReplyError)
    assert.equal(error.server, names[1])
    const lenient = client(t, names, { defaultNoreply: false, errorsAsMisses: true })
    assert.deepEqual(await lenient.getMany(keys), new Map())
  })

  test('close and quit end the connections to all nodes', async (t) => {
    for (const end of ['close', 'quit'] as const) {
      const hangUp = answering((line, peer) => {
        if (line !== 'quit') return 'END\r\n'
        peer.close()
        return undefined
      })
      const list = await Promise.all(
        [1, 2].map(() => scripted(t, { connections: [] }, { others: hangUp })),
      )
      const cache = client(
        t,
        list.map(({ server }) => server),
      )
      await cache.getMany(keys)
      await cache[end]()
      for (const server of list) {
        assert.ok(server.received().endsWith('quit\r\n'))
        await t.until('the end', server.peers[0]?.closed as Promise<void>)
      }
    }
  })

  test('with every node down each call rejects and names its node', async (t) => {
    const cache = client(t, ['127.0.0.1:1', '127.0.0.1:2'])
    for (const call of [
      () => cache.get('key'),
      () => cache.gets('key'),
      () => cache.getMany(keys),
      () => cache.set('key', 'x'),
      () => cache.delete('key'),
      () => cache.incr('key', 1),
      () => cache.get('key'),
    ]) {
      const error = await settled(call())
      assert.ok(error instanceof ConnectError)
      assert.match(
        error.message,
        /^(cannot connect to 127\.0\.0\.1:[12]: |127\.0\.0\.1:[12] has been failing for \d+ ms: )/,
      )
    }
  })

  test('with every node down and errorsAsMisses fetching gives misses in the shape of a miss', async (t) => {
    const cache = client(t, ['127.0.0.1:1', '127.0.0.1:2'], {
      defaultNoreply: false,
      errorsAsMisses: true,
    })
    assert.equal(await cache.get('key'), undefined)
    assert.equal((await cache.get('key')) ?? 'default', 'default')
    assert.equal(await cache.gets('key'), undefined)
    assert.equal(await cache.gat('key', 10), undefined)
    assert.equal(await cache.gats('key', 10), undefined)
    assert.deepEqual(await cache.getMany(keys), new Map())
    assert.deepEqual(await cache.getsMany(keys), new Map())
  })

  test('setMany to nodes that are down rejects whatever errorsAsMisses says, and tells of each key', async (t) => {
    for (const errorsAsMisses of [false, true]) {
      const cache = client(t, ['127.0.0.1:1', '127.0.0.1:2'], {
        defaultNoreply: false,
        errorsAsMisses,
      })
      const error = await settled(cache.setMany({ foo: 'bar', baz: 'qux' }))
      assert.ok(error instanceof ConnectError)
      assert.deepEqual([...(error.results?.keys() ?? [])], ['foo', 'baz'])
      for (const outcome of error.results?.values() ?? [])
        assert.ok(outcome instanceof ConnectError)
    }
  })

  test('setMany gives the keys that a node did not store, and nothing without reply', async (t) => {
    const refusing = answering((line) => (line.startsWith('set ') ? 'NOT_STORED\r\n' : undefined))
    const list = await Promise.all(
      [1, 2].map(() => scripted(t, { connections: [] }, { others: refusing })),
    )
    const cache = client(
      t,
      list.map(({ server }) => server),
      { defaultNoreply: false, onNoreplyError() {} },
    )
    assert.deepEqual((await cache.setMany({ a: 'x', b: 'y', c: 'z' })).sort(), ['a', 'b', 'c'])
    assert.equal(await cache.setMany({ a: 'x' }, { noreply: true }), undefined)
  })

  test('flushAll reaches every node, without reply too', async (t) => {
    const servers = await cluster(t, 2)
    const names = servers.map(({ server }) => server)
    const cache = client(t, names, { defaultNoreply: true })
    for (const noreply of [true, false]) {
      await cache.setMany(pairs, { noreply: false })
      const replies = await cache.flushAll({ noreply })
      assert.deepEqual(
        replies && [...replies],
        noreply ? undefined : names.map((name) => [name, true]),
      )
      assert.equal((await cache.getMany(keys)).size, 0)
    }
  })

  test('stats give those of every node', async (t) => {
    const servers = await cluster(t, 2)
    const stats = await client(
      t,
      servers.map(({ server }) => server),
    ).stats()
    assert.deepEqual(
      [...stats.keys()],
      servers.map(({ server }) => server),
    )
    for (const of of stats.values()) assert.equal(of.version, '1.6.18')
  })

  test('flushAll and stats with a node that is down tell of each node', async (t) => {
    const { server } = await memcached(t)
    const cache = client(t, [server, '127.0.0.1:1'])
    const flushed = await settled(cache.flushAll())
    assert.ok(flushed instanceof ConnectError)
    assert.equal(flushed.results?.get(server), true)
    assert.ok(flushed.results?.get('127.0.0.1:1') instanceof ConnectError)
    const read = await settled(cache.stats())
    assert.ok(read instanceof ConnectError)
    assert.equal(Object(read.results?.get(server)).version, '1.6.18')
  })

  test('text and its bytes are one key on one node', async (t) => {
    const servers = await cluster(t, 3)
    const cache = client(
      t,
      servers.map(({ server }) => server),
      { defaultNoreply: false, allowUnicodeKeys: true },
    )
    for (const key of [...keys, 'é', '日本']) {
      assert.equal(cache.nodeFor(key), cache.nodeFor(Buffer.from(key)))
      await cache.set(key, 'x')
      assert.equal(await cache.get(Buffer.from(key)), 'x')
    }
  })

  test('gat has its time where one server has it', async (t) => {
    const servers = await cluster(t, 2)
    const cache = client(
      t,
      servers.map(({ server }) => server),
    )
    await cache.set('key', 'x')
    assert.equal(await cache.gat('key', 1000), 'x')
    assert.match(String(await cache.raw('mg key t', { key: 'key' })), /^HD t(1000|999)$/)
  })

  test('a key lives where its name without prefix is placed', (t) => {
    const servers = ['127.0.0.1:11211', '127.0.0.1:11212', '127.0.0.1:11213']
    for (const keyPrefix of ['', 'p:']) {
      const cache = client(t, servers, { defaultNoreply: false, keyPrefix })
      assert.equal(cache.nodeFor('foo'), '127.0.0.1:11213')
      assert.equal(cache.nodeFor('bar'), '127.0.0.1:11211')
      assert.equal(cache.nodeFor('baz'), '127.0.0.1:11212')
    }
  })
})
