/** Tells when a server has said nothing for too long: only the time counts in which somebody waits for it. */
export class Patience {
  readonly #timeout: number
  readonly #exhausted: () => void
  /** Milliseconds that are left of it. */
  #left: number
  #since = 0
  #timer: NodeJS.Timeout | undefined
  #watch: object | undefined

  /** @param timeout in milliseconds; 0: nothing is too long */
  constructor(timeout: number, exhausted: () => void) {
    this.#timeout = this.#left = timeout
    this.#exhausted = exhausted
  }

  /** Somebody waits from now on. */
  wait(): void {
    if (this.#watch || this.#timeout === 0) return
    const watch = {}
    this.#watch = watch
    this.#since = performance.now()
    const look = (): void => {
      if (this.#watch === watch) this.#exhausted()
    }
    // The timer may be late because our own process stood still: what has come meanwhile is read before the look.
    this.#timer = setTimeout(() => setImmediate(look), Math.max(1, this.#left)).unref()
  }

  /** Nobody waits. */
  pause(): void {
    if (!this.#watch) return
    this.#watch = undefined
    clearTimeout(this.#timer)
    this.#left -= performance.now() - this.#since
  }

  /** Something has come. */
  renew(): void {
    const wasWaiting = this.#watch !== undefined
    this.pause()
    this.#left = this.#timeout
    if (wasWaiting) this.wait()
  }
}
