import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  distributionOf,
  type Place,
  type Preset,
  type PresetName,
  placed,
} from '#runtime/hash/index.js'
import { pymemcache } from '../support/pymemcache.js'
import { root } from '../support/root.js'
import { suite } from '../support/suite.js'

interface Vectors {
  readonly keys: readonly string[]
  readonly serverLists: Readonly<
    Record<string, { readonly servers: readonly string[]; readonly weights: readonly number[] }>
  >
  readonly groups: readonly Group[]
}

/** Where a real client sent the keys: indexes of the list. */
interface Group {
  readonly algorithm: string
  readonly list: string
  readonly assign: readonly number[]
}

/** How memwire is to agree with a group. */
interface Configuration {
  readonly algorithm: string
  readonly distribution: PresetName | Preset
  /** The client was not given the weights, or ignores them. */
  readonly weights?: false
  readonly hashNames?: Readonly<Record<string, string>>
}

/** Where a real client sent the keys while servers were away. */
interface Failover extends Omit<Group, 'algorithm'>, Omit<Configuration, 'algorithm'> {
  readonly down: readonly number[]
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(join(root, 'test/data', file), 'utf8'))
}

const vectors = read<Vectors>('hash-vectors.json')
const failovers = read<{ readonly groups: readonly Failover[] }>('failover-vectors.json')
const configurations = read<Configuration[]>('hash-groups.json')

function placesOf(list: string, { weights, hashNames }: Omit<Configuration, 'algorithm'>): Place[] {
  const { servers, weights: own } = vectors.serverLists[list] as Vectors['serverLists'][string]
  return servers.map((name, i) => {
    const [host = '', port] = name.split(':')
    const hashName = hashNames?.[name]
    return {
      name,
      host,
      port: Number(port),
      weight: weights === false ? 1 : (own[i] as number),
      ...(hashName === undefined ? {} : { hashName }),
    }
  })
}

suite('keys go where other clients send them', (test) => {
  test('of which each has a configuration, and each configuration its recordings', () => {
    const recorded = new Set(vectors.groups.map(({ algorithm }) => algorithm))
    assert.deepEqual(
      configurations.map(({ algorithm }) => algorithm),
      [...recorded],
    )
    assert.equal(vectors.groups.length, 116)
    assert.equal(vectors.keys.length, 100)
  })

  for (const { algorithm, list, assign } of vectors.groups) {
    test(`${algorithm}, ${list}`, () => {
      const configuration = configurations.find((one) => one.algorithm === algorithm)
      assert.ok(configuration, 'test/data/hash-groups.json has no configuration')
      const places = placesOf(list, configuration)
      const find = placed(distributionOf(configuration.distribution), places)
      assert.deepEqual(vectors.keys.map(find), assign)
      assert.deepEqual(
        vectors.keys.map((key) => find(Buffer.from(key))),
        assign,
        'the same keys as bytes',
      )
    })
  }

  for (const failover of failovers.groups) {
    const { distribution, list, down, weights, assign } = failover
    const without = down.length === 0 ? '' : ` without ${down.join(' and ')}`
    test(`${JSON.stringify(distribution)}, ${list}, ${weights === false ? 'no weights' : 'weighted'}${without}`, () => {
      const places = placesOf(list, failover)
      const away = places.map((_, i) => down.includes(i))
      assert.deepEqual(vectors.keys.map(placed(distributionOf(distribution), places, away)), assign)
    })
  }

  test('gomemcache with weights as twemproxy with the same hash', () => {
    const find = placed(
      distributionOf('gomemcache'),
      placesOf('4w', { distribution: 'gomemcache' }),
    )
    const { assign } = vectors.groups.find(
      ({ algorithm, list }) => algorithm === 'twemproxy 0.5.0 modula+crc32a' && list === '4w',
    ) as Group
    assert.deepEqual(vectors.keys.map(find), assign)
  })

  test('pymemcache with keys that are bytes', () => {
    let checked = 0
    for (const { nodes, str, bytes } of Object.values(pymemcache.hash)) {
      const places = nodes.map((name) => ({ name }))
      const find = placed(distributionOf({ name: 'pymemcache', bytes: 'repr' }), places)
      for (const [key, node] of Object.entries(bytes)) {
        assert.equal(nodes[find(Buffer.from(key))], node, key)
        checked++
      }
      for (const [key, node] of Object.entries(str)) assert.equal(nodes[find(key)], node, key)
    }
    assert.equal(checked, 18)
  })
})
