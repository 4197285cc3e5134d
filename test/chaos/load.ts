import { setTimeout as pause } from 'node:timers/promises'
import { type Client, MemcacheError } from '#generated/index.js'
import { Random } from '../support/random.js'

type Cache = Client<unknown, false>

const KEYS = Array.from({ length: 200 }, (_, i) => `key:${i}`)
const COUNTERS = Array.from({ length: 20 }, (_, i) => `counter:${i}`)

/** How many calls run at the same time. */
const WORKERS = 10

/** What calls have seen. */
export class Log {
  readonly calls: Record<string, number> = {}
  /** By code. */
  readonly errors: Record<string, number> = {}
  readonly wrong: string[] = []
  /** Errors of a server that was there. */
  readonly unexplained: string[] = []
  pending = 0
}

/** Calls of all kinds that go on until they are ended, with values that tell whose they are. */
export class Load {
  readonly log = new Log()
  readonly #cache: Cache
  readonly #mayFail: (server: string | undefined) => boolean
  readonly #workers: Promise<void>[]
  #isOver = false

  /** @param mayFail Whether an error of this server is none of the client's. */
  constructor(cache: Cache, seed: number, mayFail: (server: string | undefined) => boolean) {
    this.#cache = cache
    this.#mayFail = mayFail
    this.#workers = Array.from({ length: WORKERS }, (_, i) => this.#work(new Random(seed + i)))
  }

  /** Begins no more calls, and waits for those that run. */
  async end(): Promise<void> {
    this.#isOver = true
    await Promise.all(this.#workers)
  }

  async #work(random: Random): Promise<void> {
    for (let n = 0; !this.#isOver; n++) {
      const key = random.pick(KEYS)
      const keys = KEYS.filter(() => random.below(10) === 0)
      const counter = random.pick(COUNTERS)
      const value = (of: string) => `${of}|${n}|${'x'.repeat(random.below(2000))}`
      const [name, call, judge] = random.pick([
        ['get', () => this.#cache.get(key), (got) => isOwn(key, got)],
        ['set', () => this.#cache.set(key, value(key)), (got) => got === true],
        [
          'getMany',
          () => this.#cache.getMany(keys),
          (got) =>
            [...(got as Map<string, unknown>)].every(
              ([of, found]) => keys.includes(of) && isOwn(of, found),
            ),
        ],
        [
          'setMany',
          () => this.#cache.setMany(keys.map((of) => [of, value(of)] as const)),
          (got) => Array.isArray(got) && got.length === 0,
        ],
        [
          'incr',
          () => this.#cache.incr(counter, 1),
          (got) => got === undefined || (typeof got === 'number' && got >= 1),
        ],
        ['add', () => this.#cache.add(counter, '0'), (got) => typeof got === 'boolean'],
      ] satisfies [string, () => Promise<unknown>, (got: unknown) => boolean][])
      await this.#try(name, call, judge)
      // Calls that fail at once must not keep the process from everything else.
      await pause(1)
    }
  }

  async #try(
    name: string,
    call: () => Promise<unknown>,
    judge: (got: unknown) => boolean,
  ): Promise<void> {
    const { log } = this
    log.calls[name] = (log.calls[name] ?? 0) + 1
    log.pending++
    try {
      const got = await call()
      if (!judge(got)) log.wrong.push(`${name} gave ${JSON.stringify(got)?.slice(0, 200)}`)
    } catch (error) {
      const results = error instanceof MemcacheError ? error.results?.values() : undefined
      for (const one of new Set(results ? [...results].filter(isError) : [error]))
        this.#failed(name, one)
      for (const [key, one] of (error as MemcacheError).results ?? []) {
        if (name === 'getMany' && !isError(one) && !isOwn(key as string, one))
          log.wrong.push(`${name} of ${key}`)
      }
    }
    log.pending--
  }

  #failed(name: string, error: unknown): void {
    const { log } = this
    const { code = 'none', server, message } = error as MemcacheError
    log.errors[code] = (log.errors[code] ?? 0) + 1
    if (!this.#mayFail(server)) log.unexplained.push(`${name}: ${message}`)
  }
}

function isError(value: unknown): boolean {
  return value instanceof Error
}

function isOwn(key: string, value: unknown): boolean {
  return value === undefined || (typeof value === 'string' && value.startsWith(`${key}|`))
}
