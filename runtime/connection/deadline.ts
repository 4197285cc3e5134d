/** The longest time that setTimeout takes; a longer one would fire at once. */
const LONGEST = 2 ** 31 - 1

/** One timer for all deadlines of a connection: it fires at the earliest, and is told then when to fire next. */
export class Deadline {
  #timer: NodeJS.Timeout | undefined
  #at = Infinity
  readonly #passed: (now: number) => number

  /** `passed` ends what is over and tells the next deadline, Infinity if there is none. */
  constructor(passed: (now: number) => number) {
    this.#passed = passed
  }

  /** Makes sure that the timer fires at this time. */
  watch(at: number, now: number): void {
    if (at >= this.#at) return
    if (this.#timer) clearTimeout(this.#timer)
    this.#at = at
    // The socket keeps the process alive, not the timer.
    this.#timer = setTimeout(this.#fire, Math.min(Math.ceil(at - now), LONGEST)).unref()
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = undefined
    this.#at = Infinity
  }

  readonly #fire = (): void => {
    this.#timer = undefined
    this.#at = Infinity
    const now = performance.now()
    const next = this.#passed(now)
    if (next < Infinity) this.watch(next, now)
  }
}
