import type { Key } from '../types.js'
import type { Limit } from '../waiter/limit.js'
import { Waiter } from '../waiter/waiter.js'

/** Hears of a request without reply that could not be sent. */
export type Unsent = (error: unknown, method: string, key: Key | undefined) => void

/**
 * The callers of one turn that asked for no reply: one promise serves them all, and is kept when the connection has
 * taken their bytes. It counts as handled from the start, since such calls are often not awaited.
 */
export class Handover extends Waiter {
  readonly promise: Promise<void>
  readonly #methods: string[] = []
  readonly #keys: (Key | undefined)[] = []
  #routes: Map<number, Key> | undefined
  readonly #unsent: Unsent
  #left = 0
  #resolve!: () => void
  #reject!: (error: unknown) => void

  constructor(limit: Limit, unsent: Unsent) {
    super('', limit, false)
    this.#unsent = unsent
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    this.promise.catch(() => {})
  }

  /** Adds a caller and gives its part. */
  join(method: string, key: Key | undefined, route?: Key): number {
    this.#left++
    this.#methods.push(method)
    const part = this.#keys.push(key) - 1
    if (route !== undefined) {
      this.#routes ??= new Map()
      this.#routes.set(part, route)
    }
    return part
  }

  override methodOf(part: number): string {
    return this.#methods[part] as string
  }

  key(part: number): Key | undefined {
    return this.#keys[part]
  }

  override route(part: number): Key | undefined {
    return this.#routes?.get(part)
  }

  resolve(): void {
    if (--this.#left === 0) this.#resolve()
  }

  reject(part: number, error: unknown): void {
    this.#reject(error)
    this.#unsent(error, this.methodOf(part), this.#keys[part])
  }

  abort(reason: unknown): void {
    this.reject(0, reason)
  }

  /** The bytes were lost before the connection had taken them all; the batch reports that. */
  override drop(error: unknown): void {
    this.#reject(error)
  }
}
