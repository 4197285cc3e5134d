/** Tells when a server has said nothing for too long while somebody waited for it. */
export class Patience {
  readonly #timer: NodeJS.Timeout | undefined
  #waits = true
  /** Counts what has come. */
  #came = 0

  /** @param timeout in milliseconds; 0: nothing is too long */
  constructor(timeout: number, exhausted: () => void) {
    if (timeout === 0) return
    const look = (came: number): void => {
      if (this.#waits && this.#came === came) exhausted()
    }
    // The timer may be late because our own process stood still: what has come meanwhile is read before the look.
    this.#timer = setTimeout(() => setImmediate(look, this.#came), timeout).unref()
  }

  /** Something has come, or somebody waits again. */
  renew(): void {
    this.#waits = true
    this.#came++
    this.#timer?.refresh()
  }

  /** Nobody waits. */
  pause(): void {
    this.#waits = false
  }

  stop(): void {
    this.#waits = false
    clearTimeout(this.#timer)
  }
}
