import { Buffer } from 'node:buffer'
import type { Key } from '../types.js'

/** The bytes of a key: text as UTF-8. */
export function bytesOf(key: Key): Buffer {
  return typeof key === 'string'
    ? Buffer.from(key)
    : Buffer.from(key.buffer, key.byteOffset, key.byteLength)
}

/** Bytes as C has them where `char` has a sign: from -128 to 127. */
export function signed(bytes: Uint8Array): Int8Array {
  return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
