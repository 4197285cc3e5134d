import { isMap, isNativeError, isSet } from 'node:util/types'
import { deserialize, serialize } from 'node:v8'
import { IllegalInputError } from '../errors.js'
import { parts, tooDeep } from './unclonable.js'

/** So many levels every Node.js reads. */
const LEVELS = 500
/** A reader's stack may have less room than this one has now, by so many levels. */
const MARGIN = 64

/**
 * Checks that a value that V8 has serialized can be read: its reader needs more of the stack than its writer, and does not
 * read an error whose cause leads back to it. Reading takes three times as long as writing, so that only what may have
 * one of both is read.
 *
 * @param size how many bytes V8 has made of it
 * @throws IllegalInputError if the value could never be read
 */
export function checkReadBack(value: unknown, size: number): void {
  if (isSafe(value, size) || isReadable(value)) return
  throw unreadableError(value, 'value', new Set()) ?? tooDeep()
}

function isReadable(value: unknown): boolean {
  let nested = value
  for (let i = 0; i < MARGIN; i++) nested = [nested]
  try {
    deserialize(serialize(nested))
    return true
  } catch {
    return false
  }
}

function isSafe(value: unknown, size: number): boolean {
  try {
    return isShallow(value, LEVELS, { left: size })
  } catch {
    return false
  }
}

/** Whether it has few levels and no error in it. Every part has taken a byte at least: who meets more has come back to some. */
function isShallow(value: unknown, levels: number, parts: { left: number }): boolean {
  if (--parts.left < 0) return false
  if (typeof value !== 'object' || value === null) return true
  if (levels === 0) return false
  const below = levels - 1
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) if (!isShallow(value[i], below, parts)) return false
    return true
  }
  // The rest is asked of few: it takes longer than a plain object does.
  if (Object.getPrototypeOf(value) !== Object.prototype) {
    if (ArrayBuffer.isView(value)) return true
    if (isNativeError(value) || !isShallowInside(value, below, parts)) return false
  }
  for (const name in value) {
    if (!isShallow((value as Record<string, unknown>)[name], below, parts)) return false
  }
  return true
}

/** The same of what is in a Map or a Set. */
function isShallowInside(value: object, below: number, parts: { left: number }): boolean {
  if (isMap(value)) {
    for (const [key, entry] of value) {
      if (!isShallow(key, below, parts) || !isShallow(entry, below, parts)) return false
    }
  } else if (isSet(value)) {
    for (const element of value) if (!isShallow(element, below, parts)) return false
  }
  return true
}

function unreadableError(
  value: unknown,
  path: string,
  seen: Set<unknown>,
): IllegalInputError | undefined {
  if (typeof value !== 'object' || value === null || seen.has(value)) return undefined
  seen.add(value)
  if (isNativeError(value)) {
    return isReadable(value)
      ? undefined
      : new IllegalInputError(
          `${path}: expected an error that V8 reads again, got one whose cause leads back to it; leave the cause out`,
        )
  }
  for (const [name, part] of parts(value)) {
    const found = unreadableError(part, path + name, seen)
    if (found) return found
  }
  return undefined
}
