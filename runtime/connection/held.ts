import { MemcacheError } from '../errors.js'
import type { Emitter } from '../events.js'
import type { RetryPolicy } from '../retry.js'
import { isA } from '../thrown.js'
import { now } from './clock.js'
import type { ErrorFor, Exchange } from './exchange.js'
import { Failure } from './failure.js'

/** Sends a request to the node of its key, or to this one if it has no key. */
export type Resend = (exchange: Exchange, node: string) => void

interface Entry {
  readonly exchange: Exchange
  readonly error: ErrorFor
  readonly node: string
  timer: NodeJS.Timeout
  /** What it changes: keys, or everything. Reads have none. */
  readonly names: readonly string[]
}

const awake = (): number => 0

/** What stands for a change of all keys. */
const ALL = ''

/**
 * The failed requests that wait to be sent again. None of them may pass a later one of its key: as soon as one comes, a
 * change that waits has failed for good.
 */
export class Held {
  readonly #policy: RetryPolicy
  readonly #events: Emitter
  readonly #resend: Resend
  readonly #entries = new Set<Entry>()
  readonly #changes = new Map<string, Entry>()

  constructor(policy: RetryPolicy, events: Emitter, resend: Resend) {
    this.#policy = policy
    this.#events = events
    this.#resend = resend
  }

  get size(): number {
    return this.#entries.size
  }

  /**
   * Keeps a request that has failed, to send it again. False if that is not to be done.
   *
   * @param rest Milliseconds in which its server would refuse it.
   */
  holds(exchange: Exchange, error: ErrorFor, node: string, rest: () => number = awake): boolean {
    const { attempts, retryOn } = this.#policy
    if (exchange.attempts >= attempts || !mayRepeat(exchange)) return false
    const reason = error(exchange.command.name, 0) as Error
    if (!isA(reason, MemcacheError) || !retryOn.includes(reason.code)) return false
    const delay = Math.max(rest(), this.#policy.delayBefore(exchange.attempts))
    if (now() + delay >= exchange.deadline) return false
    const names =
      exchange.effect === 'read' ? [] : exchange.names.length > 0 ? exchange.names : [ALL]
    if (exchange.effect !== 'read') this.pass(exchange)
    const again = (): void => {
      const left = rest()
      // Another request has failed meanwhile: an attempt now would be refused unsent.
      if (left > 0 && !exchange.abandoned && now() + left < exchange.deadline) {
        entry.timer = setTimeout(again, left)
        return
      }
      this.#remove(entry)
      if (exchange.abandoned) return
      exchange.attempts++
      this.#resend(exchange, node)
    }
    const entry: Entry = { exchange, error, node, timer: setTimeout(again, delay), names }
    this.#entries.add(entry)
    for (const name of names) this.#changes.set(name, entry)
    this.#events.emit('retried', () => ({
      node,
      command: exchange.command.name,
      attempt: exchange.attempts + 1,
      delay,
      error: reason,
    }))
    return true
  }

  /** A later request is sent: what would come behind it then has failed for good. */
  pass({ names, effect }: Exchange): void {
    if (this.#changes.size === 0) return
    if (names.length > 0) this.#supersede(ALL)
    else if (effect !== 'read')
      for (const entry of new Set(this.#changes.values())) this.#giveUp(entry)
    for (const name of names) this.#supersede(name)
  }

  /** Nothing is sent any more. */
  stop(): void {
    for (const entry of [...this.#entries]) this.#giveUp(entry, new Failure(entry.node).closed)
  }

  #supersede(name: string): void {
    const entry = this.#changes.get(name)
    if (entry) this.#giveUp(entry)
  }

  #giveUp(entry: Entry, error: ErrorFor = entry.error): void {
    clearTimeout(entry.timer)
    this.#remove(entry)
    entry.exchange.fail(error)
  }

  #remove(entry: Entry): void {
    this.#entries.delete(entry)
    for (const name of entry.names) {
      if (this.#changes.get(name) === entry) this.#changes.delete(name)
    }
  }
}

/** Whether it is harmless to send a request again: nothing has passed it, and it was not sent yet or the spec says so. */
export function mayRepeat({ abandoned, movable, written, effect, overtaken }: Exchange): boolean {
  if (abandoned || !movable) return false
  return effect === 'read' || (!overtaken && (!written || effect === 'idempotent'))
}
