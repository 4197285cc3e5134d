/** A line with its line break may be as long as the client's window. */
const WINDOW = 524288

/** A part of the bytes and where the next one begins. */
export interface Cut<T> {
  readonly part: T
  readonly next: number
}

/** The line at this place, a character a byte, without its line break: LF, with or without a CR before it. */
export function lineAt(bytes: Buffer, from: number): Cut<string> | 'waiting' | 'strange' {
  const feed = bytes.indexOf('\n', from)
  const length = (feed < 0 ? bytes.length : feed + 1) - from
  if (feed < 0 && length < WINDOW) return 'waiting'
  if (feed < 0 || length > WINDOW) return 'strange'
  const line = bytes.toString('latin1', from, feed)
  return { part: line.endsWith('\r') ? line.slice(0, -1) : line, next: feed + 1 }
}

/** The block of so many bytes at this place, behind which CRLF has to stand. */
export function blockAt(
  bytes: Buffer,
  from: number,
  length: number,
): Cut<Buffer> | 'waiting' | 'strange' {
  const end = from + length
  if (bytes.length < end + 2) return 'waiting'
  if (bytes.toString('latin1', end, end + 2) !== '\r\n') return 'strange'
  return { part: bytes.subarray(from, end), next: end + 2 }
}
