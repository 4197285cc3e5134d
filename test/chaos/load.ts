import { setTimeout as pause } from 'node:timers/promises'
import { type Client, MemcacheError } from '#generated/index.js'
import { Random } from '../support/random.js'
import { isOwn, Ledger } from './ledger.js'
import { Places } from './places.js'
import { Tally } from './tally.js'

type Cache = Client<unknown, false>

const KEYS = Array.from({ length: 200 }, (_, i) => `key:${i}`)
const COUNTERS = Array.from({ length: 20 }, (_, i) => `counter:${i}`)

/** How many calls run at the same time. */
const WORKERS = 10

/** Milliseconds after which the next call begins although this one goes on: most calls concern a server that is away. */
const PATIENCE = 20

/** What calls have seen. */
export class Log {
  readonly calls: Record<string, number> = {}
  /** By code; a call for many keys has one for each key. */
  readonly errors: Record<string, number> = {}
  readonly wrong: string[] = []
  /** Errors of a server that was there. */
  readonly unexplained: string[] = []
  pending = 0
}

/** What a call gave: each key's own outcome, or an error. */
type Outcome = (key: string) => unknown

/** A call that has begun, and what its outcome is judged by. */
interface Begun {
  readonly result: Promise<unknown>
  judge(outcome: Outcome): void
}

/** Calls of all kinds that go on until they are ended, with values that tell whose they are. */
export class Load {
  readonly log = new Log()
  readonly ledger: Ledger
  readonly tally: Tally
  readonly #cache: Cache
  readonly #mayFail: (server: string | undefined) => boolean
  readonly #workers: Promise<void>[]
  readonly #calls = new Set<Promise<void>>()
  #isOver = false

  /** @param mayFail Whether an error of this server is none of the client's. */
  constructor(cache: Cache, seed: number, mayFail: (server: string | undefined) => boolean) {
    this.#cache = cache
    const places = new Places(cache)
    this.ledger = new Ledger(places)
    this.tally = new Tally(places)
    this.#mayFail = mayFail
    this.#workers = Array.from({ length: WORKERS }, (_, i) => this.#work(new Random(seed + i)))
  }

  /** Begins no more calls, and waits for those that run. */
  async end(): Promise<void> {
    this.#isOver = true
    await Promise.all(this.#workers)
    await Promise.all(this.#calls)
  }

  async #work(random: Random): Promise<void> {
    const names = ['get', 'set', 'getMany', 'setMany', 'incr', 'add'] as const
    while (!this.#isOver) {
      const name = random.pick(names)
      const call = this.#try(name, this.#begin(name, random))
      this.#calls.add(call)
      call.then(() => this.#calls.delete(call))
      await Promise.race([call, pause(PATIENCE)])
      // Calls that fail at once must not keep the process from everything else.
      await pause(1)
    }
  }

  #begin(name: 'get' | 'set' | 'getMany' | 'setMany' | 'incr' | 'add', random: Random): Begun {
    const key = random.pick(KEYS)
    const keys = KEYS.filter(() => random.below(10) === 0)
    const counter = random.pick(COUNTERS)
    if (name === 'get') return this.#read([key], this.#cache.get(key))
    if (name === 'getMany') return this.#read(keys, this.#cache.getMany(keys))
    if (name === 'incr') return this.#increment(counter)
    if (name === 'add') return this.#make(counter)
    const changes = (name === 'set' ? [key] : keys).map((of) => {
      return { of, ...this.ledger.change(of, random.below(2000)) }
    })
    const [only] = changes
    return {
      result:
        name === 'set' && only
          ? this.#cache.set(only.of, only.value)
          : this.#cache.setMany(changes.map(({ of, value }) => [of, value] as const)),
      judge: (outcome) => {
        for (const { of, acknowledge } of changes) {
          const stored = outcome(of)
          if (stored === true) acknowledge()
          else this.#expect(stored instanceof Error, `${name} of ${of} gave ${stored}`)
        }
      },
    }
  }

  #read(keys: readonly string[], result: Promise<unknown>): Begun {
    const reads = keys.map((of) => [of, this.ledger.read(of)] as const)
    return {
      result,
      judge: (outcome) => {
        for (const [of, found] of reads) {
          const value = outcome(of)
          this.#expect(value instanceof Error || isOwn(of, value), `${of} was ${value}`)
          found(value)
        }
      },
    }
  }

  #increment(counter: string): Begun {
    const counted = this.tally.increment(counter)
    return {
      result: this.#cache.incr(counter, 1),
      judge: (outcome) => {
        const value = outcome(counter)
        const { code } = Object(value)
        counted(value, code === 'MEMWIRE_CONNECT' || code === 'MEMWIRE_NO_SERVERS')
      },
    }
  }

  #make(counter: string): Begun {
    const made = this.tally.make(counter)
    return {
      result: this.#cache.add(counter, '0'),
      judge: (outcome) => {
        const stored = outcome(counter)
        made(typeof stored === 'boolean' ? stored : undefined)
      },
    }
  }

  async #try(name: string, { result, judge }: Begun): Promise<void> {
    const { log } = this
    log.calls[name] = (log.calls[name] ?? 0) + 1
    log.pending++
    try {
      const got = await result
      judge((key) => {
        if (got instanceof Map) return got.get(key)
        return Array.isArray(got) ? !got.includes(key) : got
      })
    } catch (error) {
      const results = error instanceof MemcacheError ? error.results : undefined
      const errors = results ? [...results.values()].filter(isError) : [error]
      for (const one of errors) this.#failed(name, one)
      judge((key) => (results ? results.get(key) : error))
    }
    log.pending--
  }

  #expect(isSo: boolean, what: string): void {
    if (!isSo) this.log.wrong.push(what.slice(0, 200))
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
