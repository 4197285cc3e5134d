import type { AnyCommand } from '../command.js'
import { LONGEST_RELATIVE } from '../exptime.js'
import type { Cap } from './cap.js'

/** A Unix time before any server has started: the first number that is taken for one. */
const LONG_AGO = LONGEST_RELATIVE + 1

/** Gives the arguments of a request without a sign: a time that has passed is one of long ago. */
export const unsigned: Cap = (command, fields) => {
  if (!hasExpired(command, fields)) return fields
  const given = { ...(fields as Record<string, unknown>) }
  for (const name in command.facts.lifetimes) if (isNegative(given[name])) given[name] = LONG_AGO
  return given
}

/** Whether a request has a time that has passed. */
export function hasExpired({ facts }: AnyCommand, fields: unknown): boolean {
  for (const name in facts.lifetimes) {
    if (isNegative((fields as Readonly<Record<string, unknown>>)[name])) return true
  }
  return false
}

function isNegative(value: unknown): boolean {
  return typeof value === 'number' && value < 0
}
