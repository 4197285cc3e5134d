import assert from 'node:assert/strict'
import { ConnectError, type MemcacheError } from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { Gate } from '../support/gate.js'
import { Hourglass } from '../support/hourglass.js'
import { memcached } from '../support/memcached.js'
import { turn } from '../support/packet.js'
import type { Peer } from '../support/peer.js'
import { proxy } from '../support/proxy.js'
import { answering, scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'

async function turnAway(peer: Peer): Promise<void> {
  await peer.send('ERROR Too many open connections\r\n')
  peer.close()
}

suite('connections', (test) => {
  test('50 gets from cold use one', async (t) => {
    const between = await proxy(t, (await memcached(t)).server)
    const cache = client(t, between.server)
    const calls = Array.from({ length: 50 }, (_, index) => cache.get(`k${index}`))
    assert.deepEqual(await Promise.all(calls), Array(50).fill(undefined))
    assert.deepEqual([between.connections, between.open], [1, 1])
  })

  test('300 gets from cold and a close leave none', async (t) => {
    const between = await proxy(t, (await memcached(t)).server)
    const cache = client(t, between.server)
    const calls = Array.from({ length: 300 }, (_, index) => cache.get(`k${index}`))
    await cache.close()
    assert.deepEqual(await Promise.all(calls), Array(300).fill(undefined))
    while (between.open > 0) await turn()
    assert.equal(between.connections, 1)
  })

  test('carry the calls of a turn in one packet', async (t) => {
    const between = await proxy(t, (await memcached(t)).server)
    const cache = client(t, between.server)
    await cache.connect()
    await Promise.all([cache.set('a', 'x'), cache.get('b'), cache.incr('n', 1), cache.delete('a')])
    assert.equal(between.up.packets, 1)
  })

  test('belong to their client: another one knows nothing of its keys', async (t) => {
    const [one, two] = [await memcached(t), await memcached(t)]
    const first = client(t, one.server)
    const second = client(t, two.server)
    await Promise.all([first.set('k', 'first'), second.set('k', 'second')])
    const values = await Promise.all(
      Array.from({ length: 100 }, (_, index) => (index % 2 ? second : first).get('k')),
    )
    assert.deepEqual(
      values,
      Array.from({ length: 100 }, (_, index) => (index % 2 ? 'second' : 'first')),
    )
  })

  test('stay open however long nothing is asked', async (t) => {
    const between = await proxy(t, (await memcached(t)).server)
    const time = new Hourglass(t)
    const cache = client(t, between.server)
    await cache.set('a', 'one')
    for (let hour = 0; hour < 24; hour++) {
      time.pass(3_600_000)
      await turn()
    }
    assert.equal(between.open, 1)
    assert.equal(await cache.get('a'), 'one')
    assert.equal(between.connections, 1)
  })
})

suite('a server that is killed', (test) => {
  test('with gets pending settles them all', async (t) => {
    const server = await memcached(t)
    const cache = client(t, server.server, { defaultNoreply: false, timeout: 9000 })
    await cache.set('a', 'one')
    server.pause()
    const calls = ['a', 'b', 'c'].map((key) => settled(cache.get(key)))
    calls.push(settled(cache.set('a', 'two')), settled(cache.incr('n', 1)))
    await turn()
    await server.stop()
    for (const error of await Promise.all(calls)) {
      const { code } = error as MemcacheError
      assert.ok(code === 'MEMWIRE_UNEXPECTED_CLOSE' || code === 'MEMWIRE_CONNECT', String(error))
    }
    assert.ok((await settled(cache.get('a'))) instanceof ConnectError)
  })

  test('between two gets is no miss', async (t) => {
    const server = await memcached(t)
    const cache = client(t, server.server)
    await cache.set('a', 'one')
    await server.stop()
    assert.ok((await settled(cache.get('a'))) instanceof Error)
    assert.ok((await settled(cache.getMany(['a', 'b']))) instanceof Error)
  })
})

suite('a server that has ended its side', (test) => {
  test('without an error settles what is in flight', async (t) => {
    const server = await scripted(t, {
      connections: [
        [['incr a 1\r\nget b\r\n', (peer) => peer.end(), (peer) => peer.closed]],
        [['get b\r\n', 'VALUE b 16 1\r\nB\r\nEND\r\n']],
      ],
    })
    const cache = client(t, server.server)
    const [a, b] = await Promise.all([settled(cache.incr('a', 1)), cache.get('b')])
    assert.equal((a as MemcacheError).code, 'MEMWIRE_UNEXPECTED_CLOSE')
    assert.equal(b, 'B')
  })

  test('with a reset settles what is in flight', async (t) => {
    const server = await scripted(t, [['incr a 1\r\n', (peer) => peer.reset()]])
    const cache = client(t, server.server)
    const error = await settled(cache.incr('a', 1))
    assert.equal((error as MemcacheError).code, 'MEMWIRE_UNEXPECTED_CLOSE')
    assert.match((error as Error).message, /ECONNRESET/)
  })
})

suite('a server that has no room', (test) => {
  test('says so before anything is asked, and is asked again', async (t) => {
    const refused = new Gate()
    const server = await scripted(t, {
      connections: [
        async (peer) => {
          await turnAway(peer)
          refused.open()
        },
        answering((line) => (line === 'get a' ? 'VALUE a 16 1\r\nA\r\nEND\r\n' : undefined)),
      ],
    })
    const cache = client(t, server.server)
    await cache.connect()
    await refused.opened
    await turn()
    assert.equal(await cache.get('a'), 'A')
    server.peers[1]?.close()
  })

  test('answers each of many gets with an error, never with a value of another', async (t) => {
    const server = await scripted(t, { connections: [] }, { others: turnAway })
    const cache = client(t, server.server)
    const results = await Promise.all(
      Array.from({ length: 40 }, (_, index) => settled(cache.get(`k${index}`))),
    )
    for (const result of results) assert.ok(result instanceof Error, String(result))
  })

  test('of a real server too', async (t) => {
    const server = await memcached(t, { args: ['-c', '40', '-o', 'maxconns_fast'] })
    const caches = Array.from({ length: 80 }, () => client(t, server.server))
    const results = await Promise.all(caches.map((cache) => settled(cache.get('a'))))
    for (const result of results) {
      if (result instanceof Error) assert.match(result.message, /Too many open connections|closed/)
      else assert.equal(result, undefined)
    }
    assert.ok(results.some((result) => result instanceof Error))
    for (const cache of caches.splice(0, 75)) cache.destroy()
    const last = caches.at(-1)
    let value: unknown
    while (value !== true) value = await settled(last?.set('a', 'one') as Promise<boolean>)
    assert.equal(await last?.get('a'), 'one')
  })
})
