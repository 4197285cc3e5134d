import type { Key } from '../types.js'
import type { Limit } from './limit.js'
import { Waiter } from './waiter.js'

/** A caller that waits for one result. */
export class Call extends Waiter {
  readonly promise: Promise<unknown>
  readonly #key: Key | undefined
  #resolve!: (value: unknown) => void

  constructor(method: string, key: Key | undefined, limit: Limit, lenient: boolean) {
    super(method, limit, lenient)
    this.#key = key
    this.promise = new Promise((resolve) => {
      this.#resolve = resolve
    })
  }

  key(): Key | undefined {
    return this.#key
  }

  resolve(_part: number, value: unknown): void {
    this.#resolve(value)
  }

  abort(reason: unknown): void {
    this.reject(0, reason)
  }

  /** Through a promise that has failed: a function of its own would cost every call that waits 70 bytes. */
  reject(_part: number, error: unknown): void {
    this.#resolve(Promise.reject(error))
  }
}
