import assert from 'node:assert/strict'
import { murmur3, Rendezvous } from '#runtime/hash/index.js'
import { LowBytes } from '#runtime/hash/lowbytes.js'
import { Murmur3 } from '#runtime/hash/murmur3.js'
import { pymemcache } from '../support/pymemcache.js'
import { suite } from '../support/suite.js'

suite('murmur3', (test) => {
  test("gives pymemcache's numbers", () => {
    for (const [seed, vectors] of [
      [0, pymemcache.murmur3_32_seed0],
      [10, pymemcache.murmur3_32_seed10],
      [0x9747b28c, pymemcache.murmur3_32_seed_0x9747b28c],
    ] as const) {
      for (const [text, hash] of Object.entries(vectors))
        assert.equal(murmur3(text, seed), hash, text)
    }
    assert.equal(Object.keys(pymemcache.murmur3_32_seed0).length > 15, true)
  })

  test('hashes code points by their low bytes', () => {
    assert.equal(murmur3('Ā'), murmur3('\0'))
    assert.equal(murmur3('😀'), murmur3('\0'))
    assert.equal(murmur3('\ud83dx'), murmur3('\x3dx'))
    assert.equal(murmur3('x\ud83d'), murmur3('x\x3d'))
  })

  test('gives the same from wherever a text is cut', () => {
    const text = 'cache-1.example.com:11211-some:key:ÿ😀'
    for (let cut = 0; cut <= 30; cut++) {
      for (let end = cut; end <= text.length; end++) {
        const whole = murmur3(text.slice(0, end), 7)
        assert.equal(
          new Murmur3(text.slice(0, cut), 7).with(new LowBytes().take(text.slice(cut, end))),
          whole,
        )
      }
    }
  })

  test('takes texts of any length, one after the other', () => {
    const long = murmur3('x'.repeat(100_000))
    assert.equal(murmur3('abc'), 3017643002)
    assert.equal(murmur3('x'.repeat(100_000)), long)
    assert.equal(new Rendezvous([['a', 1]]).find('x'.repeat(100_000)), 1)
  })
})
