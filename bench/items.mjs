import { keyOf, textOf } from './workloads.mjs'

/** The keys of a workload and the values that they have to have. */
export class Items {
  keys
  values
  /** What a client is given to store. */
  given

  constructor(workload, valueType = 'string') {
    const indexes = Array.from({ length: workload.keys }, (_, index) => index)
    this.keys = indexes.map((index) => keyOf(workload, index))
    this.values = indexes.map((index) => textOf(workload, index))
    this.given =
      valueType === 'buffer' ? this.values.map((value) => Buffer.from(value)) : this.values
  }

  /** Throws unless this is the value of an item: always by its length, if `whole` by all of it. */
  check(value, index, whole) {
    const wanted = this.values[index]
    if (value?.length === wanted.length) {
      if (!whole) return
      if (typeof value === 'string' ? value === wanted : Buffer.from(wanted).equals(value)) return
    }
    throw new Error(`WRONG VALUE for ${this.keys[index]}: ${String(value).slice(0, 40)}`)
  }
}
