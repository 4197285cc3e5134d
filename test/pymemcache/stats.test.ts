import assert from 'node:assert/strict'
import { type Client, UnknownCommandError } from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { exchange } from '../support/exchange.js'
import { memcached } from '../support/memcached.js'
import { suite } from '../support/suite.js'

function only(cache: Client<unknown, false>): string {
  return cache.nodes[0] as string
}

suite('stats as pymemcache has them', (test) => {
  test('are asked for without a group', async (t) => {
    await exchange(t, [['stats\r\n', 'STAT fake_stats 1\r\nEND\r\n']], async (cache) => {
      const stats = await cache.stats({ node: only(cache) })
      assert.deepEqual(stats, { fake_stats: 1 })
    })
  })

  test('of a group have a method of their own, or come raw', async (t) => {
    const reply = 'STAT fake_stats 1\r\nEND\r\n'
    const script = [
      ['stats settings\r\n', reply],
      ['stats some arg\r\nversion\r\n', `${reply}VERSION 1.6.9\r\n`],
    ] as const
    await exchange(t, script, async (cache) => {
      const stats = await cache.statsSettings({ node: only(cache) })
      assert.deepEqual(stats, { fake_stats: 1 })
      const raw = await cache.raw('stats some arg', { node: only(cache), end: 'END\r\n' })
      assert.equal(String(raw), 'STAT fake_stats 1\r\n')
    })
  })

  test('may be blank', async (t) => {
    const reply = 'STAT inter \r\nSTAT other\r\nEND\r\n'
    await exchange(t, [['stats settings\r\n', reply]], async (cache) => {
      const stats = await cache.statsSettings({ node: only(cache) })
      assert.deepEqual(stats, { inter: '', other: '' })
    })
  })

  test('are what they are known to be, else numbers where they look like numbers, else text', async (t) => {
    const reply = [
      'STAT cmd_get 2519',
      'STAT cmd_set 3099',
      'STAT version 1.4.14',
      'STAT libevent 2.0.19-stable',
      'STAT hash_is_expanding 0',
      'STAT rusage_user 0.609165',
      'STAT rusage_system 0.852791',
      'STAT growth_factor 1.25',
      'STAT umask 700',
      'STAT slab_automove 2',
      'STAT cas_enabled yes',
      'STAT ext_path /a path with spaces',
      'END\r\n',
    ].join('\r\n')
    await exchange(t, [['stats\r\n', reply]], async (cache) => {
      assert.deepEqual(await cache.stats({ node: only(cache) }), {
        cmd_get: 2519,
        cmd_set: 3099,
        version: '1.4.14',
        libevent: '2.0.19-stable',
        hash_is_expanding: false,
        rusage_user: 0.609165,
        rusage_system: 0.852791,
        growth_factor: 1.25,
        umask: 700,
        slab_automove: 2,
        cas_enabled: 'yes',
        ext_path: '/a path with spaces',
      })
    })
  })

  test('of a slab class are its items', async (t) => {
    const reply = 'ITEM key1 [0 b; 0 s]\r\nITEM key2 [1 b; 5 s]\r\nEND\r\n'
    await exchange(t, [['stats cachedump 1 1\r\n', reply]], async (cache) => {
      assert.deepEqual(await cache.statsCachedump(1, 1, { node: only(cache) }), [
        { key: 'key1', size: 0, expires: 0 },
        { key: 'key2', size: 1, expires: 5 },
      ])
    })
  })

  test('are set back', async (t) => {
    const server = await memcached(t)
    const cache = client(t, server.server)
    assert.equal(await cache.statsReset({ node: server.server }), true)
    assert.ok((await settled(cache.raw('stats bogus'))) instanceof UnknownCommandError)
    assert.ok(Object.keys(await cache.stats({ node: server.server })).length > 20)
  })
})
