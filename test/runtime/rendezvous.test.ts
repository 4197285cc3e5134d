import assert from 'node:assert/strict'
import { NoServersError } from '#runtime/errors.js'
import { murmur3, Rendezvous } from '#runtime/hash/index.js'
import { hashText } from '#runtime/hash/text.js'
import { pymemcache } from '../support/pymemcache.js'
import { suite } from '../support/suite.js'

function of(names: readonly string[], seed = 0): Rendezvous<string> {
  return new Rendezvous(
    names.map((name) => [name, name] as const),
    seed,
  )
}

const count = (length: number) => Array.from({ length }, (_, i) => String(i))

suite('rendezvous', (test) => {
  test('sends every key where pymemcache sends it', () => {
    let checked = 0
    for (const { nodes, str } of Object.values(pymemcache.hash)) {
      const distribution = of(nodes)
      for (const [key, node] of Object.entries(str)) {
        assert.equal(distribution.find(key), node, key)
        checked++
      }
    }
    assert.ok(checked >= 75, String(checked))
  })

  test('sends keys to sockets and IPv6 hosts as pymemcache does', () => {
    const names = ['::1:11211', '/run/mc.sock', '127.0.0.1:11211']
    const distribution = of(names)
    for (const key of count(200)) {
      const scores = names.map((name) => murmur3(`${name}-${key}`))
      assert.equal(distribution.find(key), names[scores.indexOf(Math.max(...scores))])
    }
  })

  test('moves only the keys of a node that comes or goes', () => {
    const few = of(count(10))
    const many = of(count(20))
    const without9 = of(count(9))
    const moved = { grown: 0, shrunk: 0 }
    for (const key of count(1000)) {
      if (few.find(key) !== many.find(key)) {
        assert.ok(Number(many.find(key)) >= 10)
        moved.grown++
      }
      if (few.find(key) !== without9.find(key)) {
        assert.equal(few.find(key), '9')
        moved.shrunk++
      }
    }
    assert.ok(moved.grown > 400 && moved.grown < 600, JSON.stringify(moved))
    assert.ok(moved.shrunk > 60 && moved.shrunk < 140, JSON.stringify(moved))
  })

  test("keeps to the examples of pymemcache's own tests", () => {
    const keys = ['ok', 'mykey', 'wat', 'lol']
    assert.deepEqual(
      keys.map((key) => of(['0', '1', '2']).find(key)),
      ['0', '1', '2', '2'],
    )
    assert.deepEqual(
      keys.map((key) => of(['0', '1', '2', '3']).find(key)),
      ['0', '1', '2', '3'],
    )
    assert.equal(of(['0', '2']).find('mykey'), '0')
  })

  test('gives a tie to the name that sorts last, in any order', () => {
    // Names that differ above their low bytes only hash alike.
    for (const names of [
      ['a', 'š', 'ɡ'],
      ['ɡ', 'š', 'a'],
      ['š', 'ɡ', 'a'],
      ['š', 'a', 'ɡ'],
    ]) {
      const [first] = names.map((name) => murmur3(`${name}-key`))
      const alike = names.filter((name) => murmur3(`${name}-key`) === first)
      assert.equal(of(alike).find('key'), [...alike].sort().at(-1))
    }
    assert.equal(murmur3('a-key'), murmur3('š-key'))
  })

  test('counts a name once and throws without any', () => {
    assert.equal(
      new Rendezvous([
        ['a', 1],
        ['a', 2],
      ]).find('key'),
      1,
    )
    assert.throws(() => of([]).find('key'), NoServersError)
  })

  test('has a seed', () => {
    const other = of(count(10), 10)
    assert.ok(count(100).some((key) => other.find(key) !== of(count(10)).find(key)))
  })

  test('hashes bytes as the text that they are', () => {
    assert.equal(hashText('é'), 'é')
    assert.equal(hashText(Buffer.from('é')), 'é')
    assert.equal(hashText(new Uint8Array(Buffer.from('foo'))), 'foo')
    assert.equal(hashText(Uint8Array.of(0x61, 0xff)), 'aÿ')
    assert.equal(hashText(Buffer.from('xfoox').subarray(1, 4)), 'foo')
  })
})
