import type { Cas, Exptime, Key } from '../types.js'

/**
 * The words in which generated code reads a request. What does not fit makes all that follows fail, and `end` says so:
 * a reading needs no check between.
 */
export interface RequestWords {
  /** Whether a whole line is there. Begins it. */
  line(): boolean
  /** The first word of the line. */
  verb(): string
  /** Whether these words follow. Takes them. */
  leads(words: string): boolean
  /** No command begins so. */
  unknown(): undefined
  /** The first of the readings that the line fits. */
  first<T>(...readings: readonly ((reader: this) => T | undefined)[]): T | undefined
  /** The next token is this word. */
  word(word: string): boolean
  /** The next tokens are these words. */
  words(words: string): boolean
  /** The token goes on with this text. */
  text(text: string): boolean
  /** The token ends here. */
  gap(): boolean
  /** Takes tokens that may be missing; undefined if they do not fit. */
  optional<T>(read: () => T): T | undefined
  /** Whether the next token is this word. Takes it then. */
  said(word: string): boolean
  /** A key, which names an item. */
  itemKey(until?: string): Key
  /** All keys to the end of the line, one at least. */
  itemKeys(): Key[]
  /** The bytes that a key in base64 stands for. */
  decoded(key: Key): Key
  /** The key is not this word, which a server would take for an option. */
  unlike(key: Key, word: string): void
  uint32(until?: string): number
  int32(until?: string): number
  int(until?: string): number
  float(until?: string): number
  uint64(until?: string): number | bigint
  cas(until?: string): Cas
  /** Seconds from now, or a Date where the number is a Unix time. */
  exptime(until?: string): Exptime
  /** The length of the block behind the line. */
  length(until?: string): number
  token(until?: string): string
  /** The rest of the line. */
  remainder(): string
  oneOf<const T>(words: Readonly<Record<string, T>>, until?: string): T
  /** The same value, which has to lie between these. */
  within<T extends number | bigint>(value: T, min: number, max?: number): T
  /** The same text, which has to have so many bytes. */
  sized(text: string, min: number, max?: number): string
  /** The next letter of `<flag>*`, what stands behind it being unread yet; empty behind the last. */
  nextLetter(): string
  /** Nothing stands behind the letter. */
  alone(): true
  /** The command does not have the letter. */
  stray(letter: string): void
  /** Whether the line ends here and all of it fitted. */
  end(usage: string): boolean
  /** Whether the block of so many bytes and its CRLF are there. Takes them. */
  block(length: number): boolean
  /** A copy of the block. */
  bytes(): Buffer
  /** Whether that block is there. Begins it: it is read as a line. */
  row(length: number): boolean
  /** Whether the block ends here and all of it fitted. */
  rowEnd(usage: string): boolean
}
