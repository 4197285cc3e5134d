import type { Key } from '../types.js'
import { Waiter } from './waiter.js'

/** A caller that waits for one result. */
export class Call extends Waiter {
  readonly promise: Promise<unknown>
  readonly #key: Key | undefined
  #resolve!: (value: unknown) => void
  #reject!: (error: unknown) => void

  constructor(
    method: string,
    key: Key | undefined,
    deadline: number,
    timeout: number,
    lenient: boolean,
  ) {
    super(method, deadline, timeout, lenient)
    this.#key = key
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
  }

  key(): Key | undefined {
    return this.#key
  }

  resolve(_part: number, value: unknown): void {
    this.#resolve(value)
  }

  abort(reason: unknown): void {
    this.#reject(reason)
  }

  reject(_part: number, error: unknown): void {
    this.#reject(error)
  }
}
