import type { Stage } from './scene.js'

interface Due {
  readonly at: number
  readonly call: () => void
  over: boolean
}

/**
 * Time that a test lets pass at once: for the clock, and for every timer that is set from now on. It is made before
 * the client, and behind the first `await` of a test: until then the test's own limit is not set.
 */
export class Hourglass {
  #ahead = 0
  readonly #timers: Due[] = []

  constructor(stage: Stage) {
    const { setTimeout, clearTimeout } = globalThis
    const { performance } = globalThis
    const real = performance.now.bind(performance)
    const known = new WeakMap<object, Due>()
    globalThis.setTimeout = ((call: () => void, delay = 0) => {
      const due: Due = { at: real() + this.#ahead + delay, call: () => run(), over: false }
      const run = (): void => {
        if (due.over) return
        due.over = true
        call()
      }
      const timer = setTimeout(run, delay)
      known.set(timer, due)
      this.#timers.push(due)
      return timer
    }) as typeof setTimeout
    globalThis.clearTimeout = ((timer?: NodeJS.Timeout) => {
      const due = timer && known.get(timer)
      if (due) due.over = true
      clearTimeout(timer)
    }) as typeof clearTimeout
    performance.now = () => real() + this.#ahead
    stage.after(() => {
      Object.assign(globalThis, { setTimeout, clearTimeout })
      performance.now = real
    })
  }

  /** Lets so many milliseconds pass, and calls each timer that is due in them, in its order. */
  pass(milliseconds: number): void {
    const end = performance.now() + milliseconds
    for (;;) {
      const left = this.#timers.filter(({ at, over }) => !over && at <= end)
      const next = left.sort((a, b) => a.at - b.at)[0]
      this.#ahead += Math.max(0, (next?.at ?? end) - performance.now())
      if (!next) return
      next.call()
    }
  }
}
