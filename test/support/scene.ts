import { failure } from './failure.js'
import { within } from './limit.js'

export type Hook = () => unknown

/** What a server or a client of a test is put into: it is stopped with the test, or with the suite. */
export interface Stage {
  /** Calls this afterwards, whatever happened; the last one first. What it throws fails the test. */
  after(hook: Hook): void
}

/** One running test. */
export class Scene implements Stage {
  readonly #hooks: Hook[] = []
  readonly #awaited = new Set<string>()

  after(hook: Hook): void {
    this.#hooks.push(hook)
  }

  /** Gives what the promise gives. If that never comes, the report names it: `await t.until('the late reply', late)`. */
  async until<T>(what: string, promise: PromiseLike<T>): Promise<T> {
    this.#awaited.add(what)
    try {
      return await promise
    } finally {
      this.#awaited.delete(what)
    }
  }

  /** What the test says it is waiting for. */
  get awaited(): string {
    return this.#awaited.size > 0 ? [...this.#awaited].join(' and ') : 'nothing that it named'
  }

  /** Calls the hooks; gives what went wrong. */
  async close(limit: number): Promise<Error[]> {
    const errors: Error[] = []
    for (let hook = this.#hooks.pop(); hook; hook = this.#hooks.pop()) {
      try {
        await within(
          limit,
          (async () => hook())(),
          () => `a hook did not settle within ${limit} ms`,
        )
      } catch (error) {
        errors.push(failure(error))
      }
    }
    return errors
  }
}
