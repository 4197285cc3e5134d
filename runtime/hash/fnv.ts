/** What is hashed: bytes with or without a sign, or the units of a text. */
type Units = ArrayLike<number>

const INIT_32 = 0x811c9dc5
const PRIME_32 = 0x01000193
/** The low halves of what the 64-bit kinds have: of their results only those are used. */
const INIT_64 = 0x84222325
const PRIME_64 = 0x1b3

export function fnv1(units: Units): number {
  return multiplyFirst(units, INIT_32, PRIME_32)
}

export function fnv1a(units: Units): number {
  return multiplyLast(units, INIT_32, PRIME_32)
}

/** The low half of the 64-bit FNV-1. */
export function fnv1Low(units: Units): number {
  return multiplyFirst(units, INIT_64, PRIME_64)
}

/** The low half of the 64-bit FNV-1a, which memcached's C clients call `fnv1a_64`. */
export function fnv1aLow(units: Units): number {
  return multiplyLast(units, INIT_64, PRIME_64)
}

function multiplyFirst(units: Units, init: number, prime: number): number {
  let hash = init
  for (let i = 0; i < units.length; i++) hash = Math.imul(hash, prime) ^ (units[i] as number)
  return hash >>> 0
}

function multiplyLast(units: Units, init: number, prime: number): number {
  let hash = init
  for (let i = 0; i < units.length; i++) hash = Math.imul(hash ^ (units[i] as number), prime)
  return hash >>> 0
}
