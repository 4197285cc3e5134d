import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { MemcacheError } from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { memcached } from '../support/memcached.js'
import { turn } from '../support/packet.js'
import { proxy } from '../support/proxy.js'
import { suite } from '../support/suite.js'

const run = promisify(execFile)

suite('closing', (test) => {
  test('settles every call, answered or not', async (t) => {
    const between = await proxy(t, (await memcached(t)).server)
    const cache = client(t, between.server, { defaultNoreply: false, timeout: 9000 })
    await cache.set('a', 'one')
    between.down.hold()
    const timeout = 50
    const calls = [
      cache.get('a', { timeout }),
      cache.getMany(['a', 'b'], { timeout }),
      cache.set('b', 'x', { timeout }),
      cache.incr('n', 1, { timeout }),
      cache.version({ timeout }),
    ].map(settled)
    const closed = cache.close()
    for (const error of await Promise.all(calls)) {
      assert.equal((error as MemcacheError).code, 'MEMWIRE_TIMEOUT')
    }
    between.down.release()
    await t.until('close', closed)
  })

  test('while the connection is lost settles every call', async (t) => {
    const between = await proxy(t, (await memcached(t)).server)
    const cache = client(t, between.server)
    await cache.set('a', 'one')
    between.down.hold()
    const calls = [cache.incr('n', 1), cache.get('a')].map(settled)
    await turn()
    const closed = cache.close()
    between.cut()
    const [n] = await Promise.all([calls[0], between.down.release()])
    assert.equal((n as MemcacheError).code, 'MEMWIRE_UNEXPECTED_CLOSE')
    assert.equal(await calls[1], 'one')
    await t.until('close', closed)
    while (between.open > 0) await turn()
  })

  test('while a server cannot be reached settles every call', async (t) => {
    const between = await proxy(t, (await memcached(t)).server)
    await between.stop()
    const cache = client(t, `127.0.0.1:${between.port}`)
    const calls = [cache.get('a'), cache.set('b', 'x'), cache.connect()].map(settled)
    await t.until('close', cache.close())
    for (const error of await Promise.all(calls)) {
      assert.equal((error as MemcacheError).code, 'MEMWIRE_CONNECT')
    }
  })
})

/** Runs a program that uses memwire; gives what it printed when it has ended by itself. */
async function printed(program: string): Promise<string> {
  const source = `import { Client } from 'memwire'\n${program}`
  const { stdout, stderr } = await run(process.execPath, [
    '--unhandled-rejections=strict',
    '--input-type=module',
    '-e',
    source,
  ])
  assert.equal(stderr, '')
  return stdout
}

suite('a process', (test) => {
  test('ends by itself after close, whatever was in flight', async (t) => {
    const server = await memcached(t)
    const output = await printed(`
      const cache = new Client('${server.server}', { timeout: 60_000, defaultNoreply: false })
      const calls = [cache.set('a', 'one'), cache.get('a'), cache.getMany(['a', 'b']), cache.incr('n', 1)]
      await cache.close()
      console.log((await Promise.allSettled(calls)).map(({ status }) => status).join(' '))
    `)
    assert.equal(output, 'fulfilled fulfilled fulfilled fulfilled\n')
  })

  test('ends by itself after a timeout, a lost server and destroy', async (t) => {
    const server = await memcached(t)
    const between = await proxy(t, server.server)
    between.down.swallow()
    const output = await printed(`
      const cache = new Client('${between.server}', { timeout: 60_000 })
      const late = await cache.get('a', { timeout: 30 }).catch(({ code }) => code)
      const left = cache.get('a').catch(({ code }) => code)
      setImmediate(() => cache.destroy())
      console.log(late, await left)
    `)
    assert.equal(output, 'MEMWIRE_TIMEOUT MEMWIRE_CLOSED\n')
  })

  test('outlives failures of calls that nobody awaits', async () => {
    const output = await printed(`
      let told = 0
      const cache = new Client('127.0.0.1:1', { onNoreplyError: () => told++ })
      for (let index = 0; index < 10; index++) {
        cache.set('k' + index, index)
        cache.delete('k' + index)
        cache.set('k'.repeat(251), index)
      }
      await cache.get('k').catch(() => {})
      await cache.close()
      console.log(told)
    `)
    assert.equal(output, '30\n')
  })
})
