import { isFloat } from './lexeme.js'

const DIGITS = /^-?\d+$/

/** How what is said of a name is read: as this, or as one of these words. */
export type Known = Readonly<Record<string, KnownAs>>
type KnownAs = 'number' | 'uint64' | 'text' | Readonly<Record<string, string | number | boolean>>

/** What is said of a name; a bigint is a number of 64 bits, however small. */
export type Said = string | number | boolean | bigint

/** What a text says of a known name; undefined if it is nothing that can be said of it. */
export function saidAs(as: KnownAs, text: string): Said | undefined {
  if (as === 'text') return text
  const word = spaceless(text)
  if (typeof as === 'object') return Object.hasOwn(as, word) ? as[word] : undefined
  if (as === 'uint64' && DIGITS.test(word)) return BigInt(word)
  const value = isFloat(word) ? Number(word) : Number.NaN
  if (Number.isSafeInteger(value)) return as === 'uint64' ? BigInt(value) : value
  // What is whole and more than a number holds would be another number.
  return Number.isFinite(value) && !Number.isInteger(value) ? value : undefined
}

/** Without the spaces at its end; a pattern would take forever where there are many in the middle. */
function spaceless(text: string): string {
  let end = text.length
  while (text[end - 1] === ' ') end--
  return text.slice(0, end)
}

/** Adds what is said of a name, if anything is. Whatever the name is, it becomes a member and no more: `__proto__` too. */
export function say<T extends object>(
  all: T,
  name: string,
  said: Said | undefined,
  request: { uint64(value: number | bigint, name: string): number | bigint },
): T {
  if (said === undefined) return all
  const value = typeof said === 'bigint' ? request.uint64(narrowed(said), name) : said
  return Object.defineProperty(all, name, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  })
}

/** A number, if one can hold it. */
function narrowed(value: bigint): number | bigint {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}
