import { Buffer, isUtf8 } from 'node:buffer'
import { UnknownReplyError } from '../errors.js'
import type { Cas, Key } from '../types.js'
import { type Known, type Said, saidAs } from './known.js'
import { isBase64, isCas, isFloat, isLetter, lengthOf, scalarOf, unescaped } from './lexeme.js'
import { Refusal } from './refusal.js'
import { Window } from './window.js'

const LF = 10
const CR = 13
const DIGIT_0 = 48
const DIGIT_9 = 57

/** Reads an error line that any command may get; undefined if the line is none. */
export type ErrorLines = (reader: Reader) => Refusal | undefined

/**
 * The words in which generated parsers read a reply.
 *
 * A parser asks for a line, then tries one alternative after the other: `is('VALUE')` begins one, each read takes a
 * token with the spaces behind it, `end()` tells whether everything fitted. A read that does not fit makes the rest of
 * its alternative fail, so that parsers need no check between.
 */
export class Reader extends Window {
  /** Where the line begins that `another` found. */
  #following = 0
  readonly #errors: ErrorLines

  constructor(errors: ErrorLines) {
    super()
    this.#errors = errors
  }

  /** Whether a whole line is there. Begins it. */
  line(): boolean {
    // A block in a buffer of its own is kept as long as its item is read again from the start.
    if (this.at !== this.mark) this.large = undefined
    this.mark = this.at
    this.wants = 0
    return this.at <= this.newline
  }

  /** Whether one more whole line is there, which belongs to the same item. */
  another(): boolean {
    this.#following = this.at
    return this.at <= this.newline
  }

  /** That line does not fit, so that nobody knows where the next reply begins. */
  astray(expected: string): Refusal {
    this.at = this.#following
    return this.#unknown(expected)
  }

  /** Begins an alternative: goes back to the start of the line. */
  start(): void {
    this.at = this.mark
    this.failed = false
  }

  /** Begins an alternative whose first token is this word. */
  is(word: string): boolean {
    this.at = this.mark
    this.failed = false
    return this.passText(word) && this.passGap()
  }

  /** Begins an alternative whose first token begins with this text. */
  opens(text: string): boolean {
    this.at = this.mark
    this.failed = false
    return this.passText(text)
  }

  /** The next token is this word. */
  word(word: string): boolean {
    return this.passText(word) && this.passGap()
  }

  /** The token goes on with this text. */
  text(text: string): boolean {
    return this.passText(text)
  }

  /** The token ends here. */
  gap(): boolean {
    return this.passGap()
  }

  /** Whether the line has another token. */
  rest(): boolean {
    const { buffer, at } = this
    const isEnd = buffer[at] === LF || (buffer[at] === CR && buffer[at + 1] === LF)
    return !isEnd && !this.failed
  }

  /** The next tokens are these words. */
  words(words: string): boolean {
    let from = 0
    for (let to = words.indexOf(' '); to > 0; to = words.indexOf(' ', from)) {
      if (!this.word(words.slice(from, to))) return false
      from = to + 1
    }
    return this.word(words.slice(from))
  }

  /** Takes tokens that may be missing; undefined, and back to where they would begin, if they do not fit. */
  optional<T>(read: () => T): T | undefined {
    if (!this.rest()) return undefined
    const from = this.at
    const value = read()
    if (!this.failed) return value
    this.at = from
    this.failed = false
    return undefined
  }

  /** The line ends here and everything in it fitted. */
  end(): boolean {
    if (this.failed) return false
    let at = this.at
    if (this.buffer[at] === CR) at++
    if (this.buffer[at] !== LF) return false
    this.at = at + 1
    return true
  }

  /** A whole number from 0 to 4294967295. */
  uint32(until = ''): number {
    return this.numberIn(0, 4294967295, until)
  }

  /** A whole number from -2147483648 to 2147483647. */
  int32(until = ''): number {
    return this.numberIn(-2147483648, 2147483647, until)
  }

  /** A whole number that a number can hold. */
  int(until = ''): number {
    return this.numberIn(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, until)
  }

  /** The length of a block. */
  length(until = ''): number {
    return this.numberIn(0, 2147483647, until)
  }

  /** A whole number from 0 to 2^64 - 1, as a bigint where a number cannot hold it. */
  uint64(until = ''): number | bigint {
    const from = this.at
    let value = 0
    let at = from
    for (; at - from < 15; at++) {
      const byte = this.buffer[at] as number
      if (byte < DIGIT_0 || byte > DIGIT_9) break
      value = value * 10 + (byte - DIGIT_0)
    }
    this.at = at
    if (at - from < 15) {
      if (at === from) this.failed = true
      this.passTo(until)
      return value
    }
    const digits = this.digits(from)
    this.passTo(until)
    const exact = BigInt(digits)
    if (exact >= 2n ** 64n) this.failed = true
    return exact <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(exact) : exact
  }

  /** A cas token: a whole number from 0 to 2^64 - 1, kept as it is written. */
  cas(until = ''): Cas {
    const digits = this.digits(this.at)
    if (!isCas(digits)) this.failed = true
    this.passTo(until)
    return digits as unknown as Cas
  }

  float(until = ''): number {
    const word = this.wordTo(until)
    if (!isFloat(word)) this.failed = true
    return Number(word)
  }

  /** One word. */
  token(until = ''): string {
    const word = this.wordTo(until)
    if (word === '') this.failed = true
    return word
  }

  /** One word that names an item: its bytes, where they are no UTF-8. */
  name(until = ''): string | Buffer {
    const from = this.at
    const word = this.token(until)
    if (!word.includes('\ufffd')) return word
    const bytes = this.buffer.subarray(from, from + lengthOf(this.buffer, from, until))
    return isUtf8(bytes) ? word : Buffer.from(bytes)
  }

  /** The same, in a word in which `%20` stands for a space. */
  uri(until = ''): string | Buffer {
    const name = this.name(until)
    if (typeof name !== 'string' || !name.includes('%')) return name
    const decoded = unescaped(name)
    if (decoded === undefined) this.failed = true
    return decoded ?? name
  }

  /** One word that holds bytes. */
  base64(until = ''): Buffer {
    const word = this.token(until)
    if (!isBase64(word)) this.failed = true
    return Buffer.from(word, 'base64')
  }

  /** The rest of the line, which may be empty. */
  remainder(): string {
    const from = this.at
    let to = this.buffer.indexOf(LF, from)
    this.at = to
    if (to > from && this.buffer[to - 1] === CR) this.at = --to
    return this.buffer.toString('utf8', from, to)
  }

  /** The rest of the line: a number if it looks like one. */
  scalar(): string | number {
    return scalarOf(this.remainder())
  }

  /** What is said of a name: as it is known of it, or nothing if it is not; of another name a number if it looks like one. */
  known(name: string, known: Known): Said | undefined {
    const as = Object.hasOwn(known, name) ? known[name] : undefined
    return as === undefined ? this.scalar() : saidAs(as, this.remainder())
  }

  /** One of these words: the value that it stands for. */
  oneOf<const T>(words: Readonly<Record<string, T>>, until = ''): T {
    const word = this.wordTo(until)
    if (!Object.hasOwn(words, word)) this.failed = true
    return words[word] as T
  }

  /** The key of the request: its index among the keys that were asked for, searched from the one that is expected next. */
  key(keys: readonly string[], next = 0, until = ''): number {
    if (this.failed) return 0
    const from = this.at
    for (let i = 0; i < keys.length; i++) {
      const index = next + i < keys.length ? next + i : next + i - keys.length
      this.at = from
      this.failed = false
      if (this.passText(keys[index] as string) && this.passTo(until)) return index
    }
    this.failed = true
    return 0
  }

  /**
   * The letter of the next flag, what stands behind it being unread yet; empty at the end of the line, `?` for a letter
   * that the line does not carry.
   */
  flag(carried?: string): string {
    if (!this.rest()) return ''
    const letter = String.fromCharCode(this.buffer[this.at] as number)
    if (!isLetter(letter)) {
      this.failed = true
      return ''
    }
    this.at++
    return carried === undefined || carried.includes(letter) ? letter : '?'
  }

  /** What stands behind a letter somewhere in the line; undefined if it is not there. Leaves the place as it is. */
  echo(letter: string): string | undefined {
    const line = this.buffer.toString('latin1', this.mark, this.buffer.indexOf(LF, this.mark))
    const found = line.split(/[ \r]/).find((word, i) => i > 0 && word.startsWith(letter))
    return found?.slice(letter.length)
  }

  /** Nothing stands behind the letter of a flag. */
  alone(): true {
    this.passGap()
    return true
  }

  /** What was sent, byte for byte. */
  same(text: string | undefined): string {
    const isSame = this.passText(Buffer.from(text ?? '').toString('latin1')) && this.passGap()
    if (!isSame || text === undefined) this.failed = true
    return text ?? ''
  }

  /** The key of the request, as text or as base64: the caller's own. */
  own({ key, ownKey }: { readonly key: string; readonly ownKey: Key | undefined }): Key {
    const from = this.at
    if (!this.passText(key) || !this.passGap()) {
      this.at = from
      this.failed = false
      if (this.passText(Buffer.from(key, 'latin1').toString('base64'))) this.passGap()
    }
    return ownKey as Key
  }

  /** Passes over the rest of a word. */
  skip(): void {
    this.wordTo('')
  }

  /** Whether the block of so many bytes and its CRLF are there. Takes them. */
  block(length: number): boolean {
    if (this.large) {
      this.body = this.large
      this.bodyStart = 0
      this.bodyEnd = length
      return this.#closesBlock(length)
    }
    if (this.limit - this.at < length + 2) {
      this.wantsAt = this.at
      this.wants = length + 2
      return false
    }
    this.body = this.buffer
    this.bodyStart = this.at
    this.bodyEnd = this.at + length
    this.at = this.bodyEnd + 2
    return this.#closesBlock(length)
  }

  /** A copy of the block. */
  bytes(): Buffer {
    return Buffer.from(this.body.subarray(this.bodyStart, this.bodyEnd))
  }

  /** The block as text. */
  bodyText(): string {
    return this.body.toString('utf8', this.bodyStart, this.bodyEnd)
  }

  /** The same, of a block that has to be a whole number from 0 to 2^64 - 1. */
  blockOfDigits(length: number): boolean {
    if (!this.block(length)) return false
    const text = this.bodyText()
    if (/^\d{1,20} *$/.test(text) && BigInt(text) < 2n ** 64n) return true
    this.broken = `the block ${JSON.stringify(text.slice(0, 32))} is not a whole number of 64 bits`
    return false
  }

  /** The block as a number, or as a bigint where a number cannot hold it. */
  bodyUint64(): number | bigint {
    const exact = BigInt(this.bodyText())
    return exact <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(exact) : exact
  }

  /** An error line that any command may get, if the line is one; for alternatives that begin with any word. */
  errorLine(): Refusal | undefined {
    this.start()
    const refusal = this.#errors(this)
    if (!refusal) this.start()
    return refusal
  }

  /** No alternative fitted: an error line that any command may get, or bytes that are no reply at all. */
  refusal(expected: string): Refusal {
    return this.errorLine() ?? this.#unknown(expected)
  }

  #unknown(expected: string): Refusal {
    const found = this.remainder().slice(0, 64)
    const reason = `expected ${expected}, got ${JSON.stringify(found)}`
    return new Refusal(UnknownReplyError, found, 'always', reason)
  }

  #closesBlock(length: number): boolean {
    if (this.body[this.bodyEnd] === CR && this.body[this.bodyEnd + 1] === LF) return true
    this.broken = `the block of ${length} bytes does not end with CRLF`
    return false
  }
}
