import assert from 'node:assert/strict'
import {
  type ClientOptions,
  ConnectError,
  NoServersError,
  TimeoutError,
  UnexpectedCloseError,
} from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { cluster, memcached } from '../support/memcached.js'
import { event, KEYS, keysAt, NOBODY } from '../support/nodes.js'
import { proxy } from '../support/proxy.js'
import { scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'

suite('a node that fails', (test) => {
  test('after it was sent a request may have carried it out, and no error says that it was not sent', async (t) => {
    const { server } = await memcached(t)
    const direct = client(t, server)
    const once = { defaultNoreply: false, assume: '1.6.18', timeout: 0 } as const
    const ways: readonly [servers: (away: string) => string[], options: ClientOptions][] = [
      [(away) => [away], {}],
      [(away) => [away, NOBODY], {}],
      [(away) => [away, NOBODY], { retryAttempts: 0, failover: 'fail' }],
      [(away) => [away], { retry: { attempts: 3, delay: 1 } }],
    ]
    for (const [servers, options] of ways) {
      const between = await proxy(t, server)
      const cache = client<false>(t, servers(between.server), { ...options, ...once })
      const [key] = keysAt(cache, between.server)
      await cache.set(key, 'before')
      between.down.swallow()
      const [set, get] = [settled(cache.set(key, 'done')), settled(cache.get(key))]
      while ((await direct.get(key)) !== 'done') {}
      await between.stop()
      for (const error of [await set, await get]) {
        assert.ok(error instanceof UnexpectedCloseError)
        assert.equal(error.server, between.server)
        assert.ok(error.cause instanceof ConnectError)
      }
      assert.match(
        ((await set) as Error).message,
        /^the connection was closed before the reply; now (cannot connect to )?127\.0\.0\.1:\d+.*ECONNREFUSED/,
      )
    }
  })

  test('is failing first: calls to it fail at once, with its name, its state, since when, and when it is tried again', async (t) => {
    const { server } = await memcached(t)
    const cache = client(t, [server, NOBODY], { defaultNoreply: false, retryTimeout: 30_000 })
    const [key] = keysAt(cache, NOBODY)
    const failing = event(cache, 'nodeFailing')
    const first = await settled(cache.get(key))
    assert.ok(first instanceof ConnectError)
    assert.match(first.message, /^cannot connect to 127\.0\.0\.1:1: /)
    const { node, error } = await t.until('nodeFailing', failing)
    assert.equal(node, NOBODY)
    assert.match(error.message, /ECONNREFUSED/)
    for (const call of [
      () => cache.get(key),
      () => cache.set(key, 'x'),
      () => cache.version({ node: NOBODY }),
    ]) {
      const second = await settled(call())
      assert.ok(second instanceof ConnectError)
      assert.equal(second.code, 'MEMWIRE_CONNECT')
      assert.equal(second.server, NOBODY)
      assert.match(
        second.message,
        /^127\.0\.0\.1:1 has been failing for \d+ ms: connect ECONNREFUSED 127\.0\.0\.1:1; it is tried again in (30000|29\d{3}) ms$/,
      )
    }
    assert.equal(cache.nodeFor(key), NOBODY, 'a failing node keeps its keys')
  })

  test('is dead after retryAttempts further attempts of the client itself, and its keys have moved', async (t) => {
    const server = await memcached(t)
    const hangingUp = await scripted(t, { connections: [] }, { others: (peer) => peer.close() })
    const cache = client(t, [server.server, hangingUp.server], {
      defaultNoreply: false,
      retryAttempts: 2,
      retryTimeout: 20,
    })
    const moved = keysAt(cache, hangingUp.server)
    const dead = event(cache, 'nodeDead')
    // An end without a word counts as a failure too.
    assert.ok((await settled(cache.get(moved[0]))) instanceof Error)
    assert.equal((await t.until('nodeDead', dead)).node, hangingUp.server)
    assert.equal(hangingUp.peers.length, 3)
    assert.equal(keysAt(cache, hangingUp.server).length, 0)
    assert.deepEqual(await cache.setMany(moved.map((key) => [key, key] as const)), [])
    assert.deepEqual([...(await cache.getMany(moved)).keys()], moved)
  })

  test('is tried by one request at a time; calls fail at once meanwhile', async (t) => {
    const { server } = await memcached(t)
    let asked = () => {}
    const question = new Promise<void>((resolve) => {
      asked = resolve
    })
    const mute = await scripted(
      t,
      { connections: [] },
      {
        others: async (peer) => {
          const line = await peer.line()
          if (line?.startsWith('get')) peer.close()
          else asked()
        },
      },
    )
    const cache = client(t, [server, mute.server], { defaultNoreply: false, retryTimeout: 10 })
    const [key] = keysAt(cache, mute.server)
    await settled(cache.get(key))
    await t.until('the question', question)
    const tries = mute.peers.length
    const errors = await Promise.all(Array.from({ length: 50 }, () => settled(cache.get(key))))
    for (const error of errors) {
      assert.match(
        (error as Error).message,
        /has been failing for \d+ ms: .*; it is being tried again$/,
      )
    }
    assert.equal(mute.peers.length, tries)
  })

  test('that only says nothing fails too, and is used again when it speaks', async (t) => {
    const [one, other] = await cluster(t, 2)
    const names = [one?.server, other?.server] as string[]
    const cache = client(t, names, {
      defaultNoreply: false,
      timeout: 150,
      retryTimeout: 20,
      retryAttempts: 1000,
    })
    const [key] = keysAt(cache, names[0] as string)
    assert.equal(await cache.set(key, 'kept'), true)
    one?.pause()
    t.after(() => one?.resume())
    const failing = event(cache, 'nodeFailing')
    // The signal takes a moment.
    while (!((await settled(cache.get(key))) instanceof TimeoutError));
    const { error } = await t.until('nodeFailing', failing)
    assert.match(error.message, /nothing has come from/)
    assert.ok((await settled(cache.get(key))) instanceof ConnectError)
    const back = event(cache, 'nodeBack')
    one?.resume()
    assert.deepEqual(await t.until('nodeBack', back), { node: names[0], was: 'failing' })
    assert.equal(await cache.get(key), 'kept')
  })

  test('and has answered before is only connected again, without a pause', async (t) => {
    const [one, other] = await cluster(t, 2)
    const between = await proxy(t, one?.server as string)
    const cache = client(t, [between.server, other?.server as string])
    cache.on('nodeFailing', () => assert.fail('a lost connection is no failing node'))
    const [key] = keysAt(cache, between.server)
    await cache.set(key, 'x')
    between.cut()
    await t.until('connectionLost', event(cache, 'connectionLost'))
    assert.equal(await cache.get(key), 'x')
    assert.equal(between.connections, 2)
  })

  test('with every node dead a call has no server left, also for many keys; and reads are misses if that is asked for', async (t) => {
    for (const errorsAsMisses of [false, true]) {
      const cache = client(t, [NOBODY, '127.0.0.1:2'], {
        defaultNoreply: false,
        errorsAsMisses,
        retryAttempts: 0,
      })
      await settled(cache.version())
      const stored = await settled(cache.set('a', 'x'))
      assert.ok(stored instanceof NoServersError)
      assert.equal(stored.code, 'MEMWIRE_NO_SERVERS')
      assert.match(
        stored.message,
        /^no server is left for set, all are dead; 127\.0\.0\.1:[12] has been dead for \d+ ms: connect ECONNREFUSED .*; it is tried again in \d+ ms$/,
      )
      const many = await settled(cache.setMany({ a: 1, b: 2 }))
      assert.ok(many instanceof NoServersError)
      assert.deepEqual([...(many.results?.keys() ?? [])], ['a', 'b'])
      for (const one of many.results?.values() ?? []) assert.ok(one instanceof NoServersError)
      const read = await settled(cache.get('a'))
      const readMany = await settled(cache.getMany(['a', 'b']))
      if (errorsAsMisses) assert.deepEqual([read, readMany], [undefined, new Map()])
      else for (const error of [read, readMany]) assert.ok(error instanceof NoServersError)
      // Placing a key needs no server.
      assert.match(cache.nodeFor('a'), /^127/)
    }
  })

  test('that is the only one is never dead: it is tried by the next call after a short pause', async (t) => {
    const { server } = await memcached(t)
    const between = await proxy(t, server)
    const { port } = between
    await between.stop()
    const cache = client(t, between.server, { defaultNoreply: false, retryAttempts: 0 })
    cache.on('nodeDead', () => assert.fail('it is dead'))
    const failing = event(cache, 'nodeFailing')
    assert.ok((await settled(cache.get('a'))) instanceof ConnectError)
    await t.until('nodeFailing', failing)
    await between.listen({ port })
    const back = event(cache, 'nodeBack')
    while ((await settled(cache.set('a', 'x'))) !== true)
      await new Promise((resolve) => setTimeout(resolve, 10))
    assert.deepEqual(await t.until('nodeBack', back), { node: between.server, was: 'failing' })
  })

  test('is a part of the answers of all: flushAll and stats tell of each node', async (t) => {
    const { server } = await memcached(t)
    const cache = client(t, [server, NOBODY], { defaultNoreply: false, retryAttempts: 0 })
    await settled(cache.version())
    for (const call of [cache.flushAll(), cache.stats()]) {
      const error = await settled(call)
      assert.ok(error instanceof ConnectError)
      assert.match(error.message, /^127\.0\.0\.1:1 has been dead for /)
      assert.deepEqual([...(error.results?.keys() ?? [])], [server, NOBODY])
    }
  })

  test('keeps no process alive, and is not tried any more when the client has ended', async (t) => {
    for (const end of ['close', 'destroy'] as const) {
      const server = await scripted(t, { connections: [] }, { others: (peer) => peer.close() })
      const cache = client(t, [server.server, NOBODY], { defaultNoreply: false, retryTimeout: 20 })
      await settled(cache.get(keysAt(cache, server.server)[0]))
      const tries = server.peers.length
      await cache[end]()
      await new Promise((resolve) => setTimeout(resolve, 60))
      assert.equal(server.peers.length, tries)
    }
  })
})

suite('calls for many keys', (test) => {
  test('are sent to all five nodes before the first reply is let through', async (t) => {
    const servers = await cluster(t, 5)
    const proxies = await Promise.all(servers.map(({ server }) => proxy(t, server)))
    const cache = client(
      t,
      proxies.map(({ server }) => server),
    )
    assert.deepEqual(await cache.setMany(KEYS.map((key) => [key, key] as const)), [])
    for (const { down } of proxies) down.hold()
    const before = proxies.map(({ up }) => up.sent)
    let isSettled = false
    const call = cache.getMany(KEYS).finally(() => {
      isSettled = true
    })
    while (!proxies.every(({ up }, i) => up.sent > (before[i] as number)))
      await new Promise((resolve) => setImmediate(resolve))
    assert.equal(isSettled, false)
    for (const { down } of proxies) down.release()
    assert.equal((await call).size, KEYS.length)
  })
})
