import type { Places } from './places.js'

/** A counter that was made at a node and is known to be still there. */
interface Life {
  /** How many increments had begun when it was made. */
  readonly begun: number
  /** The highest value that was acknowledged. */
  acknowledged: number
}

interface Count {
  begun: number
  /** Those of which nobody knows whether they were carried out. */
  unknown: number
}

/**
 * Counts increments. What a counter is at its node is more than any value that it had before, and no more than the
 * increments since it was made, with those of before that may come late.
 */
export class Tally {
  /** How many values were judged. */
  judged = 0
  readonly wrong: string[] = []
  readonly #places: Places
  readonly #counts = new Map<string, Count>()
  readonly #lives = new Map<string, Life>()

  constructor(places: Places) {
    this.#places = places
  }

  /** A counter may be made; what it gives is told whether it was, undefined if nobody knows. */
  make(key: string): (made: boolean | undefined) => void {
    const { begun } = this.#count(key)
    const place = this.#places.watch(key)
    return (made) => {
      if (made === false) return
      const at = place()
      if (made && at !== undefined) this.#lives.set(at, { begun, acknowledged: 0 })
      else this.#forget(key)
    }
  }

  /** An increment begins; what it gives is told the value: undefined if there was no counter, an error if it has failed. */
  increment(key: string): (value: unknown, isUnsent?: boolean) => void {
    const count = this.#count(key)
    const begun = ++count.begun
    const place = this.#places.watch(key)
    const before = this.#lives.get(place() ?? '')
    const least = before?.acknowledged ?? 0
    return (value, isUnsent = false) => {
      if (value instanceof Error) {
        if (!isUnsent) count.unknown++
        return
      }
      const at = place()
      const life = this.#lives.get(at ?? '')
      if (typeof value !== 'number') {
        this.#forget(key)
        return
      }
      if (!life) return
      this.judged++
      const most = begun - life.begun + count.unknown
      if (value > most) this.wrong.push(`${key} was ${value} after ${most} increments`)
      if (life === before && value <= least)
        this.wrong.push(`${key} was ${value} after it had been ${least}`)
      life.acknowledged = Math.max(life.acknowledged, value)
    }
  }

  #count(key: string): Count {
    const count = this.#counts.get(key) ?? { begun: 0, unknown: 0 }
    this.#counts.set(key, count)
    return count
  }

  #forget(key: string): void {
    for (const at of this.#lives.keys()) if (at.startsWith(`${key} at `)) this.#lives.delete(at)
  }
}
