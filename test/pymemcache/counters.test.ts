import assert from 'node:assert/strict'
import { UnknownReplyError } from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { exchange } from '../support/exchange.js'
import { memcached } from '../support/memcached.js'
import { scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'

suite('counting as pymemcache does', (test) => {
  test('incr and decr give the number, undefined on NOT_FOUND', async (t) => {
    await exchange(
      t,
      [
        ['incr key 1\r\n', '1\r\n'],
        ['incr key 1\r\n', 'NOT_FOUND\r\n'],
        ['decr key 1\r\n', '1\r\n'],
        ['decr key 1\r\n', 'NOT_FOUND\r\n'],
      ],
      async (cache) => {
        assert.equal(await cache.incr('key', 1), 1)
        assert.equal(await cache.incr('key', 1), undefined)
        assert.equal(await cache.decr('key', 1), 1)
        assert.equal(await cache.decr('key', 1), undefined)
      },
    )
  })

  test('without a reply they give nothing', async (t) => {
    await exchange(t, [['incr key 1 noreply\r\ndecr key 2 noreply\r\n']], async (cache) => {
      const calls = [
        cache.incr('key', 1, { noreply: true }),
        cache.decr('key', 2, { noreply: true }),
      ]
      assert.deepEqual(await Promise.all(calls), [undefined, undefined])
    })
  })

  test('a reply that is no number is an error of the protocol, and the connection is not used again', async (t) => {
    const server = await scripted(t, {
      connections: [[['incr key 1\r\n', 'foobarbaz\r\n']], [['incr key 1\r\n', '2\r\n']]],
    })
    const cache = client(t, server.server)
    const error = await settled(cache.incr('key', 1))
    assert.ok(error instanceof UnknownReplyError)
    assert.match(error.message, /got "foobarbaz"$/)
    assert.equal(await cache.incr('key', 1), 2)
  })

  test('a counter that got shorter is read as its number', async (t) => {
    const server = await memcached(t)
    const cache = client(t, server.server)
    await cache.set('n', 100)
    assert.equal(await cache.decr('n', 1), 99)
    assert.equal(String(await cache.raw('get n', { end: '\r\nEND\r\n' })), 'VALUE n 2 3\r\n99 ')
    assert.equal(await cache.get('n'), 99)
  })
})
