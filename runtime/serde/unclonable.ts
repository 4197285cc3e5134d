import { isNativeError, isProxy } from 'node:util/types'
import { serialize } from 'node:v8'
import { IllegalInputError } from '../errors.js'
import { kindOf } from '../kind.js'
import { isOverflow } from './overflow.js'
import { step } from './path.js'

/** Whether it is what V8 does not serialize, if nothing in it is. */
type Blame = (value: object) => boolean

/**
 * The error for a value that V8 does not serialize: says what is in the way, and where. If nothing is, it is the error
 * that V8 has met, of a getter of the caller's.
 */
export function unclonable(value: unknown, met: unknown): unknown {
  try {
    const found = search(
      value,
      'value',
      new Set(),
      (part) => !isContainer(part) && !isClonable(part),
    )
    if (found) return found
    if (isOverflow(met)) return tooDeep()
    if (!isRefusal(met)) return met
    // It looks like a plain object and is none, such as process.env.
    return search(value, 'value', new Set(), (part) => !isClonable(part)) ?? refusal(value, 'value')
  } catch (error) {
    return isOverflow(error) ? tooDeep() : met
  }
}

export function tooDeep(): IllegalInputError {
  return new IllegalInputError(
    'value: expected data that structuredClone can copy, got more levels than the stack; flatten it',
  )
}

/** Whether V8 has thrown it, and not a getter. */
function isRefusal(error: unknown): boolean {
  return (
    isNativeError(error) && /could not be cloned|^Unserializable host object/.test(error.message)
  )
}

function search(
  value: unknown,
  path: string,
  seen: Set<object>,
  isToBlame: Blame,
): IllegalInputError | undefined {
  if (typeof value === 'function' || typeof value === 'symbol') return refusal(value, path)
  if (typeof value !== 'object' || value === null || seen.has(value)) return undefined
  // What is in a proxy is what its traps say: they are not called.
  if (isProxy(value)) return refusal(value, path)
  seen.add(value)
  for (const [name, part] of parts(value)) {
    const found = search(part, path + name, seen, isToBlame)
    if (found) return found
  }
  return isToBlame(value) ? refusal(value, path) : undefined
}

/** What is in it, and how one gets there. */
export function* parts(value: object): Generator<readonly [string, unknown]> {
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
