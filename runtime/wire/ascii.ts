import { isAscii } from 'node:buffer'

/** Fewer bytes are not worth a look: it takes as long as to decode half a dozen short values. */
const MANY = 2048

/** A longer value is looked at by itself: what has come of the next one would be looked at twice. */
const FEW = 1024

/** How far the bytes of a window are known to be ASCII: one look serves all values that have come together. */
export class Ascii {
  /** All bytes from the first that was asked for up to here are. */
  #end = 0
  /** Up to here they have been looked at. */
  #seen = 0

  /** Whether the bytes from `from` to `to` are known to be ASCII, in a window that ends at `limit`. */
  covers(window: Buffer, from: number, to: number, limit: number): boolean {
    if (to - from > FEW) return false
    if (to > this.#seen && limit - from >= MANY) {
      this.#seen = limit
      if (isAscii(window.subarray(from, limit))) this.#end = limit
    }
    return to <= this.#end
  }

  /** The bytes have moved. */
  forget(): void {
    this.#end = this.#seen = 0
  }
}
