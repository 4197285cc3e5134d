import { Buffer } from 'node:buffer'
import { giveBack } from './loan.js'
import { Shelf } from './shelf.js'
import { MARGIN, MARGIN_BEHIND, utf8Of } from './utf8.js'

const SPACE = 32
const CR = 13
const LF = 10
const DIGIT_0 = 48
/** A space and the longest number. */
const NUMBER = 26

/** A block longer than this is written by itself, not copied among the small requests. */
export const LARGE: number = 16 * 1024
/** How much a part of many small requests may hold. */
const SLAB = 64 * 1024
/** A flush takes no more bytes than this, so that a turn does not last too long. */
export const FLUSH: number = 256 * 1024
/** Of many bytes the server gets the first while the rest is put together. */
export const STEP: number = 32 * 1024
/** How many of the buffers for them are kept for the next flush. */
const SPARE = 4
/** From so many characters on the system's copy is faster than a loop. */
const LONG = 24
/** UTF-8 has at most so many bytes for a character of a string. */
const WIDEST = 3
/** Room that is left: a presumed length may turn out to have one more digit. */
const SLACK = 4

/**
 * The words in which generated encoders write a request. What has been written is taken out in parts, each a buffer
 * that comes back through `recycle` once the socket is done with it.
 */
export class Writer {
  #slab: Buffer = Buffer.allocUnsafeSlow(SLAB)
  #at = 0
  #parts: Buffer[] = []
  #spare: Buffer[] = []
  readonly #large = new Shelf()
  #length = 0
  /** The bytes of long text whose length was written last. */
  #encoded: Buffer | undefined
  /** The text whose length was written last as if it were ASCII. To count its bytes takes as long as to write them. */
  #presumed: string | undefined
  /** Where that length stands. */
  #digits = 0
  #cutOff = 0
  readonly #marked = { slab: this.#slab, at: 0, parts: 0, cutOff: 0 }
  readonly #given = new WeakSet<Buffer>()

  /** The first word of a line. */
  begin(word: string): void {
    this.#room(word.length)
    this.#ascii(word)
  }

  /** Another word of the line. */
  word(word: string): void {
    this.#room(word.length + 1)
    this.#slab[this.#at++] = SPACE
    this.#ascii(word)
  }

  /** A key in its wire form, a character a byte. */
  key(key: string): void {
    this.word(key)
  }

  /** A key that touches what stands before it. */
  touchingKey(key: string): void {
    this.begin(key)
  }

  /** A word or words in UTF-8. */
  utf8(text: string): void {
    const length = Buffer.byteLength(text)
    this.#room(length + 1)
    this.#slab[this.#at++] = SPACE
    this.#at += this.#slab.write(text, this.#at, length, 'utf8')
  }

  /** Text in UTF-8 that touches what stands before it. */
  verbatim(text: string): void {
    const length = Buffer.byteLength(text)
    this.#room(length)
    this.#at += this.#slab.write(text, this.#at, length, 'utf8')
  }

  /** A number; a fraction too, where the spec takes one. */
  integer(value: number | bigint): void {
    this.#room(NUMBER)
    this.#slab[this.#at++] = SPACE
    this.#number(value)
  }

  /** A letter and the number behind it. */
  flag(letter: string, value: number | bigint): void {
    this.#room(letter.length + NUMBER)
    this.#slab[this.#at++] = SPACE
    this.#ascii(letter)
    this.#number(value)
  }

  /** The length of the block that follows the line. */
  length(block: Uint8Array | string): void {
    this.#room(NUMBER)
    this.#slab[this.#at++] = SPACE
    this.touchingLength(block)
  }

  /** That length where it touches what stands before it. */
  touchingLength(block: Uint8Array | string): void {
    this.#room(NUMBER)
    this.#announce(block)
    this.#digits = this.#at
    this.#number(this.#length)
  }

  /** The end of a line. */
  end(): void {
    this.#room(2)
    this.#slab[this.#at++] = CR
    this.#slab[this.#at++] = LF
  }

  /** The block whose length was written last, and its CRLF. Bytes are not changed any more: long ones are not copied. */
  block(block: Uint8Array | string): void {
    if (this.#presumed !== undefined) {
      const most = WIDEST * this.#presumed.length
      if (this.#at + most + SLACK <= this.#slab.length) {
        this.#text(this.#presumed)
        return
      }
      this.#count()
    }
    const length = this.#length
    if (this.#encoded !== undefined && this.#at <= MARGIN) {
      this.#frame(this.#encoded)
      return
    }
    if (length > LARGE) {
      const part = this.#partOf(block, length)
      this.#cut()
      this.#parts.push(part)
      this.#cutOff += length
    } else {
      this.#room(length)
      if (typeof block === 'string') this.#slab.write(block, this.#at, length, 'utf8')
      else this.#slab.set(block, this.#at)
      this.#at += length
    }
    this.end()
  }

  /** How many bytes wait to be taken. */
  get size(): number {
    return this.#cutOff + this.#at
  }

  /** What has been written since the last time, in the order of the wire. */
  take(): Buffer[] {
    this.#cut()
    const parts = this.#parts
    this.#parts = []
    this.#cutOff = 0
    return parts
  }

  /** Gives a part back whose bytes the socket has read. */
  recycle(part: Buffer): void {
    const { buffer } = part
    if (this.#given.delete(part)) giveBack(part)
    else if (buffer.byteLength !== SLAB) this.#large.put(part)
    else if (this.#spare.length < SPARE) this.#spare.push(Buffer.from(buffer))
  }

  /** What follows may be taken back. */
  mark(): void {
    const marked = this.#marked
    marked.slab = this.#slab
    marked.at = this.#at
    marked.parts = this.#parts.length
    marked.cutOff = this.#cutOff
  }

  /** Takes back what has been written since the mark. */
  rollBack(): void {
    const { slab, at, parts, cutOff } = this.#marked
    this.#slab = slab
    this.#at = at
    this.#parts.length = parts
    this.#cutOff = cutOff
    this.#presumed = undefined
  }

  /** Throws away what has been written and not taken. */
  clear(): void {
    this.#parts = []
    this.#at = this.#cutOff = 0
    this.#presumed = undefined
  }

  #announce(block: Uint8Array | string): void {
    this.#encoded = this.#presumed = undefined
    if (typeof block !== 'string') this.#length = block.byteLength
    else if (block.length <= LARGE) {
      this.#presumed = block
      this.#length = block.length
    } else {
      this.#encoded = utf8Of(block, this.#large)
      this.#length = this.#encoded.byteLength
    }
  }

  /** Short text behind a line that bears its presumed length, and CRLF. */
  #text(text: string): void {
    const from = this.#at
    this.#at += this.#slab.write(text, from, WIDEST * text.length, 'utf8')
    this.#presumed = undefined
    this.#correct(this.#at - from)
    this.end()
  }

  /** Long text in its own part, with what stands before it and CRLF: the socket gets one buffer and not three. */
  #frame({ buffer, byteLength }: Buffer): void {
    const head = this.#at
    const part = Buffer.from(buffer, MARGIN - head, head + byteLength + MARGIN_BEHIND)
    part.set(this.#slab.subarray(0, head))
    part[part.length - 2] = CR
    part[part.length - 1] = LF
    this.#parts.push(part)
    this.#cutOff += part.length
    this.#at = 0
  }

  /** Counts the bytes of the text whose length is presumed, before the line is out of reach. */
  #count(): void {
    const text = this.#presumed as string
    this.#presumed = undefined
    this.#correct(Buffer.byteLength(text))
  }

  /** Puts the length of a block right. What stands behind it moves if that takes more digits. */
  #correct(length: number): void {
    if (length === this.#length) return
    const from = this.#digits + String(this.#length).length
    const digits = String(length)
    const to = this.#digits + digits.length
    this.#slab.copyWithin(to, from, this.#at)
    this.#at += to - from
    this.#slab.write(digits, this.#digits, 'latin1')
    this.#length = length
  }

  #room(length: number): void {
    const needed = length + SLACK
    if (this.#at + needed > this.#slab.length) {
      if (this.#presumed !== undefined) this.#count()
      this.#cut()
      if (needed > SLAB) this.#slab = Buffer.allocUnsafeSlow(needed)
    }
  }

  #cut(): void {
    if (this.#at === 0) return
    this.#parts.push(this.#slab.subarray(0, this.#at))
    this.#cutOff += this.#at
    this.#slab = this.#spare.pop() ?? Buffer.allocUnsafeSlow(SLAB)
    this.#at = 0
  }

  #partOf(block: Uint8Array | string, length: number): Buffer {
    if (typeof block === 'string') return this.#encoded ?? utf8Of(block, this.#large)
    const part = Buffer.from(block.buffer, block.byteOffset, length)
    this.#given.add(part)
    return part
  }

  #number(value: number | bigint): void {
    // Digit by digit, in 32 bits: a string of a number for each call costs more.
    if (typeof value !== 'number' || value < 0 || (value | 0) !== value) {
      this.#ascii(String(value))
      return
    }
    const slab = this.#slab
    let end = this.#at + 1
    for (let left = (value / 10) | 0; left > 0; left = (left / 10) | 0) end++
    this.#at = end
    let left = value
    do {
      const tens = (left / 10) | 0
      slab[--end] = DIGIT_0 + left - 10 * tens
      left = tens
    } while (left > 0)
  }

  #ascii(text: string): void {
    const { length } = text
    if (length > LONG) {
      this.#at += this.#slab.write(text, this.#at, length, 'latin1')
      return
    }
    const slab = this.#slab
    let at = this.#at
    for (let i = 0; i < length; i++) slab[at++] = text.charCodeAt(i)
    this.#at = at
  }
}
