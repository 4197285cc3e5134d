/** The longest time that setTimeout takes; a longer one would fire at once. */
const LONGEST = 2 ** 31 - 1

/** A timer that fires so many milliseconds late was held up by the process itself. */
const LATE = 20

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
    // The process was busy: what has come meanwhile is read before anybody is told that nothing came.
    if (performance.now() - this.#at > LATE) setImmediate(this.#look)
    else this.#look()
  }

  readonly #look = (): void => {
    if (!this.#timer) return
    this.stop()
    const now = performance.now()
    const next = this.#passed(now)
    if (next < Infinity) this.watch(next, now)
  }
}
