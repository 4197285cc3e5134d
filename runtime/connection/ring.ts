/**
 * A queue in an array that is used round and round.
 *
 *      head          tail
 *       ↓             ↓
 *   ┌──┬──┬──┬──┬──┬──┬──┬──┐
 *   │  │ a│ b│ c│ d│ e│  │  │   push → tail, shift → head, unshift → before head
 *   └──┴──┴──┴──┴──┴──┴──┴──┘
 */
export class Ring<T> {
  #slots: (T | undefined)[] = new Array(16)
  #mask = 15
  #head = 0
  #length = 0

  get length(): number {
    return this.#length
  }

  peek(): T | undefined {
    return this.#slots[this.#head]
  }

  at(index: number): T | undefined {
    return index < this.#length ? this.#slots[(this.#head + index) & this.#mask] : undefined
  }

  push(item: T): void {
    if (this.#length > this.#mask) this.#grow()
    this.#slots[(this.#head + this.#length++) & this.#mask] = item
  }

  unshift(item: T): void {
    if (this.#length > this.#mask) this.#grow()
    this.#head = (this.#head - 1) & this.#mask
    this.#slots[this.#head] = item
    this.#length++
  }

  shift(): T | undefined {
    if (this.#length === 0) return undefined
    const item = this.#slots[this.#head]
    this.#slots[this.#head] = undefined
    this.#head = (this.#head + 1) & this.#mask
    this.#length--
    return item
  }

  *[Symbol.iterator](): Generator<T> {
    for (let i = 0; i < this.#length; i++) yield this.at(i) as T
  }

  /** Takes everything out. */
  drain(): T[] {
    const items: T[] = []
    for (let item = this.shift(); item !== undefined; item = this.shift()) items.push(item)
    return items
  }

  #grow(): void {
    const slots: (T | undefined)[] = new Array((this.#mask + 1) * 2)
    for (let i = 0; i < this.#length; i++) slots[i] = this.#slots[(this.#head + i) & this.#mask]
    this.#slots = slots
    this.#mask = slots.length - 1
    this.#head = 0
  }
}
