import { isAscii, isUtf8, transcode } from 'node:buffer'

/** From so many bytes on, a look at the bytes costs less than it saves. */
const LONG = 1024

/**
 * The text in a part of a buffer, or undefined if it is no UTF-8. (Node's decoder would put U+FFFD in the place of bytes
 * that are none; it is also ten times slower than this on long text that is not ASCII.)
 */
export function textOf(buffer: Buffer, start: number, end: number): string | undefined {
  if (end - start < LONG) {
    const text = buffer.toString('utf8', start, end)
    return text.includes('\ufffd') && !isUtf8(buffer.subarray(start, end)) ? undefined : text
  }
  const bytes = buffer.subarray(start, end)
  if (isAscii(bytes)) return buffer.toString('latin1', start, end)
  return isUtf8(bytes) ? transcode(bytes, 'utf8', 'ucs2').toString('ucs2') : undefined
}
