import { isArgumentsObject, isProxy } from 'node:util/types'

/** What sort of thing came, in words for a message that shows no more of it: `a string`, `a Date`, `null`. */
export function kindOf(value: unknown): string {
  switch (typeof value) {
    case 'undefined':
      return 'undefined'
    case 'number':
      return Number.isFinite(value) ? 'a number' : String(value)
    case 'object':
      return value === null ? 'null' : kindOfObject(value)
    default:
      return `a ${typeof value}`
  }
}

/** The value itself where it is short and plain, else its kind. For arguments; never for what is stored. */
export function shown(value: unknown): string {
  if (typeof value === 'string')
    return value.length > 40 ? `a string of ${value.length}` : `the string ${JSON.stringify(value)}`
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value)
  return typeof value === 'boolean' ? String(value) : kindOf(value)
}

/** Whether it is a proxy that answers every question with a TypeError. */
export function isRevoked(value: unknown): boolean {
  if (!isProxy(value)) return false
  try {
    Array.isArray(value)
    return false
  } catch {
    return true
  }
}

/** Whether it is an object for members alone, of a class or not: no array, Date, Map or Promise. */
export function isRecord(value: unknown): value is object {
  return !isRevoked(value) && Object.prototype.toString.call(value) === '[object Object]'
}

function kindOfObject(value: object): string {
  // Asking a proxy would call its traps.
  if (isProxy(value)) return 'a Proxy'
  if (isArgumentsObject(value)) return 'an arguments object'
  if (Array.isArray(value)) return 'an array'
  const name = nameOf(value)
  if (name === '' || name === 'Object') return 'an object'
  return `${/^[AEIO]/.test(name) ? 'an' : 'a'} ${name}`
}

function nameOf(value: object): string {
  try {
    const { constructor: kind } = value
    const name: unknown = typeof kind === 'function' ? kind.name : ''
    return typeof name === 'string' ? name : ''
  } catch {
    // A getter of the caller's.
    return ''
  }
}
