import assert from 'node:assert/strict'
import { type MemcacheError, ServerError } from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { memcached } from '../support/memcached.js'
import { proxy } from '../support/proxy.js'
import { answering, scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'

/** Answers get lines with the keys as values, but for keys that begin with `no`. */
function echo(line: string): string {
  const keys = line.split(' ').slice(1)
  const items = keys.filter((key) => !key.startsWith('no'))
  return `${items.map((key) => `VALUE ${key} 16 ${key.length}\r\n${key}\r\n`).join('')}END\r\n`
}

suite('the pipeline', (test) => {
  test('gets of one turn share lines of at least eight keys', async (t) => {
    const lines: string[] = []
    const server = await scripted(
      t,
      answering((line) => {
        lines.push(line)
        return echo(line)
      }),
    )
    const cache = client(t, server.server)
    await cache.connect()
    const keys = Array.from({ length: 20 }, (_, i) => `k${i}`)
    assert.deepEqual(await Promise.all(keys.map((key) => cache.get(key))), keys)
    assert.deepEqual(
      lines.map((line) => line.split(' ').length - 1),
      [8, 8, 4],
    )
    server.peers[0]?.close()
  })

  test('each call of a shared line gets its own result, in any order of the reply', async (t) => {
    const server = await scripted(t, [
      ['get a no b\r\n', 'VALUE b 16 1\r\nB\r\nVALUE a 16 1\r\nA\r\nEND\r\n'],
    ])
    const cache = client(t, server.server)
    assert.deepEqual(await Promise.all([cache.get('a'), cache.get('no'), cache.get('b')]), [
      'A',
      undefined,
      'B',
    ])
  })

  test('a get does not pass a command of its key', async (t) => {
    const server = await scripted(t, [
      [
        'get a\r\nset a 16 0 3\r\nnew\r\nget a\r\n',
        'VALUE a 16 3\r\nold\r\nEND\r\nSTORED\r\nVALUE a 16 3\r\nnew\r\nEND\r\n',
      ],
    ])
    const cache = client(t, server.server)
    assert.deepEqual(await Promise.all([cache.get('a'), cache.set('a', 'new'), cache.get('a')]), [
      'old',
      true,
      'new',
    ])
  })

  test('a get may pass commands of other keys, but none that concerns all', async (t) => {
    const server = await scripted(t, [
      ['get a b\r\nset c 16 0 1\r\nx\r\nflush_all\r\nget d\r\n', 'END\r\nSTORED\r\nOK\r\nEND\r\n'],
    ])
    const cache = client(t, server.server, { assume: '1.6.18', defaultNoreply: false })
    await Promise.all([
      cache.get('a'),
      cache.set('c', 'x'),
      cache.get('b'),
      cache.flushAll(),
      cache.get('d'),
    ])
  })

  test('calls of one key get values of their own', async (t) => {
    const server = await scripted(t, [
      ['get a a\r\n', 'VALUE a 0 1\r\nx\r\nVALUE a 0 1\r\nx\r\nEND\r\n'],
    ])
    const cache = client(t, server.server)
    const [one, two] = await Promise.all([cache.get<Buffer>('a'), cache.get<Buffer>('a')])
    one?.fill(0)
    assert.equal(String(two), 'x')
  })

  test('a server that answers a repeated key once is asked again', async (t) => {
    const server = await scripted(t, [
      ['get a a no\r\n', 'VALUE a 16 1\r\nA\r\nEND\r\n'],
      ['get a\r\n', 'VALUE a 16 1\r\nA\r\nEND\r\n'],
    ])
    const cache = client(t, server.server)
    assert.deepEqual(await Promise.all([cache.get('a'), cache.get('a'), cache.get('no')]), [
      'A',
      'A',
      undefined,
    ])
  })

  test('after an error to a shared line each get is asked once alone', async (t) => {
    const server = await scripted(t, {
      connections: [
        [['get a b\r\n', 'SERVER_ERROR out of memory writing get response\r\n']],
        [['get a\r\nget b\r\n', 'VALUE a 16 1\r\nA\r\nEND\r\n', 'SERVER_ERROR still none\r\n']],
      ],
    })
    const cache = client(t, server.server)
    const [a, b] = await Promise.all([cache.get('a'), settled(cache.get('b'))])
    assert.equal(a, 'A')
    assert.ok(b instanceof ServerError)
    assert.equal(b.message, 'still none')
  })

  test('a key that nobody asked for ends the connection', async (t) => {
    const server = await scripted(t, [['get a\r\n', 'VALUE b 16 1\r\nB\r\nEND\r\n']])
    const cache = client(t, server.server)
    const error = await settled(cache.get('a'))
    assert.equal((error as MemcacheError).code, 'MEMWIRE_UNKNOWN_REPLY')
    assert.match(
      (error as Error).message,
      /^unknown reply from 127\.0\.0\.1:\d+: expected VALUE or END, got "VALUE b 16 1"$/,
    )
  })

  test('a long getMany is cut into lines that every server takes', async (t) => {
    const lines: string[] = []
    const server = await scripted(
      t,
      answering((line) => {
        lines.push(line)
        return echo(line)
      }),
    )
    const cache = client(t, server.server)
    const keys = Array.from({ length: 500 }, (_, i) => `${'k'.repeat(200)}${i}`)
    const found = await cache.getMany(keys)
    assert.deepEqual([...found.keys()], keys)
    assert.ok(lines.length > 5)
    for (const line of lines) assert.ok(line.length + 2 <= 16384)
    server.peers[0]?.close()
  })

  test('10,000 concurrent gets from cold use one connection and give 10,000 right values', async (t) => {
    const server = await memcached(t)
    const between = await proxy(t, server.server)
    const cache = client(t, server.server, { defaultNoreply: false, timeout: 8000 })
    const keys = Array.from({ length: 10_000 }, (_, i) => `key:${i}`)
    assert.deepEqual(await cache.setMany(keys.map((key) => [key, `value of ${key}`] as const)), [])
    const cold = client(t, between.server, { defaultNoreply: false, timeout: 8000 })
    const values = await Promise.all(keys.map((key) => cold.get(key)))
    assert.deepEqual(
      values,
      keys.map((key) => `value of ${key}`),
    )
    assert.equal(between.connections, 1)
  })

  test('a full queue refuses further calls', async (t) => {
    const server = await scripted(t, async (peer) => {
      await peer.closed
    })
    const cache = client(t, server.server, { defaultNoreply: false, maxPending: 2 })
    await cache.connect()
    const waiting = [settled(cache.get('a')), settled(cache.get('b'))]
    const error = await settled(cache.get('c'))
    assert.equal((error as MemcacheError).code, 'MEMWIRE_QUEUE_FULL')
    assert.match(
      (error as Error).message,
      /^2 calls wait for 127\.0\.0\.1:\d+ already; wait for some of them, or raise maxPending$/,
    )
    cache.destroy()
    await Promise.all(waiting)
  })

  test('reading does not wait for writing: a pipeline larger than all buffers does not stall', async (t) => {
    const server = await memcached(t)
    const cache = client(t, server.server, { defaultNoreply: false, timeout: 0, maxPending: 1e6 })
    const value = 'v'.repeat(100_000)
    await cache.set('k', value)
    const reads = Array.from({ length: 400 }, (_, i) =>
      i % 2 ? cache.set(`s${i % 20}`, value) : cache.getMany(['k']),
    )
    const results = await Promise.all(reads)
    assert.equal(results.length, 400)
    for (const [i, result] of results.entries()) {
      if (i % 2) assert.equal(result, true)
      else assert.equal((result as Map<string, unknown>).get('k'), value)
    }
  })
})
