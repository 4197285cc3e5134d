/** Points in a circle, each the property of an owner. A search takes the logarithm of their number. */
export class Ring {
  readonly #values: Float64Array
  readonly #owners: Uint32Array

  /**
   * @param points each owner's, whole numbers
   * @param last whether the last owner of a point has it, not the first
   */
  constructor(points: readonly (readonly number[])[], last = false) {
    const all = points.flatMap((own, owner) => own.map((value) => ({ value, owner })))
    const sense = last ? -1 : 1
    all.sort((a, b) => a.value - b.value || sense * (a.owner - b.owner))
    this.#values = Float64Array.from(all, ({ value }) => value)
    this.#owners = Uint32Array.from(all, ({ owner }) => owner)
  }

  /** The owner of the first point from here on, in the circle. */
  from(value: number): number {
    const index = this.#lowest(value)
    return this.#owners[index === this.#owners.length ? 0 : index] as number
  }

  /** The owner of the last point up to here, in the circle. */
  upTo(value: number): number {
    const index = this.#lowest(value + 1) || this.#owners.length
    return this.#owners[index - 1] as number
  }

  /** The index of the first point that is no less. */
  #lowest(value: number): number {
    const values = this.#values
    let low = 0
    let high = values.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((values[middle] as number) < value) low = middle + 1
      else high = middle
    }
    return low
  }
}
