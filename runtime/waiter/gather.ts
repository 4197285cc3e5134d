import { mark } from '../thrown.js'
import type { Key } from '../types.js'
import type { Limit } from './limit.js'
import { Waiter } from './waiter.js'

/** Makes the result of a call from the results of its parts. */
export type Join = (keys: readonly Key[], results: readonly unknown[]) => unknown

/** A caller that waits for many parts: keys, or nodes by their names. */
export class Gather extends Waiter {
  readonly promise: Promise<unknown>
  readonly #keys: readonly Key[]
  readonly #routes: readonly (Key | undefined)[]
  readonly #results: unknown[]
  readonly #failures: Map<number, unknown> = new Map()
  readonly #join: Join
  #left: number
  #resolve!: (value: unknown) => void
  #reject!: (error: unknown) => void

  constructor(
    method: string,
    keys: readonly Key[],
    join: Join,
    limit: Limit,
    lenient: boolean,
    routes: readonly (Key | undefined)[] = [],
  ) {
    super(method, limit, lenient)
    this.#keys = keys
    this.#routes = routes
    this.#results = new Array(keys.length)
    this.#join = join
    this.#left = keys.length
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    if (keys.length === 0) this.#resolve(join(keys, []))
  }

  key(part: number): Key | undefined {
    return this.#keys[part]
  }

  override route(part: number): Key | undefined {
    return this.#routes[part]
  }

  resolve(part: number, value: unknown): void {
    this.#results[part] = value
    if (--this.#left === 0) this.#settle()
  }

  reject(part: number, error: unknown): void {
    this.#failures.set(part, error)
    if (--this.#left === 0) this.#settle()
  }

  abort(reason: unknown): void {
    this.#reject(reason)
  }

  /** A part that failed fails the call, and its error tells what became of every part: a result never silently holds less. */
  #settle(): void {
    const [failure] = this.#failures.values()
    if (this.#failures.size === 0) {
      this.#resolve(this.#join(this.#keys, this.#results))
      return
    }
    const results = new Map<Key, unknown>()
    for (const [part, key] of this.#keys.entries())
      results.set(key, this.#failures.has(part) ? this.#failures.get(part) : this.#results[part])
    mark(failure, 'results', results)
    this.#reject(failure)
  }
}

/** What was found, by the caller's own keys in their order. */
export function found(keys: readonly Key[], results: readonly unknown[]): Map<Key, unknown> {
  const map = new Map<Key, unknown>()
  for (let i = 0; i < keys.length; i++) {
    if (results[i] !== undefined) map.set(keys[i] as Key, results[i])
  }
  return map
}

/** The keys that the server did not act on. */
export function refused(keys: readonly Key[], results: readonly unknown[]): Key[] {
  return keys.filter((_, part) => results[part] === false)
}

/** All have left: there is nothing to tell. */
export function nothing(): undefined {
  return undefined
}

/** The reply of each node by its name. */
export function byNode(names: readonly Key[], results: readonly unknown[]): Map<Key, unknown> {
  return new Map(names.map((name, part) => [name, results[part]]))
}
