import { Buffer } from 'node:buffer'

const LARGEST_CAS = '18446744073709551615'
const BASE64 = /^([a-z0-9+/]{4})*([a-z0-9+/]{2}==|[a-z0-9+/]{3}=)?$/i
const SCALAR = /^-?(0|[1-9]\d{0,15})(\.\d+)?$/
const FLOAT = /^-?\d+(\.\d+)?(e[-+]?\d+)?$/i

/** Whether a character may name a flag. */
export function isLetter(character: string): boolean {
  const code = character.charCodeAt(0) | 0x20
  return code >= 97 && code <= 122 && character.charCodeAt(0) < 128
}

/** Whether digits are those of a number from 0 to 2^64 - 1, with as many of them as such a number may have. */
export function isCas(digits: string): boolean {
  const { length } = digits
  if (length < LARGEST_CAS.length) return length > 0
  return length === LARGEST_CAS.length && digits <= LARGEST_CAS
}

/** Whether a word is a number in decimal digits, as JavaScript and C write it. */
export function isFloat(word: string): boolean {
  return FLOAT.test(word)
}

/** Whether a word is whole bytes in base64. */
export function isBase64(word: string): boolean {
  return BASE64.test(word)
}

/** A number if the text looks like one and a number can hold it, else the text. */
export function scalarOf(text: string): string | number {
  if (!SCALAR.test(text)) return text
  const value = Number(text)
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? text : value
}

/** How many bytes a word takes that a text, a space or the line ends. */
export function lengthOf(buffer: Buffer, from: number, until: string): number {
  const stop = until === '' ? 32 : until.charCodeAt(0)
  let at = from
  while (buffer[at] !== stop && buffer[at] !== 32 && buffer[at] !== 10) at++
  return (buffer[at] === 10 && buffer[at - 1] === 13 ? at - 1 : at) - from
}

/** A word without its escapes, as bytes if it is no UTF-8; undefined if one of them is none. */
export function unescaped(word: string): string | Buffer | undefined {
  try {
    return decodeURIComponent(word)
  } catch {
    if (/%(?![0-9a-f]{2})/i.test(word)) return undefined
    const text = Buffer.from(word).toString('latin1')
    const plain = text.replace(/%(..)/g, (_, code: string) => {
      return String.fromCharCode(Number.parseInt(code, 16))
    })
    return Buffer.from(plain, 'latin1')
  }
}
