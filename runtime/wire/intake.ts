import { Buffer } from 'node:buffer'
import { type ErrorLines, Reader } from './reader.js'

/** The buffer that every read of the socket goes to. */
const HOME = 512 * 1024
/** A block from this length on is received straight into a buffer of its own. */
const LARGE = 128 * 1024
/** So many bytes of a block are believed in before they have come; the room for more is doubled as they come. */
const TRUSTED = 4 * 1024 * 1024
/** With less room than this behind the window, the window is moved to the front. */
const ROOM = 32 * 1024

/** Takes a socket's bytes into one reused buffer, and large blocks into their own, so that no byte is copied twice. */
export class Intake {
  readonly reader: Reader
  readonly #home: Buffer = Buffer.allocUnsafeSlow(HOME)
  #large: Buffer | undefined
  #filled = 0
  /** How many bytes the block takes that goes to `#large`. */
  #whole = 0

  constructor(errors: ErrorLines) {
    this.reader = new Reader(errors)
    this.reader.buffer = this.#home
  }

  /** Why nothing more can come: the buffer is full, and no parser could read of it. */
  get full(): string | undefined {
    const { at, limit, wants } = this.reader
    return at === 0 && limit === HOME && wants < LARGE
      ? `no end of line in ${HOME} bytes`
      : undefined
  }

  /** Where the socket may put what comes next. */
  space(): Buffer {
    if (this.#large) {
      if (this.#filled === this.#large.byteLength) this.#large = this.#grown(this.#large)
      return this.#large.subarray(this.#filled)
    }
    const { reader } = this
    if (reader.at === reader.limit) {
      reader.at = reader.mark = reader.limit = 0
      reader.newline = -1
      reader.ascii.forget()
      reader.large = undefined
      return this.#home
    }
    if (reader.wants >= LARGE) return this.#enlarge(reader)
    if (HOME - reader.limit < ROOM && reader.at > 0) this.#moveToFront(reader)
    return this.#home.subarray(reader.limit)
  }

  /** So many bytes have come to where `space` said. Whether there is something to read. */
  received(length: number): boolean {
    const { reader } = this
    if (this.#large) {
      this.#filled += length
      if (this.#filled < this.#whole) return false
      reader.large = this.#large
      this.#large = undefined
      return true
    }
    const from = reader.limit
    const limit = from + length
    reader.limit = limit
    if (this.#home[limit - 1] === 10) reader.newline = limit - 1
    else {
      const newline = this.#home.subarray(from, limit).lastIndexOf(10)
      if (newline >= 0) reader.newline = from + newline
    }
    return true
  }

  /** The head of the item stays in the window, to be read again when its block is whole. */
  #enlarge(reader: Reader): Buffer {
    this.#whole = reader.wants
    const large = Buffer.allocUnsafeSlow(Math.min(this.#whole, TRUSTED))
    this.#filled = this.#home.copy(large, 0, reader.wantsAt, reader.limit)
    this.#large = large
    reader.limit = reader.wantsAt
    reader.newline = reader.wantsAt - 1
    reader.ascii.forget()
    reader.wants = 0
    return large.subarray(this.#filled)
  }

  /** A length is only a server's word: what it announces costs no memory before it comes. */
  #grown(large: Buffer): Buffer {
    const grown = Buffer.allocUnsafeSlow(Math.min(this.#whole, 2 * large.byteLength))
    large.copy(grown)
    return grown
  }

  #moveToFront(reader: Reader): void {
    const { at } = reader
    this.#home.copyWithin(0, at, reader.limit)
    reader.limit -= at
    reader.newline -= at
    reader.at = reader.mark = 0
    reader.ascii.forget()
  }
}
