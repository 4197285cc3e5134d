import assert from 'node:assert/strict'
import { Client, ConnectError, IllegalInputError, MemcacheError } from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { Gate } from '../support/gate.js'
import { cluster, memcached } from '../support/memcached.js'
import { proxy } from '../support/proxy.js'
import { scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'

suite('a static cluster', (test) => {
  test('keys go where nodeFor says, and come back from there', async (t) => {
    const servers = await cluster(t, 3)
    const names = servers.map(({ server }) => server)
    const cache = client(t, names)
    const keys = Array.from({ length: 60 }, (_, i) => `key:${i}`)
    assert.deepEqual(await cache.setMany(keys.map((key) => [key, key] as const)), [])
    const found = await cache.getMany(keys)
    assert.deepEqual(
      [...found],
      keys.map((key) => [key, key]),
    )
    for (const name of names) {
      const alone = client(t, name)
      const there = [...(await alone.getMany(keys)).keys()]
      assert.deepEqual(
        there,
        keys.filter((key) => cache.nodeFor(key) === name),
      )
      assert.ok(there.length > 5)
    }
    assert.deepEqual(await cache.deleteMany([...keys, 'absent']), ['absent'])
  })

  test('a call for many keys is sent to all nodes before the first reply is there', async (t) => {
    const gate = new Gate()
    const asked: Promise<void>[] = []
    const nodes = await Promise.all(
      Array.from({ length: 3 }, () => {
        const here = new Gate()
        asked.push(here.opened)
        return scripted(t, async (peer) => {
          const line = (await peer.line()) as string
          here.open()
          await gate.opened
          const items = line
            .split(' ')
            .slice(1)
            .map((key) => `VALUE ${key} 16 1\r\nx\r\n`)
          await peer.send(`${items.join('')}END\r\n`)
        })
      }),
    )
    const cache = client(
      t,
      nodes.map(({ server }) => server),
    )
    const keys = Array.from({ length: 30 }, (_, i) => `key:${i}`)
    const call = cache.getMany(keys)
    await t.until('the requests to all three', Promise.all(asked))
    gate.open()
    assert.equal((await call).size, 30)
  })

  test('commands to the servers go to all of them, or to the one that the call names', async (t) => {
    const servers = await cluster(t, 2)
    const names = servers.map(({ server }) => server)
    const cache = client(t, names)
    assert.deepEqual(
      [...(await cache.version())],
      names.map((name) => [name, '1.6.18']),
    )
    assert.equal(await cache.version({ node: names[1] as string }), '1.6.18')
    assert.deepEqual(
      [...(await cache.flushAll())],
      names.map((name) => [name, true]),
    )
    const error = await settled(cache.version({ node: 'elsewhere:1' }))
    assert.ok(error instanceof IllegalInputError)
    assert.equal(error.message, `node: expected one of ${names.join(', ')}, got "elsewhere:1"`)
  })

  test('shutdown needs to be told which', async (t) => {
    const cache = client(t, ['127.0.0.1:1', '127.0.0.1:2'])
    const error = await settled(cache.shutdown())
    assert.equal(
      (error as Error).message,
      'shutdown needs the option node, one of 127.0.0.1:1, 127.0.0.1:2',
    )
  })

  test('shutdown stops the server that it names', async (t) => {
    const server = await memcached(t, { args: ['-A'] })
    const cache = client(t, server.server)
    assert.equal(await cache.shutdown(), undefined)
    // It takes a moment to leave: until then it may still accept a connection and close it.
    let error: unknown
    while (!(error instanceof ConnectError)) {
      error = await settled(cache.get('a'))
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  })

  test('a node that cannot be reached fails the call, and the error has the outcome of each key', async (t) => {
    const server = await memcached(t)
    const cache = client(t, [server.server, '127.0.0.1:1'])
    const keys = Array.from({ length: 20 }, (_, i) => `key:${i}`)
    const here = keys.filter((key) => cache.nodeFor(key) === server.server)
    assert.ok(here.length > 2 && here.length < 18)

    const stored = await settled(cache.setMany(keys.map((key) => [key, key] as const)))
    assert.ok(stored instanceof ConnectError)
    assert.match(stored.message, /^cannot connect to 127\.0\.0\.1:1/)
    assert.deepEqual(
      keys.filter((key) => stored.results?.get(key) === true),
      here,
    )

    const read = await settled(cache.getMany(keys))
    assert.ok(read instanceof ConnectError)
    for (const key of keys) {
      const outcome: unknown = read.results?.get(key)
      if (here.includes(key)) assert.equal(outcome, key)
      else assert.ok(outcome instanceof ConnectError)
    }
    assert.ok(!JSON.stringify(read).includes('key:1'), 'results are not to be logged')
  })

  test('with errorsAsMisses a failure reads as a miss, but never says that something was written', async (t) => {
    const server = await memcached(t)
    const cache = client(t, [server.server, '127.0.0.1:1'], {
      defaultNoreply: false,
      errorsAsMisses: true,
    })
    const keys = Array.from({ length: 20 }, (_, i) => `key:${i}`)
    const [here] = keys.filter((key) => cache.nodeFor(key) === server.server)
    const [away] = keys.filter((key) => cache.nodeFor(key) !== server.server)
    await cache.set(here as string, 'value')
    assert.equal(await cache.get(away as string), undefined)
    assert.equal(await cache.gat(away as string, 10), undefined)
    assert.deepEqual([...(await cache.getMany(keys))], [[here, 'value']])
    assert.ok((await settled(cache.set(away as string, 'x'))) instanceof ConnectError)
    assert.ok((await settled(cache.incr(away as string, 1))) instanceof ConnectError)
    assert.ok((await settled(cache.get('bad key'))) instanceof IllegalInputError)
  })

  test('connect names the nodes that failed, the others stay connected', async (t) => {
    const server = await memcached(t)
    const between = await proxy(t, server.server)
    const cache = client(t, [between.server, '127.0.0.1:1'])
    const error = await settled(cache.connect())
    assert.ok(error instanceof ConnectError)
    assert.match(
      error.message,
      /^1 of 2 servers cannot be reached: cannot connect to 127\.0\.0\.1:1: /,
    )
    assert.deepEqual([...(error.results?.keys() ?? [])], ['127.0.0.1:1'])
    assert.equal(await cache.version({ node: between.server }), '1.6.18')
    assert.equal(between.connections, 1)
  })

  test('the servers are those of the constructor, whatever becomes of its list', async (t) => {
    const servers = await cluster(t, 2)
    const list = servers.map(({ server }) => server)
    const cache = client(t, list)
    const names = [...list]
    list.pop()
    ;(cache.nodes as string[]).length = 0
    assert.deepEqual(cache.nodes, names)
    const keys = Array.from({ length: 20 }, (_, i) => `key:${i}`)
    assert.deepEqual(new Set(keys.map((key) => cache.nodeFor(key))), new Set(names))
    assert.deepEqual([...(await cache.version()).keys()], names)
  })

  test('servers are checked when the client is made', () => {
    for (const [servers, message] of [
      [['localhost', 11211], /'localhost:11211'/],
      [[], /server/],
      ['', /server/],
      [['a:1', 'a:1'], /a:1/],
    ] as const) {
      assert.throws(
        () => new Client(servers as never),
        (error) => error instanceof MemcacheError && message.test(error.message),
      )
    }
  })
})
