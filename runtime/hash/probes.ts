import type { Key } from '../types.js'
import { crc32 } from './crc32.js'
import type { Distribution, Find } from './distribution.js'
import { bytesOf } from './keybytes.js'

/** The places that are tried for a key, one after the other, by their indexes. */
export type Probes = (key: Key) => Iterable<number>

/** The first place that is up of those that are tried; if none is, any that is up, always the same for a key. */
export function firstUp(probes: Probes, down: readonly boolean[], count: number): Find {
  const up = Array.from({ length: count }, (_, index) => index).filter((index) => !down[index])
  return (key) => {
    for (const index of probes(key)) {
      if (!down[index]) return index
    }
    return up[crc32(bytesOf(key)) % up.length] as number
  }
}

/** A failover that leaves the keys of the places that are up where they are, and spreads the others over them. */
export function staying(distribution: Distribution): Distribution['failover'] {
  return (places, down) => {
    const find = distribution(places)
    return firstUp((key) => [find(key)], down, places.length)
  }
}

/** A failover to the next in the list. */
export function following(distribution: Distribution): Distribution['failover'] {
  return (places, down) => {
    const find = distribution(places)
    const { length } = places
    return firstUp(
      function* next(key) {
        const first = find(key)
        for (let step = 0; step < length; step++) yield (first + step) % length
      },
      down,
      length,
    )
  }
}
