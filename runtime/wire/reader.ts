import { UnknownReplyError } from '../errors.js'
import type { Cas } from '../types.js'
import { isBase64, isCas, isFloat, scalarOf } from './lexeme.js'
import { Refusal } from './refusal.js'

const LF = 10
const CR = 13
const SPACE = 32
const MINUS = 45
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
export class Reader {
  /** The window: what has been received and not read yet is from `at` to `limit`. */
  buffer: Buffer = Buffer.alloc(0)
  at = 0
  limit = 0
  /** The last line feed in the window: a whole line is there as long as it lies behind `at`. */
  newline = -1
  /** Where the line or item in work begins: what is kept when more bytes are needed. */
  mark = 0
  /** The block that `block` found. */
  body: Buffer = this.buffer
  bodyStart = 0
  bodyEnd = 0
  /** A block with its CRLF that was received into a buffer of its own. */
  large: Buffer | undefined
  /** Where the block begins that has not come whole, and how many bytes it takes with its CRLF; 0: none. */
  wantsAt = 0
  wants = 0
  /** Why the bytes make no sense at all. */
  broken: string | undefined

  #failed = false
  /** Where the line begins that `another` found. */
  #following = 0
  readonly #errors: ErrorLines

  constructor(errors: ErrorLines) {
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
    this.#failed = false
  }

  /** Begins an alternative whose first token is this word. */
  is(word: string): boolean {
    this.at = this.mark
    this.#failed = false
    return this.#text(word) && this.#gap()
  }

  /** Begins an alternative whose first token begins with this text. */
  opens(text: string): boolean {
    this.at = this.mark
    this.#failed = false
    return this.#text(text)
  }

  /** The next token is this word. */
  word(word: string): boolean {
    return this.#text(word) && this.#gap()
  }

  /** The token goes on with this text. */
  text(text: string): boolean {
    return this.#text(text)
  }

  /** The token ends here. */
  gap(): boolean {
    return this.#gap()
  }

  /** Whether the line has another token. */
  rest(): boolean {
    const { buffer, at } = this
    const isEnd = buffer[at] === LF || (buffer[at] === CR && buffer[at + 1] === LF)
    return !isEnd && !this.#failed
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
    if (!this.#failed) return value
    this.at = from
    this.#failed = false
    return undefined
  }

  /** The line ends here and everything in it fitted. */
  end(): boolean {
    if (this.#failed) return false
    let at = this.at
    if (this.buffer[at] === CR) at++
    if (this.buffer[at] !== LF) return false
    this.at = at + 1
    return true
  }

  /** A whole number from 0 to 4294967295. */
  uint32(until = ''): number {
    return this.#number(0, 4294967295, until)
  }

  /** A whole number from -2147483648 to 2147483647. */
  int32(until = ''): number {
    return this.#number(-2147483648, 2147483647, until)
  }

  /** A whole number that a number can hold. */
  int(until = ''): number {
    return this.#number(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, until)
  }

  /** The length of a block. */
  length(until = ''): number {
    return this.#number(0, 2147483647, until)
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
      if (at === from) this.#failed = true
      this.#close(until)
      return value
    }
    const digits = this.#digits(from)
    this.#close(until)
    const exact = BigInt(digits)
    if (exact >= 2n ** 64n) this.#failed = true
    return exact <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(exact) : exact
  }

  /** A cas token: a whole number from 0 to 2^64 - 1, kept as it is written. */
  cas(until = ''): Cas {
    const digits = this.#digits(this.at)
    if (!isCas(digits)) this.#failed = true
    this.#close(until)
    return digits as unknown as Cas
  }

  float(until = ''): number {
    const word = this.#word(until)
    if (!isFloat(word)) this.#failed = true
    return Number(word)
  }

  /** One word. */
  token(until = ''): string {
    const word = this.#word(until)
    if (word === '') this.#failed = true
    return word
  }

  /** One word in which `%20` stands for a space. */
  uri(until = ''): string {
    const word = this.token(until)
    try {
      return decodeURIComponent(word)
    } catch {
      this.#failed = true
      return word
    }
  }

  /** One word that holds bytes. */
  base64(until = ''): Buffer {
    const word = this.token(until)
    if (!isBase64(word)) this.#failed = true
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

  /** One of these words: the value that it stands for. */
  oneOf<const T>(words: Readonly<Record<string, T>>, until = ''): T {
    const word = this.#word(until)
    if (!Object.hasOwn(words, word)) this.#failed = true
    return words[word] as T
  }

  /** The key of the request: its index among the keys that were asked for, searched from the one that is expected next. */
  key(keys: readonly string[], next = 0, until = ''): number {
    const from = this.at
    for (let i = 0; i < keys.length; i++) {
      const index = next + i < keys.length ? next + i : next + i - keys.length
      this.at = from
      this.#failed = false
      if (this.#text(keys[index] as string) && this.#close(until)) return index
    }
    this.#failed = true
    return 0
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

  #number(min: number, max: number, until: string): number {
    let at = this.at
    const negative = min < 0 && this.buffer[at] === MINUS
    if (negative) at++
    const from = at
    let value = 0
    // What a number cannot hold exactly is out of every range.
    for (; ; at++) {
      const byte = this.buffer[at] as number
      if (byte < DIGIT_0 || byte > DIGIT_9) break
      value = value * 10 + (byte - DIGIT_0)
    }
    if (at === from) this.#failed = true
    this.at = at
    if (negative) value = 0 - value
    if (value < min || value > max) this.#failed = true
    this.#close(until)
    return value
  }

  #digits(from: number): string {
    let at = from
    for (;;) {
      const byte = this.buffer[at] as number
      if (byte < DIGIT_0 || byte > DIGIT_9) break
      at++
    }
    this.at = at
    return this.buffer.toString('latin1', from, at)
  }

  #word(until: string): string {
    const from = this.at
    const stop = until === '' ? SPACE : until.charCodeAt(0)
    let at = from
    for (;;) {
      const byte = this.buffer[at] as number
      if (byte === stop || byte === SPACE || byte === LF) break
      at++
    }
    if (this.buffer[at] === LF && at > from && this.buffer[at - 1] === CR) at--
    this.at = at
    const word = this.buffer.toString('utf8', from, at)
    this.#close(until)
    return word
  }

  #text(text: string): boolean {
    const { buffer, at } = this
    const { length } = text
    if (at + length > this.newline) {
      this.#failed = true
      return false
    }
    for (let i = 0; i < length; i++) {
      if (buffer[at + i] !== text.charCodeAt(i)) {
        this.#failed = true
        return false
      }
    }
    this.at = at + length
    return !this.#failed
  }

  #close(until: string): boolean {
    return until === '' ? this.#gap() : this.#text(until)
  }

  #gap(): boolean {
    const { buffer } = this
    let at = this.at
    const byte = buffer[at]
    if (byte === SPACE) {
      do at++
      while (buffer[at] === SPACE)
      this.at = at
      return !this.#failed
    }
    if (byte === LF || (byte === CR && buffer[at + 1] === LF)) return !this.#failed
    this.#failed = true
    return false
  }
}
