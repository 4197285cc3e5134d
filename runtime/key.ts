import { Buffer } from 'node:buffer'
import { isUint8Array } from 'node:util/types'
import { checkMemory } from './bytes.js'
import { IllegalInputError } from './errors.js'
import { kindOf } from './kind.js'
import { quote } from './quote.js'
import { loneSurrogate } from './surrogate.js'

/** How many bytes a key may have on the wire. */
const LONGEST = 250
/** How many bytes fit into that as base64, which makes four of three. */
const LONGEST_ENCODED = 186
const SPACE = 0x20
const DELETE = 0x7f

/**
 * A key on the wire, a character a byte, behind the prefix, which is in that form already. Every call comes through
 * here: a key that is ASCII and fits is looked at once and given back as it is.
 */
export function wireKey(key: unknown, prefix: string, unicode: boolean): string {
  if (typeof key === 'string') {
    const { length } = key
    if (length > 0 && length + prefix.length <= LONGEST && isPlain(key)) {
      return prefix === '' ? key : prefix + key
    }
    return fitting('key', key, prefix, latin1OfText('key', key, unicode))
  }
  if (isUint8Array(key)) {
    const bytes = latin1Of(key)
    checkBytes('key', bytes)
    return fitting('key', bytes, prefix, bytes)
  }
  const remedy = typeof key === 'number' || typeof key === 'bigint' ? '; use String(key)' : ''
  throw new IllegalInputError(`key: expected a string or a Uint8Array, got ${kindOf(key)}${remedy}`)
}

/** A key of any bytes on the wire, as base64: behind the prefix, up to 186 bytes. Text is taken as UTF-8. */
export function encodedKey(key: unknown, prefix: string): string {
  const bytes = plainKey(key, prefix)
  if (bytes.length === prefix.length) {
    throw new IllegalInputError(`key: expected 1 to ${LONGEST_ENCODED} bytes, got an empty key`)
  }
  const encoded = Buffer.from(bytes, 'latin1').toString('base64')
  if (encoded.length <= LONGEST) return encoded
  const share = prefix === '' ? '' : `, ${prefix.length} of them the keyPrefix`
  throw new IllegalInputError(
    `key ${quote(String(key))}: expected at most ${LONGEST_ENCODED} bytes, since base64 makes ${LONGEST} of them, ` +
      `got ${bytes.length}${share}; shorten it, or send a hash of it`,
  )
}

/** The bytes of a key that is to be encoded, a character a byte, behind the prefix. */
export function plainKey(key: unknown, prefix: string): string {
  if (isUint8Array(key)) return prefix + latin1Of(key)
  if (typeof key !== 'string') return wireKey(key, prefix, true)
  const half = loneSurrogate(key)
  if (half < 0) return prefix + Buffer.from(key).toString('latin1')
  throw brokenText('key', key, half)
}

/** The client's prefix on the wire. It may be empty and has to leave room for a key. */
export function checkPrefix(prefix: unknown, unicode: boolean): string {
  if (typeof prefix !== 'string') {
    throw new IllegalInputError(`keyPrefix: expected a string, got ${kindOf(prefix)}`)
  }
  const bytes = latin1OfText('keyPrefix', prefix, unicode)
  if (bytes.length < LONGEST) return bytes
  throw new IllegalInputError(
    `keyPrefix ${quote(prefix)}: expected fewer than ${LONGEST} bytes, got ${bytes.length}; shorten it`,
  )
}

function isPlain(text: string): boolean {
  const { length } = text
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i)
    if (code <= SPACE || code >= DELETE) return false
  }
  return true
}

function latin1OfText(what: string, text: string, unicode: boolean): string {
  checkBytes(what, text)
  const foreign = firstForeign(text)
  if (foreign < 0) return text
  if (!unicode) {
    throw new IllegalInputError(
      `${what} ${quote(text)}: expected ASCII, got ${quote(characterAt(text, foreign))} at position ${foreign}; ` +
        'set allowUnicodeKeys to send it as UTF-8, or encode it, as encodeURIComponent does',
    )
  }
  const half = loneSurrogate(text)
  if (half < 0) return Buffer.from(text).toString('latin1')
  throw brokenText(what, text, half)
}

function brokenText(what: string, text: string, half: number): IllegalInputError {
  return new IllegalInputError(
    `${what} ${quote(text)}: expected whole characters, got half of a surrogate pair at position ${half}, ` +
      'for which UTF-8 has no bytes; the text was probably cut there',
  )
}

function checkBytes(what: string, text: string): void {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code > SPACE && code !== DELETE) continue
    const got = code === SPACE ? 'a space' : `the byte 0x${code.toString(16).padStart(2, '0')}`
    throw new IllegalInputError(
      `${what} ${quote(text)}: expected no spaces and no control bytes, got ${got} at position ${i}; ` +
        'encode it, as encodeURIComponent does',
    )
  }
}

function fitting(what: string, key: string, prefix: string, bytes: string): string {
  if (bytes.length === 0) {
    throw new IllegalInputError(`${what}: expected 1 to ${LONGEST} bytes, got an empty ${what}`)
  }
  const length = prefix.length + bytes.length
  if (length <= LONGEST) return prefix + bytes
  const share = prefix === '' ? '' : `, ${prefix.length} of them the keyPrefix`
  throw new IllegalInputError(
    `${what} ${quote(key)}: expected at most ${LONGEST} bytes, got ${length}${share}; ` +
      'shorten it, or send a hash of it',
  )
}

function latin1Of(bytes: Uint8Array): string {
  checkMemory('key', bytes)
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}

function firstForeign(text: string): number {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > DELETE) return i
  }
  return -1
}

function characterAt(text: string, index: number): string {
  return String.fromCodePoint(text.codePointAt(index) as number)
}
