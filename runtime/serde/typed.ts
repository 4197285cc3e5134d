import { Buffer } from 'node:buffer'
import { isArrayBuffer, isUint8Array } from 'node:util/types'
import { IllegalInputError } from '../errors.js'
import { kindOf } from '../kind.js'
import type { Codec } from './codec.js'
import { BYTES, INTEGER, JSON_TEXT, TEXT } from './flags.js'
import { integerOf } from './integer.js'
import { jsonOf } from './json.js'
import type { Serialized } from './serde.js'
import { textOf } from './text.js'
import { unreadable } from './unreadable.js'
import { checkWellFormed } from './wellformed.js'

/**
 * The default: a value comes back as what it was. Bytes, text and integers are stored as pymemcache stores them, the
 * rest as JSON. What JSON would change is refused.
 */
export const typed: Codec = {
  serialize(_key, value): Serialized {
    switch (typeof value) {
      case 'string':
        checkWellFormed('value', value)
        return { data: value, flags: TEXT }
      case 'number':
        // A larger number is exact in JSON, and would come back as a bigint from an integer.
        if (Number.isSafeInteger(value) && !Object.is(value, -0))
          return { data: String(value), flags: INTEGER }
        break
      case 'bigint':
        return { data: String(value), flags: INTEGER }
      case 'object':
        if (isUint8Array(value)) return { data: value, flags: BYTES }
        if (ArrayBuffer.isView(value) || isArrayBuffer(value)) throw noBytes(value)
        break
    }
    return { data: jsonOf(value), flags: JSON_TEXT }
  },

  read(_key, buffer, start, end, flags, own = false, ascii = false): unknown {
    switch (flags) {
      case TEXT:
        return textOf(buffer, start, end, ascii) ?? refuse(flags, 'text in UTF-8')
      case INTEGER:
        return integerOf(buffer, start, end) ?? refuse(flags, 'an integer')
      case JSON_TEXT:
        return parse(textOf(buffer, start, end, ascii, Infinity) ?? refuse(flags, 'JSON in UTF-8'))
      default:
        // Also what another client wrote in a way of its own: its bytes, never a guess.
        return own ? buffer.subarray(start, end) : copyOf(buffer, start, end)
    }
  },
}

/** A part of the read buffer that may be kept. */
export function copyOf(buffer: Buffer, start = 0, end: number = buffer.length): Buffer {
  const copy = Buffer.allocUnsafe(end - start)
  buffer.copy(copy, 0, start, end)
  return copy
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not as the cause: its message shows a piece of the value.
    return refuse(JSON_TEXT, 'JSON')
  }
}

function refuse(flags: number, expected: string): never {
  throw unreadable(flags, expected)
}

function noBytes(value: object): IllegalInputError {
  return new IllegalInputError(
    `value: expected bytes as a Uint8Array, got ${kindOf(value)}, which would come back as a Buffer; make a Uint8Array of it`,
  )
}
