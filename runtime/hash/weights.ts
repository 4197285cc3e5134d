import { IllegalInputError } from '../errors.js'
import type { Place } from './distribution.js'
import type { Share } from './share.js'

/** The points of a ring, at most: they are made while the process does nothing else, in a third of a second. */
const MOST_POINTS = 200_000

export function weightOf({ weight = 1 }: Place): number {
  return weight
}

export function totalOf(places: readonly Place[]): number {
  return places.reduce((total, place) => total + weightOf(place), 0)
}

/** Most clients count their weights in whole numbers. */
export function checkWhole(client: string, places: readonly Place[]): void {
  const wrong = places.find((place) => !Number.isSafeInteger(weightOf(place)))
  if (!wrong) return
  throw new IllegalInputError(
    `server ${wrong.name}: expected a whole number as weight, which is what ${client} takes, got ${weightOf(wrong)}`,
  )
}

/** What ignores weights would not do what they say. */
export function checkAlike(client: string, places: readonly Place[]): void {
  const [first] = places
  const other = places.find((place) => weightOf(place) !== weightOf(first as Place))
  if (!other) return
  throw new IllegalInputError(
    `server ${other.name}: expected no weight, since ${client} places keys without regard to weights, ` +
      `got ${weightOf(other)}; leave the weights out, or choose another distribution`,
  )
}

/** A weight may be so small beside the others that it gives a place nothing. */
export function checkShares(
  client: string,
  places: readonly Place[],
  shares: readonly Share[],
): void {
  const index = shares.findIndex(({ length }) => length === 0)
  const place = places[index]
  if (!place) return
  throw new IllegalInputError(
    `server ${place.name}: its weight, ${weightOf(place)} of ${totalOf(places)}, gives it no key, ` +
      `since ${client} rounds its share of the ring down to no point; raise it, or leave the server out`,
  )
}

/** Each point costs time and memory, and where weights count in points they may ask for any number of them. */
export function checkSize(client: string, shares: readonly Share[]): void {
  const size = shares.reduce((total, { length }) => total + length, 0)
  if (size <= MOST_POINTS) return
  throw new IllegalInputError(
    `distribution ${client}: expected at most ${MOST_POINTS} points in its ring, got ${size}; ` +
      'use smaller weights in the same proportion, or fewer vnodes, in all clients that are to agree',
  )
}

/** Two places of one name would have the same keys. */
export function checkNames(names: readonly string[], places: readonly Place[]): void {
  const first = new Map<string, Place>()
  for (const [index, name] of names.entries()) {
    const place = places[index] as Place
    const other = first.get(name)
    if (other) {
      throw new IllegalInputError(
        `servers ${other.name} and ${place.name}: expected names that differ, got ${JSON.stringify(name)} ` +
          'in the hash for both; give one another hashName, or leave it out',
      )
    }
    first.set(name, place)
  }
}
