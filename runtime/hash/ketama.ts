import type { Place } from './distribution.js'
import { digest } from './md5.js'
import type { Share } from './share.js'
import { totalOf, weightOf } from './weights.js'

/** The digests that a place has in the ring, each of which gives four points. */
const DIGESTS = 40
const f32 = Math.fround

/** How many digests each place has as libmemcached counts them: in floats, so that 25 alike have 39 each. */
export function floatCounts(places: readonly Place[]): number[] {
  const total = f32(totalOf(places))
  const { length } = places
  return places.map((place) => {
    const share = f32(f32(weightOf(place)) / total)
    const digests = f32(f32(f32(share * 4 * DIGESTS) / 4) * length)
    return Math.floor(f32(digests + 1e-10))
  })
}

/** The points of a name: each digest of `name-0`, `name-1` … gives up to four, little-endian. */
export function ketamaPoints(name: string, digests: number, each = 4, algorithm?: string): Share {
  const four = (_: unknown, i: number) => {
    const bytes = digest(`${name}-${i}`, algorithm)
    return Array.from({ length: each }, (_, j) => bytes.readUInt32LE(4 * j))
  }
  return {
    length: digests * each,
    make: () => Array.from({ length: digests }, four).flat(),
  }
}
