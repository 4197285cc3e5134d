import assert from 'node:assert/strict'
import { inflateSync } from 'node:zlib'
import { client } from '../support/client.js'
import { type Memcached, memcached } from '../support/memcached.js'
import { codedOf, inPython, type Seen } from '../support/python.js'
import { suite } from '../support/suite.js'

type Shared = string | number | bigint | Buffer

/** What both languages have, by key. */
const SHORT: Readonly<Record<string, Shared>> = {
  empty_bytes: Buffer.alloc(0),
  bytes: Buffer.from('\0\r\nEND\r\n\xff', 'latin1'),
  empty_text: '',
  text: 'é日本😀 \r\n',
  zero: 0,
  negative: -5,
  largest: Number.MAX_SAFE_INTEGER,
  counter: 2n ** 64n - 1n,
  bigint: -(2n ** 70n),
}

const LONG: Readonly<Record<string, Shared>> = {
  text400: 'a'.repeat(400),
  text401: 'a'.repeat(401),
  utf8_400: 'é'.repeat(200),
  utf8_402: 'é'.repeat(201),
  bytes401: Buffer.alloc(401, 'a'),
  bytes: Buffer.alloc(100_000, '\0\r\nEND\r\n'),
  text: 'é日本😀 '.repeat(10_000),
  noise: Buffer.from(Array.from({ length: 500 }, (_, i) => (i * i * 37) >> 4)),
}

function coded(values: Readonly<Record<string, Shared>>) {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, codedOf(value)]))
}

function valuesIn(seen: Readonly<Record<string, Seen>>) {
  return Object.fromEntries(Object.entries(seen).map(([key, { value }]) => [key, value]))
}

suite('beside pymemcache', (test) => {
  let server: Memcached
  test.before(async () => {
    server = await memcached(test)
  })

  for (const [what, values, compressed] of [
    ['bytes, text and integers', SHORT, false],
    ['long values', LONG, false],
    ['compressed values', { ...SHORT, ...LONG }, true],
  ] as const) {
    const keys = Object.keys(values)

    test(`${what} are read as memwire wrote them`, async (t) => {
      const cache = client(t, server.server, { defaultNoreply: false, compression: compressed })
      await t.until('setMany', cache.setMany(values))
      const seen = await t.until('Python', inPython(server, { compressed, read: keys }))
      assert.deepEqual(valuesIn(seen), coded(values))
    })

    test(`${what} are read as pymemcache wrote them`, async (t) => {
      const cache = client(t, server.server, { defaultNoreply: false, compression: compressed })
      await t.until('flushAll', cache.flushAll())
      await t.until('Python', inPython(server, { compressed, write: coded(values) }))
      const found = await t.until('getMany', cache.getMany(keys))
      assert.deepEqual(found, new Map(Object.entries(values)))
    })
  }

  test('memwire and pymemcache compress the same values', async (t) => {
    const cache = client(t, server.server, { defaultNoreply: false, compression: true })
    const read = Object.keys(LONG)
    await t.until('setMany', cache.setMany(LONG))
    const ours = await t.until('Python', inPython(server, { compressed: true, read }))
    const write = coded(LONG)
    const theirs = await t.until('Python', inPython(server, { compressed: true, write, read }))
    const flags = (seen: typeof ours) => read.map((key) => [key, seen[key]?.flags])
    assert.deepEqual(flags(ours), flags(theirs))
    assert.deepEqual(flags(ours).slice(0, 5), [
      ['text400', 16],
      ['text401', 24],
      ['utf8_400', 16],
      ['utf8_402', 24],
      ['bytes401', 8],
    ])
    assert.equal(ours['noise']?.flags, 0)
  })

  test('what Python pickled comes as bytes, decompressed if it was compressed', async (t) => {
    const write = {
      none: ['data', 'None'],
      truth: ['data', 'True'],
      list: ['data', "[1, 'a', None, 2.5]"],
      long: ['data', JSON.stringify(Array(200).fill('one'))],
    } as const
    const read = Object.keys(write)
    const seen = await t.until('Python', inPython(server, { compressed: true, write, read }))
    assert.deepEqual(
      read.map((key) => seen[key]?.flags),
      [1, 1, 1, 9],
    )
    const cache = client(t, server.server, { defaultNoreply: false, compression: true })
    for (const [key, { flags, hex }] of Object.entries(seen)) {
      const stored = Buffer.from(hex, 'hex')
      const pickled = flags === 9 ? inflateSync(stored) : stored
      assert.equal(pickled[0], 0x80, key)
      assert.deepEqual(await t.until('get', cache.get(key)), pickled)
    }
  })

  test('what memwire writes as JSON is bytes for Python, also compressed', async (t) => {
    const cache = client(t, server.server, { defaultNoreply: false, compression: true })
    const user = { name: 'Ada', visits: 3 }
    const users = Array(50).fill(user)
    await t.until('setMany', cache.setMany({ user, users }))
    const read = ['user', 'users']
    const seen = await t.until('Python', inPython(server, { compressed: true, read }))
    assert.deepEqual(valuesIn(seen), {
      user: codedOf(Buffer.from(JSON.stringify(user))),
      users: codedOf(Buffer.from(JSON.stringify(users))),
    })
  })
})
