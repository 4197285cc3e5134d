import { serialize } from 'node:v8'
import { IllegalInputError } from '../errors.js'
import { kindOf } from '../kind.js'
import { step } from './path.js'

/**
 * The error for a value that V8 does not serialize: says what is in the way, and where. If nothing is, it is the error
 * that V8 has met, of a getter of the caller's.
 */
export function unclonable(value: unknown, met: unknown): unknown {
  try {
    const found = search(value, 'value', new Set())
    if (found) return found
    if (!(met instanceof RangeError)) return met
  } catch (error) {
    if (!(error instanceof RangeError)) return error
  }
  return new IllegalInputError(
    'value: expected data that structuredClone can copy, got more levels than the stack; flatten it',
  )
}

function search(value: unknown, path: string, seen: Set<object>): IllegalInputError | undefined {
  if (typeof value === 'function' || typeof value === 'symbol') return refusal(value, path)
  if (typeof value !== 'object' || value === null || seen.has(value)) return undefined
  seen.add(value)
  for (const [name, part] of parts(value)) {
    const found = search(part, path + name, seen)
    if (found) return found
  }
  return isContainer(value) || isClonable(value) ? undefined : refusal(value, path)
}

/** What is in it, and how one gets there. */
function* parts(value: object): Generator<readonly [string, unknown]> {
  if (ArrayBuffer.isView(value)) return
  if (value instanceof Map) {
    for (const [key, entry] of value) {
      yield [' (a key)', key]
      yield [' (an entry)', entry]
    }
  }
  if (value instanceof Set) for (const element of value) yield [' (an element)', element]
  for (const name of Object.keys(value)) {
    const member = Array.isArray(value) && /^\d+$/.test(name) ? `[${name}]` : step(name)
    yield [member, (value as Readonly<Record<string, unknown>>)[name]]
  }
}

/** Whether only what is in it can be in the way. */
function isContainer(value: object): boolean {
  const plain = [Object.prototype, null].includes(Object.getPrototypeOf(value))
  return plain || Array.isArray(value) || value instanceof Map || value instanceof Set
}

function isClonable(value: object): boolean {
  try {
    serialize(value)
    return true
  } catch {
    return false
  }
}

function refusal(value: unknown, path: string): IllegalInputError {
  return new IllegalInputError(
    `${path}: expected data that structuredClone can copy, got ${kindOf(value)}; leave it out, or give the client a serde for it`,
  )
}
