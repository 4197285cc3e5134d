import assert from 'node:assert/strict'
import { client } from '../support/client.js'
import { memcached } from '../support/memcached.js'
import { strangerSets } from '../support/stranger.js'
import { suite } from '../support/suite.js'

/** What memwire writes beside JSON. */
const JSON_FLAGS = 0x4a00_0000
const CRLF = Buffer.from('\r\n')
const BYTES = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))

suite('values', (test) => {
  test('hold lines, and what looks like a reply', async (t) => {
    const server = await memcached(t)
    const cache = client(t, server.server)
    for (const value of [
      'a\r\nEND\r\nb',
      'END',
      'ERROR',
      'STORED',
      'END\r\n',
      '\r\n',
      'VALUE a 0 1\r\nx\r\nEND\r\n',
      '\r\n\r\nSERVER_ERROR out\r\n',
      '\0',
    ]) {
      const calls = [cache.set('a', value), cache.get('a'), cache.get('absent'), cache.incr('x', 1)]
      assert.deepEqual(await Promise.all(calls), [true, value, undefined, undefined], value)
      const found = await cache.getMany(['absent', 'a', 'none'])
      assert.deepEqual([...found], [['a', value]], value)
    }
  })

  test('of another program keep their lines', async (t) => {
    const server = await memcached(t)
    const cache = client(t, server.server)
    for (const text of ['a\r\nEND\r\nb', 'first\nsecond\r\nlast', 'END', 'ERROR', '\r\n']) {
      await strangerSets(server, 'a', text, 16)
      const [a, missed, again] = await Promise.all([
        cache.get('a'),
        cache.get('absent'),
        cache.gets<string>('a'),
      ])
      assert.deepEqual([a, missed, again?.value], [text, undefined, text])
    }
  })

  test('of another program cannot answer for another key', async (t) => {
    const server = await memcached(t)
    const cache = client(t, server.server)
    const evil = 'a\r\nEND\r\nVALUE good 16 3\r\nBAD\r\nEND'
    await strangerSets(server, 'evil', evil, 16)
    await cache.set('good', 'GOOD')
    assert.deepEqual(await Promise.all([cache.get('evil'), cache.get('good')]), [evil, 'GOOD'])
    assert.equal(await cache.get('evil'), evil)
    assert.equal(await cache.get('good'), 'GOOD')
  })

  test('that are empty are no misses', async (t) => {
    const server = await memcached(t)
    const cache = client(t, server.server)
    await cache.setMany({ text: '', bytes: Buffer.alloc(0) })
    assert.equal(await cache.get('text'), '')
    assert.deepEqual(await cache.get('bytes'), Buffer.alloc(0))
    assert.deepEqual(
      [...(await cache.getMany(['text', 'absent', 'bytes']))],
      [
        ['text', ''],
        ['bytes', Buffer.alloc(0)],
      ],
    )
  })

  test('of another program with all 256 bytes come as they are', async (t) => {
    const server = await memcached(t)
    const cache = client(t, server.server)
    await strangerSets(server, 'bytes', BYTES)
    assert.deepEqual(await cache.get('bytes'), BYTES)
  })

  test('that are bytes take as many bytes as they have', async (t) => {
    const server = await memcached(t)
    const cache = client(t, server.server)
    assert.equal(await cache.set('bytes', BYTES), true)
    assert.deepEqual(await cache.get('bytes'), BYTES)
    const reply = await cache.raw('get bytes', { end: 'END\r\n' })
    assert.deepEqual(reply, Buffer.concat([Buffer.from('VALUE bytes 0 256\r\n'), BYTES, CRLF]))
  })

  test('have the length of their bytes, not of their characters', async (t) => {
    const server = await memcached(t)
    const cache = client(t, server.server)
    for (const value of ['é', '日本語', '😀', `${'é'.repeat(9000)}\r\n`]) {
      assert.deepEqual(await Promise.all([cache.set('a', value), cache.get('a')]), [true, value])
    }
  })

  test('that are numbers are text on the server, never uninitialized bytes', async (t) => {
    const server = await memcached(t)
    const cache = client(t, server.server)
    await cache.set('n', 1000)
    assert.equal(String(await cache.raw('get n', { end: 'END\r\n' })), 'VALUE n 2 4\r\n1000\r\n')
  })

  test('appended and prepended stand where they were put', async (t) => {
    const server = await memcached(t)
    const cache = client(t, server.server)
    await cache.set('a', 'b')
    await Promise.all([cache.append('a', 'c'), cache.prepend('a', 'a')])
    assert.equal(await cache.get('a'), 'abc')
  })

  test('that are read run no code and touch no prototype', async (t) => {
    const server = await memcached(t)
    const cache = client(t, server.server)
    await strangerSets(server, 'o', '{"__proto__":{"admin":true},"toString":1}', JSON_FLAGS)
    const value = (await cache.get('o')) as object
    assert.equal(({} as { admin?: boolean }).admin, undefined)
    assert.deepEqual(Object.keys(value), ['__proto__', 'toString'])
    assert.equal(Object.getPrototypeOf(value), Object.prototype)
  })
})
