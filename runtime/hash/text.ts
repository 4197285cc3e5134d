import { Buffer, isUtf8 } from 'node:buffer'
import type { Key } from '../types.js'

/** What a key is hashed by: its text. Bytes that are UTF-8 count as that text, so that one item has one node. */
export function hashText(key: Key): string {
  if (typeof key === 'string') return key
  const bytes = Buffer.from(key.buffer, key.byteOffset, key.byteLength)
  return isUtf8(bytes) ? bytes.toString() : bytes.toString('latin1')
}
