import { Buffer } from 'node:buffer'
import { Ascii } from './ascii.js'

const LF = 10
const CR = 13
const SPACE = 32
const MINUS = 45
const DIGIT_0 = 48
const DIGIT_9 = 57

/** The bytes that a reader looks at, and the steps in which it goes through them. */
export class Window {
  /** What has been received and not read yet is from `at` to `limit`. */
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

  readonly ascii: Ascii = new Ascii()

  /** Whether something did not fit since the alternative began. */
  protected failed = false

  /** A whole number within bounds, and what ends it. */
  protected numberIn(min: number, max: number, until: string): number {
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
    if (at === from) this.failed = true
    this.at = at
    if (negative) value = 0 - value
    if (value < min || value > max) this.failed = true
    this.passTo(until)
    return value
  }

  /** Digits from here on. */
  protected digits(from: number): string {
    let at = from
    for (;;) {
      const byte = this.buffer[at] as number
      if (byte < DIGIT_0 || byte > DIGIT_9) break
      at++
    }
    this.at = at
    return this.buffer.toString('latin1', from, at)
  }

  /** A word in UTF-8, and what ends it. */
  protected wordTo(until: string): string {
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
    this.passTo(until)
    return word
  }

  /** This very text. */
  protected passText(text: string): boolean {
    const { buffer, at } = this
    const { length } = text
    if (at + length > this.newline) {
      this.failed = true
      return false
    }
    for (let i = 0; i < length; i++) {
      if (buffer[at + i] !== text.charCodeAt(i)) {
        this.failed = true
        return false
      }
    }
    this.at = at + length
    return !this.failed
  }

  /** What ends a token: a text behind it, or a space or the end of the line. */
  protected passTo(until: string): boolean {
    return until === '' ? this.passGap() : this.passText(until)
  }

  /** Spaces, or the end of the line. */
  protected passGap(): boolean {
    const { buffer } = this
    let at = this.at
    const byte = buffer[at]
    if (byte === SPACE) {
      do at++
      while (buffer[at] === SPACE)
      this.at = at
      return !this.failed
    }
    if (byte === LF || (byte === CR && buffer[at + 1] === LF)) return !this.failed
    this.failed = true
    return false
  }
}
