import assert from 'node:assert/strict'
import { type MemcacheError, ServerError } from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { memcached } from '../support/memcached.js'
import { proxy } from '../support/proxy.js'
import { scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'

const MIB = 2 ** 20

suite('values that a server does not take', (test) => {
  for (const [title, length] of [
    ['2 MiB', 2 * MIB],
    ['1 MiB less 20 bytes', MIB - 20],
  ] as const) {
    test(`of ${title} reject with its reason, and nothing else is harmed`, async (t) => {
      const between = await proxy(t, (await memcached(t)).server)
      const cache = client(t, between.server, { defaultNoreply: false, timeout: 9000 })
      await cache.set('a', 'one')
      const [before, refused, behind, added] = await Promise.all([
        cache.get('a'),
        settled(cache.set('large', 'x'.repeat(length))),
        cache.gets<string>('a'),
        cache.add('b', 'two'),
      ])
      assert.ok(refused instanceof ServerError)
      assert.equal(refused.message, 'object too large for cache')
      assert.deepEqual([before, behind?.value, added], ['one', 'one', true])
      assert.equal(await cache.get('large'), undefined)
      assert.equal(between.connections, 1)
    })

    test(`of ${title}, sent without reply, are not the next call's fault`, async (t) => {
      const between = await proxy(t, (await memcached(t)).server)
      const cache = client(t, between.server, { defaultNoreply: true, timeout: 9000 })
      await cache.set('a', 'one')
      cache.set('large', 'x'.repeat(length))
      assert.equal(await cache.get('a'), 'one')
      assert.equal(await cache.get('large'), undefined)
      assert.equal(between.connections, 1)
    })
  }
})

suite('a server error', (test) => {
  test('in the place of a value is an error, no miss, and the server is asked again at once', async (t) => {
    const server = await scripted(t, [
      ['gets a\r\n', 'SERVER_ERROR out of memory writing get response\r\n'],
      ['get a\r\n', 'SERVER_ERROR out of memory writing get response\r\n'],
      ['get a\r\n', 'VALUE a 16 1\r\nA\r\nEND\r\n'],
    ])
    const cache = client(t, server.server)
    for (const call of [() => cache.gets('a'), () => cache.get('a')]) {
      const error = await settled(call())
      assert.ok(error instanceof ServerError)
      assert.equal((error as MemcacheError).code, 'MEMWIRE_SERVER_ERROR')
      assert.equal(error.message, 'out of memory writing get response')
    }
    assert.equal(await cache.get('a'), 'A')
  })
})
