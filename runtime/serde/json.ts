import { isNativeError, isProxy } from 'node:util/types'
import { IllegalInputError } from '../errors.js'
import { isRevoked, kindOf } from '../kind.js'
import { isOverflow } from './overflow.js'
import { step } from './path.js'

/** The objects that a search is in, from the outside in, and the way to where it is. */
interface Way {
  readonly inside: Set<object>
  readonly path: string
}

/**
 * A value as JSON.
 *
 * @throws IllegalInputError if JSON would give back another value: one that it drops or changes, at any depth. Members
 * named by symbols and members that are not enumerable do not count as data.
 */
export function jsonOf(value: unknown): string {
  try {
    if (isFaithful(value)) return JSON.stringify(value)
  } catch (error) {
    // Too deep for the stack, or in a circle, which is too deep as well. Getters of the caller's throw what they like.
    if (!isOverflow(error)) throw revoked(value, error)
  }
  throw fault(value)
}

/** Whether JSON gives the value back as it is. */
function isFaithful(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0)
    case 'object':
      return (
        value === null || (Array.isArray(value) ? isFaithfulArray(value) : isFaithfulObject(value))
      )
    default:
      return false
  }
}

function isFaithfulArray(array: readonly unknown[]): boolean {
  if (!isPlainArray(array)) return false
  for (let i = 0; i < array.length; i++) {
    if (!isFaithful(array[i])) return false
  }
  return true
}

function isFaithfulObject(object: object): boolean {
  if (!isPlainObject(object)) return false
  for (const name in object) {
    if (!isFaithful((object as Record<string, unknown>)[name])) return false
  }
  return true
}

// By the length of its chain, not by identity: an object of another realm (a vm context, as test runners use) is plain too.
function isPlainObject(object: object): boolean {
  return isBase(Object.getPrototypeOf(object)) && !speaksForItself(object)
}

/** Whether this is what plain objects inherit from, here or in another realm. */
function isBase(prototype: object | null): boolean {
  if (prototype === null || prototype === Object.prototype) return true
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'isPrototypeOf')
}

/** Members beside its elements, such as those of a regular expression's match, would be lost. */
function isPlainArray(array: readonly unknown[]): boolean {
  const prototype = Object.getPrototypeOf(array)
  const plain = prototype === Array.prototype || isBase(Object.getPrototypeOf(prototype))
  return plain && Object.keys(array).length <= array.length && !speaksForItself(array)
}

/** Whether JSON would ask the value what to write. */
function speaksForItself(value: object): boolean {
  const { toJSON } = value as { toJSON?: unknown }
  // One of its own members is found, and named, on the walk through them.
  return (
    typeof toJSON === 'function' && !Object.prototype.propertyIsEnumerable.call(value, 'toJSON')
  )
}

/** The error for a value that is not faithful: says what is in the way, and where. */
function fault(value: unknown): IllegalInputError {
  try {
    const found = search(value, { inside: new Set(), path: 'value' })
    if (found) return found
  } catch (error) {
    if (!isOverflow(error)) throw error
  }
  return new IllegalInputError(
    'value: expected data that JSON can hold, got more levels than the stack; flatten it',
  )
}

/** The error for a value that holds a revoked proxy; if it holds none, it is the error that was met. */
function revoked(value: unknown, met: unknown): unknown {
  if (!isNativeError(met) || !met.message.includes('revoked')) return met
  try {
    return search(value, { inside: new Set(), path: 'value' }) ?? met
  } catch {
    return met
  }
}

function search(value: unknown, way: Way): IllegalInputError | undefined {
  if (typeof value !== 'object' || value === null)
    return isFaithful(value) ? undefined : refusal(value, way)
  if (way.inside.has(value)) {
    return new IllegalInputError(
      `${way.path}: expected data that JSON can hold, got an object that holds itself`,
    )
  }
  if (isRevoked(value)) return refusal(value, way)
  const array = Array.isArray(value)
  if (array ? !isPlainArray(value as unknown[]) : !isPlainObject(value)) return refusal(value, way)
  way.inside.add(value)
  for (const name of array ? value.keys() : Object.keys(value)) {
    const path = `${way.path}${typeof name === 'number' ? `[${name}]` : step(name)}`
    const found = search((value as Record<string | number, unknown>)[name], {
      inside: way.inside,
      path,
    })
    if (found) return found
  }
  way.inside.delete(value)
  return undefined
}

function refusal(value: unknown, { path }: Way): IllegalInputError {
  const kind = Object.is(value, -0) ? 'a negative zero' : kindOf(value)
  return new IllegalInputError(
    `${path}: expected data that comes back as it is, got ${kind}, which JSON would drop or change; ${remedyFor(value)}`,
  )
}

function remedyFor(value: unknown): string {
  if (value === undefined) return 'leave it out, or use null'
  if (Object.is(value, -0)) return 'use 0'
  if (typeof value === 'bigint') return 'use String(…)'
  if (isProxy(value)) return 'use what it was made of'
  if (value instanceof Date) return 'use toISOString()'
  if (value instanceof Map || value instanceof Set) return 'use an array of its entries'
  if (typeof value === 'object') return 'use a plain object, or give the client a serde for it'
  return 'leave it out'
}
