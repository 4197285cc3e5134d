import assert from 'node:assert/strict'
import { Client, type Distribution } from '#generated/index.js'
import { distributionOf, placed, placesOf } from '#runtime/hash/index.js'
import { suite } from '../support/suite.js'

suite("a distribution of one's own", (test) => {
  const servers = ['a', 'b', 'c']
  const byLength: Distribution = (places) => (key) => key.length % places.length

  test('places keys', () => {
    const cache = new Client(servers, { distribution: byLength })
    assert.deepEqual(
      ['x', 'xx', 'xxx', Buffer.from('xxxx')].map((key) => cache.nodeFor(key)),
      ['b:11211', 'c:11211', 'a:11211', 'b:11211'],
    )
  })

  test('sees the servers with their weights, and a key as it is given', () => {
    const seen: unknown[] = []
    const distribution: Distribution = (places) => {
      seen.push(...places)
      return (key) => {
        seen.push(key)
        return 0
      }
    }
    const cache = new Client([{ host: 'a', weight: 3, hashName: 'x' }, '/run/b.sock'], {
      distribution,
      keyPrefix: 'p:',
    })
    cache.nodeFor('key')
    assert.deepEqual(seen, [
      { name: 'a:11211', host: 'a', port: 11211, weight: 3, hashName: 'x' },
      { name: '/run/b.sock', path: '/run/b.sock', weight: 1 },
      'key',
    ])
  })

  test('that finds no place is told of', () => {
    for (const [index, got] of [
      [3, '3'],
      [-1, '-1'],
      [0.5, '0.5'],
      [undefined, 'undefined'],
      ['a:11211', 'the string "a:11211"'],
    ] as const) {
      const cache = new Client(servers, { distribution: () => () => index as number })
      const message = `distribution: expected the index of one of 3 places, got ${got}`
      assert.throws(() => cache.nodeFor('key'), { message })
    }
  })

  test('is made anew of the places that are up, or has a failover of its own', () => {
    const places = placesOf(['a', 'b', 'c'])
    const down = [false, true, false]
    assert.deepEqual(['x', 'xx'].map(placed(distributionOf(byLength), places, down)), [2, 0])
    const own = Object.assign(byLength.bind(undefined), { failover: () => () => 2 })
    assert.deepEqual(['x', 'xx'].map(placed(distributionOf(own), places, down)), [2, 2])
  })
})
