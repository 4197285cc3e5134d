import { murmur64, murmur64Again } from './murmur64.js'

const SHIFT = 23
const TRIES = 32

/** mcrouter's Ch3 (`furc_hash`): when the number of places grows, keys move to the new ones alone. */
export function furc(bytes: Buffer, places: number): number {
  if (places <= 1) return 0
  const hashes: bigint[] = []
  const bit = (index: number): number => {
    const block = index >> 6
    for (let i = hashes.length; i <= block; i++) {
      hashes.push(i === 0 ? murmur64(bytes) : murmur64Again(hashes[i - 1] as bigint))
    }
    return Number(((hashes[block] as bigint) >> BigInt(index & 63)) & 1n)
  }
  let depth = 32 - Math.clz32(places - 1)
  let at = depth
  for (let attempt = 0; attempt < TRIES; attempt++) {
    while (bit(at) === 0) {
      if (--depth === 0) return 0
      at = depth
    }
    at += SHIFT
    let found = 1
    for (let i = 1; i < depth; i++) {
      found = (found << 1) | bit(at)
      at += SHIFT
    }
    if (found < places) return found
  }
  return 0
}
