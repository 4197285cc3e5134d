import { isDate } from 'node:util/types'
import { IllegalInputError } from './errors.js'
import { shown } from './kind.js'

/** Up to 30 days a server takes the number as seconds from now, above as seconds since 1970. */
export const LONGEST_RELATIVE: number = 2592000
/** From here on a number can only be meant as a time since 1970. */
const FIRST_ABSOLUTE = 1000000000
/** The end of the server's clock, 2038-01-19. */
const LATEST = 2147483647

/**
 * The time of expiry for the wire: whole seconds from now, 0 for never, -1 for at once; or a Date. Any negative number
 * is sent as -1.
 */
export function exptime(name: string, value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) {
    if (value < 0) return -1
    if (value <= LONGEST_RELATIVE) return value + 0
    if (value >= FIRST_ABSOLUTE) throw sinceEpoch(name, value)
    return absolute(name, Math.floor(Date.now() / 1000) + value, value)
  }
  if (isDate(value)) return moment(name, value)
  throw new IllegalInputError(
    `${name}: expected whole seconds from now, 0 for never, -1 for at once, or a Date, got ${shown(value)}${remedyFor(value)}`,
  )
}

/**
 * A moment within 30 days is sent as a distance: dates are mostly made from this machine's clock (`Date.now() + …`), and
 * the distance is right however far the server's clock is off. memcached also tells absolute times from the wall clock as
 * it was when the server started, distances from a clock that nobody sets.
 */
function moment(name: string, date: Date): number {
  const time = date.getTime()
  if (Number.isNaN(time)) {
    throw new IllegalInputError(`${name}: expected a valid date, got an invalid Date`)
  }
  const left = time - Date.now()
  if (left <= 0) return -1
  // Rounded up, so that the next instant becomes neither 0, which is never, nor less than was asked for.
  const seconds = Math.ceil(left / 1000)
  return seconds <= LONGEST_RELATIVE
    ? seconds
    : absolute(name, Math.ceil(time / 1000), date.toISOString())
}

function absolute(name: string, seconds: number, given: number | string): number {
  if (seconds <= LATEST) return seconds
  throw new IllegalInputError(
    `${name}: expected a time up to ${new Date(LATEST * 1000).toISOString()}, where the servers' clock ends, got ${given}; ` +
      '0 never expires',
  )
}

function sinceEpoch(name: string, value: number): IllegalInputError {
  const date = value > LATEST ? `new Date(${value})` : `new Date(${value} * 1000)`
  return new IllegalInputError(
    `${name}: expected seconds from now, got ${value}, which looks like a time since 1970; use ${date}`,
  )
}

function remedyFor(value: unknown): string {
  return typeof value === 'number' && Number.isFinite(value) && !Number.isInteger(value)
    ? '; round it, as Math.ceil does'
    : ''
}
