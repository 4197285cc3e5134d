import { IllegalInputError } from './errors.js'
import { shown } from './kind.js'

const UINT64_MAX = 2n ** 64n - 1n
/** The longest time that a timer of Node's can wait; beyond, it fires at once. */
const LONGEST_TIMER = 2147483647

/** A whole number from 0 to 4294967295. */
export function uint32(name: string, value: unknown, min = 0, max = 4294967295): number {
  return whole(name, value, min, max)
}

/** A whole number from -2147483648 to 2147483647. */
export function int32(name: string, value: unknown, min = -2147483648, max = 2147483647): number {
  return whole(name, value, min, max)
}

/** A whole number that a number can hold exactly. */
export function int(
  name: string,
  value: unknown,
  min: number = Number.MIN_SAFE_INTEGER,
  max: number = Number.MAX_SAFE_INTEGER,
): number {
  return whole(name, value, min, max)
}

/** A whole number from 0 to 2^64 - 1: a number where that is exact, or a bigint. */
export function uint64(
  name: string,
  value: unknown,
  min: number | bigint = 0,
  max: number | bigint = UINT64_MAX,
): number | bigint {
  if (typeof value === 'bigint' && value >= min && value <= max) return value
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max)
    return value + 0
  const remedy =
    typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
      ? '; a number is not exact beyond 2^53 - 1, use a bigint'
      : ''
  throw new IllegalInputError(
    `${name}: expected a whole number from ${min} to ${max}, a number or a bigint, got ${shown(value)}${remedy}`,
  )
}

/** A finite number. */
export function float(
  name: string,
  value: unknown,
  min: number = -Infinity,
  max: number = Infinity,
): number {
  if (typeof value === 'number' && Number.isFinite(value) && value >= min && value <= max)
    return value + 0
  throw new IllegalInputError(
    `${name}: expected a finite number${range(min, max)}, got ${shown(value)}${remedyFor(value)}`,
  )
}

/** Milliseconds, as an option gives them. */
export function milliseconds(name: string, value: unknown, min = 0): number {
  if (typeof value === 'number' && value >= min && value <= LONGEST_TIMER) return value + 0
  throw new IllegalInputError(
    `${name}: expected milliseconds from ${min} to ${LONGEST_TIMER}, got ${shown(value)}${remedyFor(value)}`,
  )
}

function whole(name: string, value: unknown, min: number, max: number): number {
  // Adding 0 makes a negative zero a plain one, which is what the wire would carry.
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max)
    return value + 0
  throw new IllegalInputError(
    `${name}: expected a whole number from ${min} to ${max}, got ${shown(value)}${remedyFor(value)}`,
  )
}

function range(min: number, max: number): string {
  if (min === -Infinity) return max === Infinity ? '' : ` of at most ${max}`
  return max === Infinity ? ` of at least ${min}` : ` from ${min} to ${max}`
}

function remedyFor(value: unknown): string {
  if (typeof value === 'bigint') return '; use Number(…)'
  return typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value))
    ? '; a string is not a number, use Number(…)'
    : ''
}
