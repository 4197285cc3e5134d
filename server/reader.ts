import type { Exptime, Key } from '../runtime/types.js'
import { isBase64 } from '../runtime/wire/lexeme.js'
import { Reader } from '../runtime/wire/reader.js'
import type { RequestWords } from '../runtime/wire/words.js'

const LF = 10
const SPACE = 32
/** The longest key on the wire, in bytes. */
const LONGEST_KEY = 250
/** Up to 30 days the number is a distance, above a Unix time; in seconds. */
const LONGEST_RELATIVE = 2592000
/** Bytes that no word has. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const CONTROL = /[\0-\x1f\x7f]/
const FOREIGN = /[^\0-\x7f]/

/** Reads requests out of a window of bytes, in the words of generated code. */
export class RequestReader extends Reader implements RequestWords {
  /** Why the request cannot be read; undefined if it can, or if not all of it has come. */
  refused: string | undefined
  readonly #letters = new Set<string>()

  constructor() {
    // A request is never an error line.
    super(() => undefined)
  }

  /** A window that holds these bytes. */
  static of(bytes: Buffer): RequestReader {
    const reader = new RequestReader()
    reader.show(bytes)
    return reader
  }

  /** Puts these bytes into the window. */
  show(bytes: Buffer): void {
    this.buffer = bytes
    this.at = this.mark = 0
    this.limit = bytes.length
    this.newline = bytes.lastIndexOf(LF)
  }

  /**
   * The next request. Undefined if it has not come whole, so that more is needed; or if it cannot be read, as `refused`
   * says then: its line is passed over, and what follows may be a block that it announced.
   */
  next<T>(read: (reader: this) => T | undefined): T | undefined {
    const received = read(this)
    if (received !== undefined) return received
    this.at = this.refused === undefined ? this.mark : this.buffer.indexOf(LF, this.mark) + 1
    return undefined
  }

  override line(): boolean {
    this.refused = undefined
    this.#letters.clear()
    if (!super.line()) return false
    this.start()
    return true
  }

  verb(): string {
    return super.token()
  }

  leads(words: string): boolean {
    const from = this.at
    if (this.words(words)) return true
    this.start()
    this.at = from
    return false
  }

  unknown(): undefined {
    this.#refuse(`no command begins with ${JSON.stringify(this.#line())}`)
  }

  first<T>(...readings: readonly ((reader: this) => T | undefined)[]): T | undefined {
    const from = this.at
    for (const reading of readings) {
      this.start()
      this.at = from
      this.refused = undefined
      this.#letters.clear()
      const received = reading(this)
      if (received !== undefined || this.refused === undefined) return received
    }
    return undefined
  }

  said(word: string): boolean {
    return this.optional(() => this.word(word)) === true
  }

  itemKey(until = ''): Key {
    const from = this.at
    const bytes = this.buffer.subarray(
      from,
      until === '' ? this.#word(from) : this.#stem(from, until),
    )
    const text = bytes.toString('latin1')
    if (text.length > LONGEST_KEY) this.#refuse(`a key of ${text.length} bytes`)
    else if (CONTROL.test(text)) this.#refuse('a key with a control byte')
    else if (text === '') this.failed = true
    return FOREIGN.test(text) ? Buffer.from(bytes) : text
  }

  itemKeys(): Key[] {
    const keys = [this.itemKey()]
    while (this.rest()) keys.push(this.itemKey())
    return keys
  }

  decoded(key: Key): Key {
    const text = String(key)
    if (!isBase64(text)) this.#refuse(`${JSON.stringify(text)} is no base64`)
    return Buffer.from(text, 'base64')
  }

  unlike(key: Key, word: string): void {
    if (key === word) this.#refuse(`the key ${word} is taken for the option of that name`)
  }

  exptime(until = ''): Exptime {
    const seconds = this.int(until)
    return seconds > LONGEST_RELATIVE ? new Date(seconds * 1000) : seconds
  }

  override token(until = ''): string {
    const from = this.at
    return this.#plain(from, super.token(until))
  }

  override remainder(): string {
    const from = this.at
    return this.#plain(from, super.remainder())
  }

  within<T extends number | bigint>(value: T, min: number, max: number = Infinity): T {
    if (value < min || value > max) this.#refuse(`${value} is not from ${min} to ${max}`)
    return value
  }

  sized(text: string, min: number, max: number = Infinity): string {
    const length = Buffer.byteLength(text)
    if (length < min || length > max)
      this.#refuse(`a word of ${length} bytes, not ${min} to ${max}`)
    return text
  }

  nextLetter(): string {
    const letter = this.flag()
    if (this.#letters.has(letter)) this.#refuse(`the flag ${letter} stands twice`)
    if (letter !== '') this.#letters.add(letter)
    return letter
  }

  stray(letter: string): void {
    this.#refuse(`there is no flag ${JSON.stringify(letter)}`)
  }

  override end(usage = ''): boolean {
    if (super.end()) {
      // An optional token may have been tried in vain.
      this.refused = undefined
      return true
    }
    this.#refuse(`expected ${usage}, got ${JSON.stringify(this.#line())}`)
    return false
  }

  override block(length: number): boolean {
    if (super.block(length)) return true
    // It is one request whose bytes are no block: the reader could go on behind it.
    if (this.broken !== undefined) this.#refuse(this.broken)
    this.broken = undefined
    return false
  }

  row(length: number): boolean {
    if (!this.block(length)) return false
    this.at = this.bodyStart
    return true
  }

  rowEnd(usage: string): boolean {
    if (!this.end(usage)) return false
    if (this.at === this.bodyEnd + 2) return true
    this.#refuse('a line break within the block')
    return false
  }

  /** Words of UTF-8 without control bytes, or none. */
  #plain(from: number, text: string): string {
    const bytes = Buffer.from(text)
    const isWhole = bytes.equals(this.buffer.subarray(from, from + bytes.length))
    if (text === '') this.failed = true
    else if (CONTROL.test(text)) this.#refuse('a word with a control byte')
    else if (!isWhole) this.#refuse('a word that is no UTF-8')
    return text
  }

  /** Passes a word; where it ends. */
  #word(from: number): number {
    super.token()
    let end = this.at
    while (end > from && this.buffer[end - 1] === SPACE) end--
    return end
  }

  /** Passes the part of a word before this text; where it ends. A key may have the text in it: it ends before the last. */
  #stem(from: number, until: string): number {
    const [word = ''] = this.buffer.toString('latin1', from, this.newline).split(/[ \n]/, 1)
    const length = word.lastIndexOf(until)
    if (length < 0) this.failed = true
    const end = from + Math.max(length, 0)
    this.at = end + until.length
    return end
  }

  /** The line as far as a report shows it. */
  #line(): string {
    const end = this.buffer.indexOf(LF, this.mark)
    const text = this.buffer.toString('latin1', this.mark, end).trimEnd()
    return text.length > 48 ? `${text.slice(0, 48)}…` : text
  }

  #refuse(reason: string): void {
    this.refused ??= reason
    this.failed = true
  }
}
