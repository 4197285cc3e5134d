import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ClientError, ServerError } from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { memcached } from '../support/memcached.js'
import { root } from '../support/root.js'
import { suite } from '../support/suite.js'

/** What a server does only if it was started for it; the examples of the spec show the rest. */
suite('a server that was started for it', (test) => {
  test('counts the items of each size', async (t) => {
    const { server: node } = await memcached(t, { args: ['-o', 'track_sizes'] })
    const cache = client(t, node, { defaultNoreply: false })
    await cache.set('a', 'one')
    await cache.set('b', 'x'.repeat(1000))
    const sizes = await cache.statsSizes({ node })
    assert.deepEqual(
      [...(sizes?.entries() ?? [])].map(([size, count]) => [size > 1000, count]),
      [
        [false, 1],
        [true, 1],
      ],
    )
  })

  test('cannot count them where items have no cas token', async (t) => {
    const { server: node } = await memcached(t, { args: ['-C'] })
    const failure = await settled(client(t, node).statsSizesEnable({ node }))
    assert.ok(failure instanceof ServerError)
    assert.equal(failure.reply, 'cas_support_disabled')
  })

  test('lists no keys where that is forbidden', async (t) => {
    const { server: node } = await memcached(t, { args: ['-X'] })
    const failure = await settled(client(t, node).statsCachedump(1, 0, { node }))
    assert.ok(failure instanceof ClientError)
    assert.equal(failure.reply, 'stats cachedump not allowed')
  })

  test('reads its certificates again', async (t) => {
    const folder = join(root, 'test/data/tls')
    const files = `ssl_chain_cert=${folder}/server.pem,ssl_key=${folder}/server.key`
    const { server: node } = await memcached(t, { args: ['-Z', '-o', files], asked: false })
    const ca = readFileSync(join(folder, 'ca.pem'), 'utf8')
    const cache = client(t, node, { tls: { ca }, defaultNoreply: false })
    assert.equal(await cache.refreshCerts({ node }), true)
    const { ssl_handshake_errors, time_since_server_cert_refresh } = await cache.stats({ node })
    assert.equal(ssl_handshake_errors, 0)
    assert.equal(typeof time_since_server_cert_refresh, 'number')
  })

  test('begins to crawl where it did not', async (t) => {
    const { server: node } = await memcached(t, { args: ['-o', 'no_lru_crawler'] })
    const cache = client(t, node, { defaultNoreply: false })
    assert.equal((await cache.statsSettings({ node })).lru_crawler, false)
    assert.equal(await cache.lruCrawlerEnable({ node }), true)
    assert.equal((await cache.statsSettings({ node })).lru_crawler, true)
  })
})
