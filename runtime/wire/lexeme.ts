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
