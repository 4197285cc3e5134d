import { murmur3, Rendezvous } from '../../dist/runtime/hash/index.js'
import { wireKey } from '../../dist/runtime/key.js'
import { typed } from '../../dist/runtime/serde/typed.js'
import { costOf } from './cost.mjs'

const KEY = 'user:123456:profile'

const VALUES = {
  'bytes, 100': Buffer.alloc(100, 'x'),
  'ASCII text, 20': 'x'.repeat(20),
  'ASCII text, 10 kB': 'x'.repeat(10_000),
  'text beyond ASCII, 100 characters': 'é'.repeat(100),
  'an integer': 1_234_567,
  'a bigint': 2n ** 60n,
  'an object, 100 bytes as JSON': {
    id: 123_456,
    name: 'Ada Lovelace',
    tags: ['a', 'b', 'c'],
    visits: 3.5,
    at: 'London',
  },
}

/** The cost of what every call goes through, whatever its command. */
export function partCosts() {
  const nodes = (count) => {
    return new Rendezvous(Array.from({ length: count }, (_, i) => [`10.0.0.${i}:11211`, i]))
  }
  const [three, ten] = [nodes(3), nodes(10)]
  const works = {
    'key check, 19 bytes': () => wireKey(KEY, '', false),
    'key check behind a prefix': () => wireKey(KEY, 'prefix:', false),
    'key check, beyond ASCII': () => wireKey('clé:123456:profil', '', true),
    'murmur3, 19 bytes': () => murmur3(KEY),
    'node of a key, 3 nodes': () => three.find(KEY),
    'node of a key, 10 nodes': () => ten.find(KEY),
  }
  const costs = Object.entries(works).map(([part, work]) => ({ part, cost: costOf(work) }))
  for (const [type, value] of Object.entries(VALUES)) {
    const { data, flags } = typed.serialize(KEY, value)
    const bytes = Buffer.from(data)
    costs.push(
      { part: `serialize ${type}`, cost: costOf(() => typed.serialize(KEY, value)) },
      {
        part: `deserialize ${type}`,
        cost: costOf(() => typed.read(KEY, bytes, 0, bytes.length, flags)),
      },
    )
  }
  return costs
}
