import { Buffer } from 'node:buffer'

/** A buffer larger than this is not kept. */
const KEPT = 2 * 1024 * 1024
/** How many buffers are kept. */
const SPARE = 4

/** Large buffers that are used again: memory that is new has to be cleared by the system first. */
export class Shelf {
  readonly #buffers: Buffer[] = []

  /** A buffer of at least so many bytes. */
  take(length: number): Buffer {
    const fits = this.#buffers.findLastIndex(
      (buffer) => buffer.byteLength >= length && buffer.byteLength <= 4 * length,
    )
    const [buffer] = fits < 0 ? [] : this.#buffers.splice(fits, 1)
    return buffer ?? Buffer.allocUnsafeSlow(length)
  }

  /** Takes the whole memory of a buffer that nobody needs any more. */
  put({ buffer }: Buffer): void {
    if (buffer.byteLength <= KEPT && this.#buffers.length < SPARE)
      this.#buffers.push(Buffer.from(buffer))
  }
}
