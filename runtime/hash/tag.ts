import { Buffer } from 'node:buffer'
import { IllegalInputError } from '../errors.js'
import { shown } from '../kind.js'
import type { Key } from '../types.js'

/** The characters between which a key has what places it. */
export interface HashTag {
  readonly start: string
  readonly end: string
}

/** The option `hashTag`: two characters. */
export function hashTagOf(option: unknown): HashTag | undefined {
  if (option === undefined) return undefined
  if (typeof option === 'string' && /^[\x21-\x7e]{2}$/.test(option)) {
    return { start: option.charAt(0), end: option.charAt(1) }
  }
  throw new IllegalInputError(`hashTag: expected two characters such as '{}', got ${shown(option)}`)
}

/** The part of a key between the first such characters, as twemproxy has it; the whole key if there is nothing between them. */
export function tagged<K extends Key>(key: K, { start, end }: HashTag): K
export function tagged(key: Key, { start, end }: HashTag): Key {
  const whole =
    typeof key === 'string' ? key : Buffer.from(key.buffer, key.byteOffset, key.byteLength)
  const from = whole.indexOf(start)
  const to = from < 0 ? -1 : whole.indexOf(end, from + 1)
  return to > from + 1 ? whole.slice(from + 1, to) : key
}
