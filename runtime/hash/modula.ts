import type { Find, Place } from './distribution.js'
import { weightOf } from './weights.js'

/** The place that stands at this hash in a list in which each place comes as often as its weight says. */
export function byWeight(
  places: readonly Place[],
  hash: (key: Parameters<Find>[0]) => number,
): Find {
  let total = 0
  const ends = places.map((place) => {
    total += weightOf(place)
    return total
  })
  return (key) => {
    const at = hash(key) % total
    return ends.findIndex((end) => at < end)
  }
}

/** The place that stands at this hash in the list. */
export function byCount(
  places: readonly Place[],
  hash: (key: Parameters<Find>[0]) => number,
): Find {
  const { length } = places
  return (key) => hash(key) % length
}
