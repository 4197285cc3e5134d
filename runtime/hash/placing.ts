import { isUint8Array } from 'node:util/types'
import { IllegalInputError } from '../errors.js'
import { kindOf, shown } from '../kind.js'
import {
  type Distribution,
  type Find,
  type Place,
  placed as placedUnchecked,
} from './distribution.js'

/**
 * What finds the place of a key, by its index among all places, while those are down whose `down[i]` is true.
 *
 * @param distribution what `distributionOf` gives, or one's own
 * @param places what `placesOf` gives
 * @throws IllegalInputError if an argument is none of that, or the distribution cannot have these places; what finds throws
 * it if a key is neither a string nor a Uint8Array
 */
export function placed(
  distribution: Distribution,
  places: readonly Place[],
  down: readonly boolean[] = [],
): Find {
  if (typeof distribution !== 'function') {
    throw new IllegalInputError(
      `placed: expected a distribution such as distributionOf('libmemcached'), got ${shown(distribution)}`,
    )
  }
  if (!Array.isArray(places) || !places.every(isPlace)) {
    throw new IllegalInputError(
      "placed: expected an array of places such as placesOf(['10.0.0.1', '10.0.0.2']), " +
        `got ${Array.isArray(places) ? 'one with something else in it' : shown(places)}`,
    )
  }
  if (!Array.isArray(down)) {
    throw new IllegalInputError(
      `placed: expected an array that says of each place whether it is down, got ${shown(down)}`,
    )
  }
  const find = placedUnchecked(distribution, places, down)
  return (key) => {
    if (typeof key === 'string' || isUint8Array(key)) return find(key)
    throw new IllegalInputError(`key: expected a string or a Uint8Array, got ${kindOf(key)}`)
  }
}

function isPlace(value: unknown): boolean {
  return typeof value === 'object' && value !== null && typeof (value as Place).name === 'string'
}
