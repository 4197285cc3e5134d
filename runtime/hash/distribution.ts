import { NoServersError } from '../errors.js'
import type { Key } from '../types.js'

/** A server as a distribution sees it. */
export interface Place {
  /** In the form that the client's constructor takes, with its port. */
  readonly name: string
  /** A name or an address, IPv6 without brackets; none for a UNIX socket. */
  readonly host?: string
  readonly port?: number
  /** Of a UNIX socket. */
  readonly path?: string
  /** More than 0. @default 1 */
  readonly weight?: number
  /** What the server is called in the hash, if its address does not say that. @default the distribution's own rule */
  readonly hashName?: string
}

/** Gives the index of the place where a key lives. */
export type Find = (key: Key) => number

/**
 * Where keys live: takes the places, which are at least two, and gives what finds the place of a key. It is called anew
 * when places come or go.
 */
export interface Distribution {
  (places: readonly Place[]): Find
  /** Whether the client's `keyPrefix` counts for where a key lives. @default false */
  readonly hashesPrefix?: boolean
  /**
   * Where keys live while some places are down; those that are up are at least two.
   * @default the distribution of those that are up
   */
  readonly failover?: (places: readonly Place[], down: readonly boolean[]) => Find
}

/** What finds the place of a key while some are down, by its index among all places. */
export function placed(
  distribution: Distribution,
  places: readonly Place[],
  down: readonly boolean[] = [],
): Find {
  const up = places.flatMap((_, index) => (down[index] ? [] : [index]))
  const [first] = up
  if (first === undefined) return nowhere
  if (up.length === 1) return () => first
  if (up.length === places.length) return distribution(places)
  if (distribution.failover) return distribution.failover(places, down)
  const find = distribution(up.map((index) => places[index] as Place))
  return (key) => up[find(key)] as number
}

function nowhere(): never {
  throw new NoServersError('expected at least one server to find a key on, got none')
}
