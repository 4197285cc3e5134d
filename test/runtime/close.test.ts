import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { Client, type MemcacheError } from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { Gate } from '../support/gate.js'
import { memcached } from '../support/memcached.js'
import { NOBODY } from '../support/nodes.js'
import { scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'

suite('the end of a client', (test) => {
  test('close finishes what is in flight, takes nothing more, and says farewell', async (t) => {
    const gate = new Gate()
    const server = await scripted(t, [
      ['get a\r\n', () => gate.opened, 'VALUE a 16 1\r\nA\r\nEND\r\n'],
      ['quit\r\n', (peer) => peer.close()],
    ])
    const cache = client(t, server.server)
    const call = cache.get('a')
    const closed = cache.close()
    const late = await settled(cache.get('b'))
    assert.equal((late as MemcacheError).code, 'MEMWIRE_CLOSED')
    assert.equal((late as Error).message, 'the client is closed; make a new one')
    gate.open()
    assert.equal(await call, 'A')
    await closed
  })

  test('close hands over what asked for no reply', async (t) => {
    const server = await memcached(t)
    const cache = new Client(server.server)
    for (let i = 0; i < 1000; i++) cache.set(`k${i}`, i)
    await cache.close()
    const reader = client(t, server.server)
    assert.equal((await reader.getMany(Array.from({ length: 1000 }, (_, i) => `k${i}`))).size, 1000)
  })

  test('close does not wait for ever for a server that does not leave', async (t) => {
    const server = await scripted(t, [['get a\r\n', 'END\r\n'], ['quit\r\n']])
    const cache = client(t, server.server, { defaultNoreply: false, timeout: 100 })
    await cache.get('a')
    await cache.close()
  })

  test('close before the first use, and twice, is nothing', async () => {
    const cache = new Client('127.0.0.1:1')
    await cache.close()
    await cache.close()
  })

  test('destroy ends at once and settles everything', async (t) => {
    const server = await scripted(t, async (peer) => {
      await peer.closed
    })
    const cache = client(t, server.server)
    await cache.connect()
    const calls = [
      cache.get('a'),
      cache.set('b', 'x'),
      cache.getMany(['c', 'd']),
      cache.version(),
    ].map(settled)
    cache.destroy()
    for (const error of await Promise.all(calls))
      assert.equal((error as MemcacheError).code, 'MEMWIRE_CLOSED')
  })

  test('leaves nothing to connect to', async (t) => {
    for (const names of [NOBODY, [NOBODY, '127.0.0.1:2']]) {
      const cache = client(t, names)
      await cache.close()
      const error = (await settled(cache.connect())) as MemcacheError
      assert.deepEqual(
        [error.code, error.message],
        ['MEMWIRE_CLOSED', 'the client is closed; make a new one'],
      )
    }
  })

  test('await using closes', async (t) => {
    const server = await memcached(t)
    const cache = new Client(server.server, { defaultNoreply: false })
    await cache.set('a', 'one')
    await cache[Symbol.asyncDispose]()
    assert.equal(((await settled(cache.get('a'))) as MemcacheError).code, 'MEMWIRE_CLOSED')
  })

  test('quit ends the connection, the client goes on', async (t) => {
    const server = await memcached(t)
    const cache = client(t, server.server)
    await cache.set('a', 'one')
    assert.equal(await cache.quit(), undefined)
    assert.equal(await cache.get('a'), 'one')
  })

  test('quit does not open a connection to close it', async (t) => {
    const cache = client(t, '127.0.0.1:1')
    await cache.quit()
  })

  test('the process ends by itself after close, and while nothing is asked before the first use', async (t) => {
    const server = await memcached(t)
    const script = `
      const { Client } = await import('memwire')
      const unused = new Client('127.0.0.1:1')
      const cache = new Client('${server.server}', { timeout: 60000 })
      await cache.set('a', 'one', { noreply: false })
      console.log(await cache.get('a'))
      await cache.close()
    `
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--input-type=module',
      '-e',
      script,
    ])
    assert.equal(stdout, 'one\n')
  })
})
