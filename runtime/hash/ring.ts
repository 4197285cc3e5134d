/** Points in a circle, each the property of an owner. A search takes the logarithm of their number. */
export class Ring {
  readonly #values: Float64Array
  readonly #owners: Uint32Array

  /**
   * @param points each owner's, whole numbers
   * @param last whether the last owner of a point has it, not the first
   */
  constructor(points: readonly (readonly number[])[], last = false) {
    const owners = new Map<number, number>()
    for (const [owner, own] of points.entries()) {
      for (const value of own) if (last || !owners.has(value)) owners.set(value, owner)
    }
    this.#values = Float64Array.from(owners.keys()).sort()
    this.#owners = Uint32Array.from(this.#values, (value) => owners.get(value) as number)
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
