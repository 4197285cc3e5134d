const FACTOR = 2862933555777941757n

/** Lamping and Veach's jump hash: when the number of places grows, keys move to the new ones alone. */
export function jump(hash: bigint, places: number): number {
  let state = hash
  let place = 0
  let next = 0
  while (next < places) {
    place = next
    state = BigInt.asUintN(64, state * FACTOR + 1n)
    next = Math.floor((place + 1) * (2 ** 31 / (Number(state >> 33n) + 1)))
  }
  return place
}
