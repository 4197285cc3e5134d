import assert from 'node:assert/strict'
import type { Preset, PresetName } from '#generated/index.js'
import { client } from '../support/client.js'
import { cluster, type Memcached } from '../support/memcached.js'
import { type Neighbour, neighbour } from '../support/python.js'
import { suite } from '../support/suite.js'

const KEYS = [
  ...Array.from({ length: 60 }, (_, i) => `key:${i}`),
  'a'.repeat(250),
  'é',
  'schlüssel:2',
  '日本語',
]
const VALUES = Object.fromEntries(KEYS.map((key, i) => [key, `value ${i}`]))
const HASHES = ['md5', 'crc', 'fnv1_64', 'fnv1a_64', 'fnv1_32', 'fnv1a_32', 'murmur'] as const

/** Another client, and the distribution that agrees with it. */
const NEIGHBOURS: readonly (readonly [PresetName | Preset, Neighbour])[] = [
  ['pymemcache', { client: 'pymemcache' }],
  ['libmemcached-modula', { client: 'pylibmc' }],
  ['libmemcached', { client: 'pylibmc', behaviors: { ketama_weighted: true } }],
  ['libmemcached', { client: 'pylibmc', behaviors: { ketama_weighted: true }, weights: [1, 4, 2] }],
  // The order in which pylibmc sets its behaviors is its own: ketama_weighted comes last, and with it MD5.
  ['libmemcached', { client: 'pylibmc', behaviors: { ketama_weighted: true, hash: 'crc' } }],
  ['libmemcached', { client: 'pylibmc', behaviors: { hash: 'crc', ketama_weighted: true } }],
  ['libmemcached', { client: 'pylibmc', behaviors: { ketama_weighted: true, hash: 'fnv1a_32' } }],
  [
    { name: 'libmemcached', hash: 'fnv1a_32' },
    { client: 'pylibmc', behaviors: { ketama_weighted: true }, later: { hash: 'fnv1a_32' } },
  ],
  [
    'libmemcached',
    { client: 'pylibmc', behaviors: { hash: 'fnv1a_32' }, later: { ketama_weighted: true } },
  ],
  ['libmemcached-consistent', { client: 'pylibmc', behaviors: { ketama: true } }],
  [
    'libmemcached-consistent',
    { client: 'pylibmc', behaviors: { ketama: true }, weights: [1, 4, 2] },
  ],
  [
    { name: 'libmemcached-consistent', hash: 'md5' },
    { client: 'pylibmc', behaviors: { ketama: true, hash: 'md5' } },
  ],
  [
    { name: 'libmemcached-consistent', hash: 'md5', points: 'default' },
    { client: 'pylibmc', behaviors: { ketama: true }, later: { hash: 'md5' } },
  ],
  ...HASHES.map(
    (hash) =>
      [
        { name: 'libmemcached-modula', hash },
        { client: 'pylibmc', behaviors: { hash } },
      ] as const,
  ),
]

suite('on three servers', (test) => {
  let servers: Memcached[]
  test.before(async () => {
    servers = await cluster(test, 3)
  })

  for (const [distribution, other] of NEIGHBOURS) {
    const { client: name, behaviors = {}, later, weights } = other
    test(`${name} ${JSON.stringify(behaviors)} ${later ? JSON.stringify(later) : ''} ${weights ?? ''} finds what memwire wrote, and the other way round`, async (t) => {
      const places = servers.map(({ host = '', port = 0 }, i) => ({
        host,
        port,
        weight: weights?.[i] ?? 1,
      }))
      const options = { distribution, allowUnicodeKeys: true, defaultNoreply: false } as const
      const cache = client(t, places, options)
      await t.until('flushAll', cache.flushAll())
      await t.until('setMany', cache.setMany(VALUES))
      assert.deepEqual(
        await t.until('Python', neighbour(servers, { ...other, read: KEYS })),
        VALUES,
      )
      const homes = new Set(KEYS.map((key) => cache.nodeFor(key)))
      assert.equal(homes.size, 3, 'each server has its share')

      await t.until('flushAll', cache.flushAll())
      await t.until('Python', neighbour(servers, { ...other, write: VALUES }))
      const found = await t.until('getMany', cache.getMany(KEYS))
      assert.deepEqual(Object.fromEntries(found), VALUES)
    })
  }
})
