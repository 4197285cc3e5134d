import { isUint8Array } from 'node:util/types'
import { IllegalInputError } from '../errors.js'
import { isRecord, isRevoked, kindOf } from '../kind.js'

/** The keys of a call for many: of any iterable but a text or bytes, which are one key. */
export function keysOf(method: string, keys: unknown): unknown[] {
  if (isIterable(keys) && typeof keys !== 'string' && !isUint8Array(keys)) return [...keys]
  throw new IllegalInputError(
    `${method}: expected an iterable of keys such as an array, got ${kindOf(keys)}`,
    {
      command: method,
    },
  )
}

/** The entries of a call for many: of an object, a Map or any iterable of pairs. */
export function entriesOf(method: string, entries: unknown): (readonly [unknown, unknown])[] {
  if (hasEntries(entries)) {
    const pairs = isIterable(entries) ? [...entries] : Object.entries(entries)
    const wrong = pairs.findIndex(
      (pair) => isRevoked(pair) || !Array.isArray(pair) || pair.length !== 2,
    )
    if (wrong < 0) return pairs as [unknown, unknown][]
    const got = pairs[wrong]
    const length = !isRevoked(got) && Array.isArray(got) ? ` of ${got.length}` : ''
    throw new IllegalInputError(
      `${method}: expected [key, value] as entry ${wrong}, got ${kindOf(got)}${length}`,
      {
        command: method,
      },
    )
  }
  throw new IllegalInputError(
    `${method}: expected an object, a Map or an iterable of [key, value], got ${kindOf(entries)}`,
    { command: method },
  )
}

/** Whether it is an iterable or an object with members: a Promise, a Date or a buffer has none that could be stored. */
function hasEntries(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || isUint8Array(value)) return false
  return isIterable(value) || isRecord(value)
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return (
    !isRevoked(value) &&
    typeof (value as Iterable<unknown> | undefined)?.[Symbol.iterator] === 'function'
  )
}
