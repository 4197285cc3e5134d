import assert from 'node:assert/strict'
import type { ClientOptions } from '#generated/index.js'
import { client } from '../support/client.js'
import { cluster, type Memcached } from '../support/memcached.js'
import { event, KEYS, NOBODY } from '../support/nodes.js'
import { suite } from '../support/suite.js'

const AT_ONCE = {
  defaultNoreply: false,
  assume: '1.6.18',
  retryAttempts: 0,
} satisfies ClientOptions<unknown, false>

suite('keys of a node that dies', (test) => {
  let servers: string[]
  test.before(async () => {
    servers = (await cluster(test, 3)).map(({ server }: Memcached) => server)
  })

  test('move with their routes: what belongs together stays together', async (t) => {
    const cache = client(t, [...servers, NOBODY], AT_ONCE)
    const route = KEYS.find((key) => cache.nodeFor(key) === NOBODY) as string
    const left = client(t, servers, AT_ONCE)
    const home = client(t, left.nodeFor(route), AT_ONCE)
    const pairs = KEYS.map((key) => [route, key] as const)
    const [stored, one, gotten, missed, quiet, meta] = await Promise.all([
      cache.setMany(pairs.map((pair) => [pair, 'x'] as const)),
      cache.set('single', '1', { route }),
      cache.get('single', { route }),
      cache.getMany([...pairs, [route, 'absent']]),
      cache.set('told', 'quietly', { route, noreply: true }),
      cache.metaSetMany([[[route, 'hushed'], 'h']], { quiet: true }),
    ])
    assert.deepEqual([stored, one, gotten, quiet], [[], true, '1', undefined])
    assert.equal(missed.size, KEYS.length)
    assert.equal(meta.size, 1)
    assert.equal(cache.nodeFor([route, 'single']), home.nodes[0])
    const there = await home.getMany([...KEYS, 'single', 'told', 'hushed'])
    assert.equal(there.size, KEYS.length + 3)
  })

  test('go where the preset has them without it, and back', async (t) => {
    for (const distribution of ['libmemcached', 'python-memcached', 'memjs', 'dalli'] as const) {
      const all = [...servers, NOBODY]
      const cache = client(t, all, { ...AT_ONCE, distribution })
      const before = new Map(KEYS.map((key) => [key, cache.nodeFor(key)]))
      const dead = event(cache, 'nodeDead')
      const stored = await cache.setMany(KEYS.map((key) => [key, key] as const))
      assert.equal((await t.until('nodeDead', dead)).node, NOBODY)
      assert.deepEqual(stored, [])
      for (const key of KEYS) {
        const now = cache.nodeFor(key)
        assert.ok(servers.includes(now), `${distribution}: ${key}`)
        if (before.get(key) !== NOBODY) assert.equal(now, before.get(key))
      }
      assert.deepEqual([...(await cache.getMany(KEYS)).keys()], [...KEYS])
      await cache.deleteMany(KEYS)
    }
  })
})
