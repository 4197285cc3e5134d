import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LIBMEMCACHED, type LibmemcachedHash } from '#runtime/hash/chash.js'
import { jump } from '#runtime/hash/jump.js'
import { pyRepr } from '#runtime/hash/pyrepr.js'
import { xxh3 } from '#runtime/hash/xxh3.js'
import { root } from '../support/root.js'
import { suite } from '../support/suite.js'

interface Vectors {
  /** Data in hex, and beside it the hashes by each function. */
  readonly libmemcached: { readonly data: readonly string[] } & Readonly<
    Record<LibmemcachedHash, readonly number[]>
  >
  /** By data in hex, for each seed. */
  readonly xxh3: {
    readonly seeds: readonly string[]
    readonly hashes: Readonly<Record<string, readonly string[]>>
  }
}

const vectors: Vectors = JSON.parse(
  readFileSync(join(root, 'test/data/hash-functions.json'), 'utf8'),
)

suite('hash functions', (test) => {
  for (const [name, hash] of Object.entries(LIBMEMCACHED)) {
    test(`${name} is libmemcached's, also of bytes that are negative in C`, () => {
      const data = vectors.libmemcached.data.map((hex) => Buffer.from(hex, 'hex'))
      assert.ok(data.some((bytes) => bytes.some((byte) => byte > 0x7f)))
      assert.deepEqual(data.map(hash), vectors.libmemcached[name as LibmemcachedHash])
    })
  }

  test('xxh3 is that of its library, with and without a seed', () => {
    const { seeds, hashes } = vectors.xxh3
    for (const [hex, expected] of Object.entries(hashes)) {
      const bytes = Buffer.from(hex, 'hex')
      const found = seeds.map((seed) => String(xxh3(bytes, BigInt(seed))))
      assert.deepEqual(found, expected, `${bytes.length} bytes`)
    }
  })

  test('jump moves keys to a new place alone', () => {
    for (let key = 0n; key < 200n; key++) {
      const hash = xxh3(Buffer.from(String(key)))
      assert.equal(jump(hash, 1), 0)
      for (let places = 2; places < 40; places++) {
        const place = jump(hash, places)
        assert.ok(place === places - 1 || place === jump(hash, places - 1))
      }
    }
  })

  test('bytes look as Python shows them', () => {
    for (const [text, shown] of [
      ['', "b''"],
      ['foo', "b'foo'"],
      ["it's", `b"it's"`],
      [`it's "it"`, `b'it\\'s "it"'`],
      ['"', `b'"'`],
      ['a\\b\t\r\n\0\x7f\xff', "b'a\\\\b\\t\\r\\n\\x00\\x7f\\xff'"],
    ] as const) {
      assert.equal(pyRepr(Buffer.from(text, 'latin1')), shown)
    }
  })
})
