/** The pause after the first failed attempt, in milliseconds; it doubles with each further one. */
const FIRST = 50
/** The longest pause, in milliseconds. */
const LONGEST = 2000

/** When a connection may be tried again. Until then calls fail at once, with the reason of the last failure. */
export class Backoff {
  #failures = 0
  #until = 0
  cause: Error | undefined

  /** Milliseconds until the next attempt may be made. */
  left(now: number): number {
    return Math.max(0, this.#until - now)
  }

  failed(cause: Error, now: number): void {
    const pause = Math.min(LONGEST, FIRST * 2 ** this.#failures++)
    // Jitter: many clients of one server must not come back at the same moment.
    this.#until = now + pause * (0.5 + Math.random() / 2)
    this.cause = cause
  }

  succeeded(): void {
    this.#failures = 0
    this.#until = 0
    this.cause = undefined
  }
}
