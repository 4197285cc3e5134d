import assert from 'node:assert/strict'
import { client } from '../support/client.js'
import { cluster, memcached } from '../support/memcached.js'
import { type Pool, pools } from '../support/nutcracker.js'
import { suite } from '../support/suite.js'

const HASHES = [
  'one_at_a_time',
  'md5',
  'crc16',
  'crc32',
  'crc32a',
  'fnv1_64',
  'fnv1a_64',
  'fnv1_32',
  'fnv1a_32',
  'hsieh',
  'murmur',
  'jenkins',
] as const
const DISTRIBUTIONS = ['ketama', 'modula'] as const
const KEYS = [
  ...Array.from({ length: 30 }, (_, i) => `key:${i}`),
  ...['é', 'schlüssel', '日本語', 'ÿÿÿ', 'b'.repeat(250)],
]
const VALUES = KEYS.map((key) => [key, key] as const)

const MODES = DISTRIBUTIONS.flatMap((distribution) =>
  HASHES.map((hash) => ({ distribution, hash })),
)

suite('memwire finds what twemproxy placed', (test) => {
  test('with every hash and distribution, and weights', async (t) => {
    const servers = await cluster(t, 3)
    const places = servers.map(({ host = '', port = 0 }, i) => ({ host, port, weight: i + 1 }))
    const names = places.map(({ host, port, weight }) => `${host}:${port}:${weight}`)
    const proxies = await t.until('nutcracker', pools(t, names, MODES))
    for (const [i, mode] of MODES.entries()) {
      const options = { allowUnicodeKeys: true, defaultNoreply: false } as const
      const proxy = client(t, proxies[i] as string, { ...options, assume: 'twemproxy' })
      const direct = client(t, places, { ...options, distribution: { name: 'twemproxy', ...mode } })
      await t.until('flushAll', direct.flushAll({ noreply: false }))
      assert.deepEqual(await t.until('setMany', proxy.setMany(VALUES)), [], JSON.stringify(mode))
      const found = await t.until('getMany', direct.getMany(KEYS))
      assert.deepEqual([...found], VALUES, JSON.stringify(mode))
    }
  })

  test('on UNIX sockets, with hash tags and a prefix', async (t) => {
    const servers = await Promise.all([1, 2, 3].map(() => memcached(t, { socket: true })))
    const places = servers.map(({ server }) => server)
    const pool: Pool = { hash: 'fnv1a_64', distribution: 'ketama', hashTag: '{}' }
    const [proxy] = await t.until(
      'nutcracker',
      pools(
        t,
        places.map((path) => `${path}:1`),
        [pool],
      ),
    )
    const keys = KEYS.slice(0, 30).flatMap((key) => [
      `{${key}}:a`,
      `b{${key}}`,
      `{}${key}`,
      `{${key}`,
      `}{${key}}x}`,
    ])
    const options = { keyPrefix: 'p:', defaultNoreply: false } as const
    const through = client(t, proxy as string, { ...options, assume: 'twemproxy' })
    const direct = client(t, places, { ...options, distribution: 'twemproxy', hashTag: '{}' })
    await t.until('setMany', through.setMany(keys.map((key) => [key, key] as const)))
    assert.equal((await t.until('getMany', direct.getMany(keys))).size, keys.length)
    for (const key of keys) {
      assert.equal(direct.nodeFor(key), direct.nodeFor(Buffer.from(key)), key)
    }
  })
})
