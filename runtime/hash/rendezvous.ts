import { IllegalInputError, NoServersError } from '../errors.js'
import { kindOf, shown } from '../kind.js'
import { LowBytes } from './lowbytes.js'
import { Murmur3 } from './murmur3.js'

interface Seat<T> {
  readonly name: string
  readonly node: T
  readonly weight: number
  readonly hash: Murmur3
}

const HASHES = 2 ** 32

/**
 * Rendezvous hashing as pymemcache's HashClient does it: the node of a key is the one with the highest
 * `murmur3('name-key')`. When a node comes or goes, only the keys that it gains or had are moved. A node gets keys in
 * proportion to its weight; of nodes that weigh the same the highest hash wins, as in pymemcache, which has no weights.
 */
export class Rendezvous<T> {
  readonly #seats: Seat<T>[] = []
  readonly #low: LowBytes = new LowBytes()
  readonly #weighted: boolean

  /**
   * @param nodes each node's name, the node itself, and its weight, 1 unless given; of two with one name the first counts
   * @param seed of the hash, a whole number from 0 to 4294967295
   * @throws IllegalInputError if a name is no string, or a weight no number above 0
   */
  constructor(nodes: Iterable<readonly [name: string, node: T, weight?: number]>, seed = 0) {
    const names = new Set<string>()
    for (const [name, node, weight = 1] of nodes) {
      if (typeof name !== 'string') {
        throw new IllegalInputError(
          `Rendezvous: expected [name, node], the name a string, got ${kindOf(name)} as name`,
        )
      }
      if (typeof weight !== 'number' || !(weight > 0)) {
        throw new IllegalInputError(
          `Rendezvous: expected a number above 0 as weight of ${name}, got ${shown(weight)}`,
        )
      }
      if (names.has(name)) continue
      names.add(name)
      this.#seats.push({ name, node, weight, hash: new Murmur3(`${name}-`, seed) })
    }
    const [first] = this.#seats
    this.#weighted = this.#seats.some(({ weight }) => weight !== first?.weight)
  }

  /**
   * The node of a key.
   *
   * @param key without prefix; of a key that is bytes, its text
   * @throws NoServersError if there is no node
   * @throws IllegalInputError if the key is no string
   */
  find(key: string): T {
    const seats = this.#seats
    if (typeof key !== 'string') {
      throw new IllegalInputError(`key: expected a string, got ${kindOf(key)}`)
    }
    const low = this.#low.take(key)
    let best: Seat<T> | undefined
    let highest = -1
    const weighted = this.#weighted
    for (let i = 0; i < seats.length; i++) {
      const seat = seats[i] as Seat<T>
      const hash = seat.hash.with(low)
      // Grows with the hash, so that nodes of one weight come in the order of their hashes.
      const score = weighted ? seat.weight / -Math.log((hash + 0.5) / HASHES) : hash
      if (score < highest || (score === highest && best && seat.name < best.name)) continue
      highest = score
      best = seat
    }
    if (best) return best.node
    throw new NoServersError('expected at least one server to find a key on, got none')
  }
}
