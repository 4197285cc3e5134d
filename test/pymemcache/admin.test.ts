import assert from 'node:assert/strict'
import { type MemcacheError, ServerError, UnknownReplyError } from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { exchange } from '../support/exchange.js'
import { memcached } from '../support/memcached.js'
import { scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'

suite('commands to the server as pymemcache has them', (test) => {
  test('flushAll gives true for each server', async (t) => {
    const turn = ['flush_all\r\n', 'OK\r\n'] as const
    await exchange(t, [turn, turn, ['flush_all 5\r\n', 'OK\r\n']], async (cache) => {
      const [node] = cache.nodes as readonly [string]
      assert.deepEqual([...(await cache.flushAll())], [[node, true]])
      assert.equal(await cache.flushAll({ node }), true)
      assert.equal(await cache.flushAll({ node, delay: 5 }), true)
    })
  })

  test('version gives the text of each server', async (t) => {
    await exchange(t, [['version\r\n', 'VERSION 1.2.3\r\n']], async (cache) => {
      const [node] = cache.nodes as readonly [string]
      assert.equal(await cache.version({ node }), '1.2.3')
    })
  })

  test('what is no version is an error', async (t) => {
    for (const reply of ['CRAZY 1\r\n', 'VERSIONX 1\r\n']) {
      const server = await scripted(t, [['version\r\n', reply]])
      const error = await settled(client(t, server.server).version())
      assert.ok(error instanceof UnknownReplyError, reply)
    }
  })

  test('cacheMemlimit gives true, and an error that names the limit', async (t) => {
    await exchange(
      t,
      [
        ['cache_memlimit 8\r\n', 'OK\r\n'],
        ['cache_memlimit 1\r\n', 'MEMLIMIT_TOO_SMALL cannot set maxbytes to less than 8m\r\n'],
      ],
      async (cache) => {
        const [node] = cache.nodes as readonly [string]
        assert.equal(await cache.cacheMemlimit(8, { node }), true)
        const error = await settled(cache.cacheMemlimit(1, { node }))
        assert.ok(error instanceof ServerError)
        assert.match(error.message, /cannot set maxbytes to less than 8m/)
      },
    )
  })

  test('cacheMemlimit is never a miss', async (t) => {
    const cache = client(t, '127.0.0.1:1', { defaultNoreply: false, errorsAsMisses: true })
    assert.equal(
      ((await settled(cache.cacheMemlimit(64))) as MemcacheError).code,
      'MEMWIRE_CONNECT',
    )
    assert.equal(((await settled(cache.stats())) as MemcacheError).code, 'MEMWIRE_CONNECT')
  })

  test('quit gives nothing, and the next call has a new connection', async (t) => {
    const server = await scripted(t, {
      connections: [
        [
          ['get key\r\n', 'END\r\n'],
          ['quit\r\n', (peer) => peer.close()],
        ],
        [['get key\r\n', 'END\r\n']],
      ],
    })
    const cache = client(t, server.server)
    assert.equal(await cache.get('key'), undefined)
    await cache.quit()
    assert.equal(await cache.get('key'), undefined)
  })

  test('shutdown succeeds when the server closes the connection', async (t) => {
    for (const [options, line] of [
      [{}, 'shutdown\r\n'],
      [{ graceful: true }, 'shutdown graceful\r\n'],
    ] as const) {
      const server = await scripted(t, { connections: [[[line, (peer) => peer.close()]]] })
      assert.equal(await client(t, server.server).shutdown(options), undefined)
    }
  })

  test('shutdown rejects when the server does not allow it', async (t) => {
    const server = await memcached(t)
    const error = await settled(client(t, server.server).shutdown())
    assert.ok(error instanceof ServerError)
    assert.match(error.message, /shutdown not enabled/)
  })
})
