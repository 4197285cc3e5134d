const STEPS = 32
const POWERS = 40

/** A number and its bits: the exponent, and behind it the five bits that divide its power of two into 32. */
const number = new Float64Array(1)
const bits = new Uint32Array(number.buffer)
const HIGH = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 1 : 0
const UNUSED = 15
const ONE = 1023 * STEPS

/** Latencies in microseconds, in buckets that are a 32nd of a power of two wide. */
export class Histogram {
  #buckets = new Float64Array(STEPS * POWERS)
  #count = 0

  add(microseconds) {
    // The bucket as it stands in the bits: a logarithm for each call would cost as much as some of the calls do.
    number[0] = microseconds < 1 ? 1 : microseconds
    this.#buckets[(bits[HIGH] >>> UNUSED) - ONE]++
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
