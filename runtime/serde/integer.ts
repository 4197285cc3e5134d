const SPACE = 0x20
const TAB = 0x09
const CR = 0x0d
const PLUS = 0x2b
const MINUS = 0x2d
const DIGIT_0 = 0x30
const DIGIT_9 = 0x39
/** So many digits a number holds exactly, whatever they are. */
const EXACT = 15

/**
 * The integer in a part of a buffer: a number where that is exact, else a bigint; undefined if it is none. Spaces around
 * it are passed over: memcached leaves some behind when a counter gets shorter.
 */
export function integerOf(buffer: Buffer, start: number, end: number): number | bigint | undefined {
  let at = start
  let last = end
  while (at < last && isSpace(buffer[at] as number)) at++
  while (last > at && isSpace(buffer[last - 1] as number)) last--
  if (at === last) return undefined
  const sign = buffer[at]
  if (sign === MINUS || sign === PLUS) at++
  if (at === last) return undefined
  let value = 0
  for (let i = at; i < last; i++) {
    const byte = buffer[i] as number
    if (byte < DIGIT_0 || byte > DIGIT_9) return undefined
    value = value * 10 + byte - DIGIT_0
  }
  if (last - at <= EXACT) return sign === MINUS ? 0 - value : value
  const size = BigInt(buffer.toString('latin1', at, last))
  const exact = sign === MINUS ? -size : size
  const number = Number(exact)
  return Number.isSafeInteger(number) ? number : exact
}

function isSpace(byte: number): boolean {
  return byte === SPACE || (byte >= TAB && byte <= CR)
}
