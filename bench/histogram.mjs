const STEPS = 32
const POWERS = 40

/** Latencies in microseconds, in buckets that are a 32nd of a power of two wide. */
export class Histogram {
  #buckets = new Float64Array(STEPS * POWERS)
  #count = 0

  add(microseconds) {
    const value = microseconds < 1 ? 1 : microseconds
    const power = Math.floor(Math.log2(value))
    this.#buckets[power * STEPS + Math.floor((value / 2 ** power - 1) * STEPS)]++
    this.#count++
  }

  /** The value that this part of them is below; NaN if there are none. */
  quantile(part) {
    let passed = 0
    for (let i = 0; i < this.#buckets.length; i++) {
      passed += this.#buckets[i]
      if (this.#count > 0 && passed >= this.#count * part) {
        return 2 ** Math.floor(i / STEPS) * (1 + ((i % STEPS) + 0.5) / STEPS)
      }
    }
    return Number.NaN
  }
}
