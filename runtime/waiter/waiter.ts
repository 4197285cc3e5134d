import { IllegalInputError, UnsupportedCommandError } from '../errors.js'
import { isA } from '../thrown.js'
import type { Key } from '../types.js'
import type { Limit } from './limit.js'

/** Whoever waits for the results of one or more requests. A call for many keys waits for many parts. */
export abstract class Waiter {
  /** The method, for errors. */
  readonly method: string
  /** Whether failures read as misses. */
  readonly lenient: boolean
  readonly #limit: Limit

  constructor(method: string, limit: Limit, lenient: boolean) {
    this.method = method
    this.#limit = limit
    this.lenient = lenient
  }

  /** When it gives up, on the connection's clock; Infinity: never. */
  get deadline(): number {
    return this.#limit.deadline
  }

  /** What the deadline was, in milliseconds, for errors. */
  get timeout(): number {
    return this.#limit.timeout
  }

  methodOf(_part: number): string {
    return this.method
  }

  /** What the caller waits for. */
  abstract readonly promise: Promise<unknown>

  /** The caller's own key of a part. */
  abstract key(part: number): Key | undefined

  /** What places the key of a part in its stead. */
  route(_part: number): Key | undefined {
    return undefined
  }

  abstract resolve(part: number, value: unknown): void
  abstract reject(part: number, error: unknown): void

  /** Ends the call at once. */
  abstract abort(reason: unknown): void

  /** Ends a part whose bytes were lost; who reports that has been told already. */
  drop(error: unknown): void {
    this.reject(0, error)
  }

  /** Ends a part that failed: with a miss, if failures read as misses and the caller is not to blame. */
  fail(part: number, error: unknown): void {
    const isBlamed = isA(error, IllegalInputError) || isA(error, UnsupportedCommandError)
    if (this.lenient && !isBlamed) this.resolve(part, undefined)
    else this.reject(part, error)
  }
}
