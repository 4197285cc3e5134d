import assert from 'node:assert/strict'
import { type Client, IllegalInputError } from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { memcached } from '../support/memcached.js'
import { proxy } from '../support/proxy.js'
import { suite } from '../support/suite.js'

const INJECTION = 'x\r\nset inj 0 0 3\r\nbad\r\nget y'

suite('keys', (test) => {
  test('of 250 bytes work, of 251 are refused, and a get meanwhile gets its value', async (t) => {
    const server = await memcached(t)
    const cache = client(t, server.server)
    await cache.set('a', 'one')
    const longest = 'k'.repeat(250)
    const [stored, refused, meanwhile, value] = await Promise.all([
      cache.set(longest, 'x'),
      settled(cache.set(`${longest}k`, 'x')),
      cache.get('a'),
      cache.get(longest),
    ])
    assert.ok(refused instanceof IllegalInputError)
    assert.deepEqual([stored, meanwhile, value], [true, 'one', 'x'])
  })

  test('are measured in bytes', async (t) => {
    const server = await memcached(t)
    const cache = client(t, server.server, { defaultNoreply: false, allowUnicodeKeys: true })
    const refused = await settled(cache.set('é'.repeat(130), 'x'))
    assert.ok(refused instanceof IllegalInputError)
    assert.match(refused.message, /expected at most 250 bytes, got 260/)
    assert.equal(await cache.set('é'.repeat(125), 'x'), true)
    assert.equal(await cache.get('é'.repeat(125)), 'x')
  })

  test('with dollar signs stay what they are', async (t) => {
    const server = await memcached(t)
    const cache = client(t, server.server)
    const keys = ["p$'q", 'p$&q', 'p$`q', 'p$$q', 'p$1q', '$<a>', '%s', '\\', '"']
    assert.deepEqual(await cache.setMany(keys.map((key) => [key, `of ${key}`] as const)), [])
    for (const key of keys) assert.equal(await cache.get(key), `of ${key}`)
    assert.deepEqual([...(await cache.getMany(keys)).keys()], keys)
  })

  test('named like members of every object are keys like others', async (t) => {
    const server = await memcached(t)
    const cache = client(t, server.server)
    const keys = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'then', 'length']
    assert.deepEqual(await Promise.all(keys.map((key) => cache.get(key))), Array(6).fill(undefined))
    assert.equal((await cache.getMany(keys)).size, 0)
    assert.deepEqual(await cache.setMany(new Map(keys.map((key) => [key, key]))), [])
    assert.deepEqual(await Promise.all(keys.map((key) => cache.get(key))), keys)
    assert.deepEqual([...(await cache.getMany(keys)).values()], keys)
  })

  test('named like an option are keys, or refused before the wire', async (t) => {
    const server = await memcached(t)
    const cache = client(t, server.server)
    const answers = await Promise.all([
      cache.set('noreply', 'x'),
      cache.get('noreply'),
      settled(cache.delete('noreply')),
      cache.touch('noreply', 60),
      cache.delete('other'),
    ])
    assert.ok(answers[2] instanceof IllegalInputError)
    assert.deepEqual([answers[0], answers[1], answers[3], answers[4]], [true, 'x', true, false])
  })

  test('none at all is a call without I/O', async (t) => {
    const cache = client(t, '127.0.0.1:1')
    assert.deepEqual(await cache.getMany([]), new Map())
    assert.deepEqual(await cache.setMany({}), [])
    assert.deepEqual(await cache.deleteMany([]), [])
  })
})

/** Calls with a hostile text in the place of each argument that goes on the wire. */
const hostile: readonly ((cache: Client<unknown, false>, text: never) => Promise<unknown>)[] = [
  (cache, text) => cache.get(text),
  (cache, text) => cache.getMany(['a', text]),
  (cache, text) => cache.gets(text),
  (cache, text) => cache.gat(text, 1),
  (cache, text) => cache.gat('a', text),
  (cache, text) => cache.set(text, 'x'),
  (cache, text) => cache.set('a', 'x', { exptime: text }),
  (cache, text) => cache.setMany({ [text as string]: 'x' }),
  (cache, text) => cache.cas(text, 'x', '1' as never),
  (cache, text) => cache.cas('a', 'x', text),
  (cache, text) => cache.append(text, 'x'),
  (cache, text) => cache.delete(text),
  (cache, text) => cache.deleteMany([text]),
  (cache, text) => cache.incr(text, 1),
  (cache, text) => cache.incr('a', text),
  (cache, text) => cache.decr('a', text),
  (cache, text) => cache.touch(text, 1),
  (cache, text) => cache.touch('a', text),
  (cache, text) => cache.flushAll({ delay: text }),
  (cache, text) => cache.verbosity(text),
  (cache, text) => cache.cacheMemlimit(text),
  (cache, text) => cache.lruMode(text),
  (cache, text) => cache.lruCrawlerCrawl(text),
  (cache, text) => cache.statsDetail(text),
  (cache, text) => cache.statsCachedump(text, 1),
  (cache, text) => cache.raw('version', { node: text }),
]

suite('a text that holds commands', (test) => {
  test('is refused as any argument, and no byte of it is sent', async (t) => {
    const server = await memcached(t)
    const between = await proxy(t, server.server)
    const cache = client(t, between.server)
    await cache.connect()
    for (const call of hostile) {
      for (const text of [INJECTION, `1\r\n${INJECTION}`, '1\nflush_all', '1 noreply\n']) {
        const error = await settled(call(cache, text as never))
        assert.ok(error instanceof IllegalInputError, `${call}: ${error}`)
      }
    }
    assert.equal(between.up.received, 0)
    assert.equal(await cache.get('inj'), undefined)
  })
})
