import type { Key } from '../types.js'
import type { Distribution, Find, Place } from './distribution.js'
import type { Naming } from './naming.js'
import { firstUp, type Probes } from './probes.js'
import { Ring } from './ring.js'
import type { Share } from './share.js'
import { checkNames, checkShares, checkSize } from './weights.js'

/** How a client makes its ring. */
export interface RingRule {
  /** What the client is called in messages. */
  readonly client: string
  readonly naming: Naming
  /** The points of each place; whether places may weigh what they weigh is checked here. */
  readonly points: (places: readonly Place[], names: readonly string[]) => Share[]
  readonly hash: (key: Key) => number
  /** Whose a hash is: the next point's, or the one before. @default 'next' */
  readonly owner?: 'next' | 'previous'
  /** Whether the last of several owners has a point. @default false */
  readonly last?: boolean
  /** Hashes that a client tries one after the other while places are down; without it the ring is made of the others. */
  readonly rehashes?: (key: Key) => Iterable<number>
}

export function ringDistribution(rule: RingRule): Distribution {
  const ring = (places: readonly Place[]) => {
    const names = places.map(rule.naming)
    const shares = rule.points(places, names)
    checkSize(rule.client, shares)
    const points = shares.map(({ make }) => make())
    return { names, shares, find: finder(new Ring(points, rule.last), rule) }
  }
  const distribution = (places: readonly Place[]): Find => {
    const { names, shares, find } = ring(places)
    checkNames(names, places)
    checkShares(rule.client, places, shares)
    return (key) => find(rule.hash(key))
  }
  const failover = (places: readonly Place[], down: readonly boolean[]): Find => {
    const { rehashes } = rule
    if (rehashes) {
      const { find } = ring(places)
      const probes: Probes = function* probes(key) {
        for (const hash of rehashes(key)) yield find(hash)
      }
      return firstUp(probes, down, places.length)
    }
    // What has no point among those that are left has no key: only a list that was chosen is refused.
    const up = places.flatMap((_, index) => (down[index] ? [] : [index]))
    const { find } = ring(up.map((index) => places[index] as Place))
    return (key) => up[find(rule.hash(key))] as number
  }
  return Object.assign(distribution, { failover })
}

function finder(ring: Ring, { owner }: RingRule): (hash: number) => number {
  return owner === 'previous' ? (hash) => ring.upTo(hash) : (hash) => ring.from(hash)
}
