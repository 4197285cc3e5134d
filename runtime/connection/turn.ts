import { forget } from './clock.js'

// Not imported: a module that imports `node:process` calls all its getters, and so opens the standard streams.
const { nextTick } = process

/** When a connection writes: once for all requests that come until then. */
export class Turn {
  #isDue = false
  readonly #write: () => void

  constructor(write: () => void) {
    this.#write = write
  }

  /** Behind what runs now. */
  endSoon(): void {
    if (this.#isDue) return
    this.#isDue = true
    nextTick(this.end)
  }

  /** Behind what the replies set off that are being read. */
  endLater(): void {
    if (this.#isDue) return
    this.#isDue = true
    setImmediate(this.end)
  }

  readonly end = (): void => {
    this.#isDue = false
    this.#write()
    forget()
  }
}
