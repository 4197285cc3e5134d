import { Buffer, isAscii } from 'node:buffer'
import type { Shelf } from './shelf.js'

/** A letter that Latin-1 does not have. V8 answers at once where it keeps a text as one byte a letter. */
const WIDE = /[\u0100-\uffff]/

/** Room before an encoded text: for a line, and short requests before it. */
export const MARGIN = 4096
/** Room behind it: for CRLF. */
export const MARGIN_BEHIND = 2

/**
 * Long text in UTF-8. That of ASCII has a byte for each letter, as Latin-1 has: to copy it and to look at the copy is
 * faster than to encode it. To count the bytes of any other takes three times as long as to write them. The buffer has
 * room on both sides, in memory of its own.
 */
export function utf8Of(text: string, shelf: Shelf): Buffer {
  if (!WIDE.test(text)) {
    const ascii = taken(shelf, text.length)
    ascii.write(text, 'latin1')
    if (isAscii(ascii)) return ascii
    shelf.put(ascii)
  }
  const part = taken(shelf, Buffer.byteLength(text))
  part.write(text, 'utf8')
  return part
}

function taken(shelf: Shelf, length: number): Buffer {
  return shelf.take(MARGIN + length + MARGIN_BEHIND).subarray(MARGIN, MARGIN + length)
}
