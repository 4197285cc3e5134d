import { Buffer } from 'node:buffer'
import { IllegalInputError } from './errors.js'
import { kindOf, shown } from './kind.js'
import { quote } from './quote.js'
import { loneSurrogate } from './surrogate.js'

const SPACE = 0x20
const DELETE = 0x7f
const LARGEST_CAS = '18446744073709551615'

/** A word that stands for itself, or what the caller gives and the word that stands for it on the wire. */
export type Choice = string | readonly [value: string | number | boolean, wire: string]

/** One word: text without spaces and control bytes. Its length counts in bytes of UTF-8. */
export function token(name: string, value: unknown, min = 1, max: number = Infinity): string {
  return written(name, value, 'one word without spaces and control bytes', SPACE, min, max)
}

/** Words: text without control bytes. Its length counts in bytes of UTF-8. */
export function text(name: string, value: unknown, min = 1, max: number = Infinity): string {
  return written(name, value, 'text without line breaks and control bytes', SPACE - 1, min, max)
}

/** Whether a bare word is sent: true or false, and false unless given. */
export function word(name: string, value: unknown): boolean {
  if (value === undefined) return false
  if (typeof value === 'boolean') return value
  throw new IllegalInputError(`${name}: expected true or false, got ${shown(value)}`)
}

/** One of the choices: gives its word on the wire. */
export function oneOf(name: string, value: unknown, choices: readonly Choice[]): string {
  for (const choice of choices) {
    if (choice === value) return choice as string
    if (typeof choice !== 'string' && choice[0] === value) return choice[1]
  }
  const known = choices.map((choice) =>
    JSON.stringify(typeof choice === 'string' ? choice : choice[0]),
  )
  throw new IllegalInputError(`${name}: expected ${anyOf(known)}, got ${shown(value)}`)
}

/** A cas token: what came with an item, or the same as a number. Gives its digits. */
export function cas(name: string, value: unknown): string {
  const digits = typeof value === 'string' ? value : wholeDigits(value)
  if (isDigits(digits) && (digits.length < LARGEST_CAS.length || digits <= LARGEST_CAS))
    return digits
  throw new IllegalInputError(
    `${name}: expected the cas token that came with an item, got ${shown(value)}; hand it on as it came`,
  )
}

function written(
  name: string,
  value: unknown,
  expected: string,
  below: number,
  min: number,
  max: number,
): string {
  if (typeof value !== 'string') {
    throw new IllegalInputError(`${name}: expected ${expected}, got ${kindOf(value)}`)
  }
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i)
    if (code > below && code !== DELETE) continue
    const got = code === SPACE ? 'a space' : `the byte 0x${code.toString(16).padStart(2, '0')}`
    throw new IllegalInputError(
      `${name} ${quote(value)}: expected ${expected}, got ${got} at position ${i}`,
    )
  }
  const half = loneSurrogate(value)
  if (half >= 0) {
    throw new IllegalInputError(
      `${name} ${quote(value)}: expected whole characters, got half of a surrogate pair at position ${half}`,
    )
  }
  const length = Buffer.byteLength(value)
  if (length >= min && length <= max) return value
  const range = max === Infinity ? `at least ${min}` : `${min} to ${max}`
  throw new IllegalInputError(`${name} ${quote(value)}: expected ${range} bytes, got ${length}`)
}

function wholeDigits(value: unknown): string {
  return typeof value === 'bigint' || (Number.isSafeInteger(value) && !Object.is(value, -0))
    ? String(value)
    : ''
}

function isDigits(text: string): boolean {
  const { length } = text
  if (length === 0 || length > LARGEST_CAS.length) return false
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i)
    if (code < 48 || code > 57) return false
  }
  return true
}

function anyOf(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}
