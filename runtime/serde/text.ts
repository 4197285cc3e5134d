import { isAscii, isUtf8, transcode } from 'node:buffer'

/** From so many bytes on, a look at the bytes costs less than it saves. */
const LONG = 1024

/** V8 puts a longer string into memory of its own, fresh from the system: ten times the cost for a byte. */
const PIECE = 100_000

/**
 * The text in a part of a buffer, or undefined if it is no UTF-8. (Node's decoder would put U+FFFD in the place of bytes
 * that are none; it is also ten times slower than this on long text that is not ASCII.)
 *
 * @param ascii It is known that all bytes are ASCII.
 * @param piece ASCII may come in pieces of so many characters: V8 joins them when something looks into the text.
 */
export function textOf(
  buffer: Buffer,
  start: number,
  end: number,
  ascii: boolean,
  piece: number = PIECE,
): string | undefined {
  if (end - start < LONG) {
    // Nothing has to be decoded, and nothing looked for in the text.
    if (ascii) return latin1Of(buffer, start, end)
    const text = buffer.toString('utf8', start, end)
    return text.includes('\ufffd') && !isUtf8(buffer.subarray(start, end)) ? undefined : text
  }
  if (ascii) return asciiOf(buffer, start, end, piece)
  const bytes = buffer.subarray(start, end)
  if (isAscii(bytes)) return asciiOf(buffer, start, end, piece)
  return isUtf8(bytes) ? transcode(bytes, 'utf8', 'ucs2').toString('ucs2') : undefined
}

/** What `toString` comes to, without its checks. No manual has it, but Node.js, Bun and Deno do. */
interface Direct {
  latin1Slice?(start: number, end: number): string
}

function latin1Of(buffer: Buffer & Direct, start: number, end: number): string {
  return buffer.latin1Slice?.(start, end) ?? buffer.toString('latin1', start, end)
}

function asciiOf(buffer: Buffer, start: number, end: number, piece: number): string {
  let text = ''
  for (let at = start; at < end; at += piece) {
    text += latin1Of(buffer, at, Math.min(at + piece, end))
  }
  return text
}
