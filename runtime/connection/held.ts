import { MemcacheError } from '../errors.js'
import type { Emitter } from '../events.js'
import type { RetryPolicy } from '../retry.js'
import { isA } from '../thrown.js'
import { now } from './clock.js'
import type { ErrorFor, Exchange } from './exchange.js'

/** Sends a request to the node of its key, or to this one if it has no key. */
export type Resend = (exchange: Exchange, node: string) => void

interface Entry {
  readonly exchange: Exchange
  readonly error: ErrorFor
  readonly timer: NodeJS.Timeout
  /** What it changes: keys, or everything. Reads have none. */
  readonly names: readonly string[]
}

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

  /** Keeps a request that has failed, to send it again. False if that is not to be done. */
  holds(exchange: Exchange, error: ErrorFor, node: string): boolean {
    const { attempts, retryOn } = this.#policy
    if (exchange.attempts >= attempts || !mayRepeat(exchange)) return false
    const reason = error(exchange.command.name, 0) as Error
    if (!isA(reason, MemcacheError) || !retryOn.includes(reason.code)) return false
    const delay = this.#policy.delayBefore(exchange.attempts)
    if (now() + delay >= exchange.deadline) return false
    const names =
      exchange.effect === 'read' ? [] : exchange.names.length > 0 ? exchange.names : [ALL]
    if (exchange.effect !== 'read') this.pass(exchange)
    const timer = setTimeout(() => {
      this.#remove(entry)
      if (exchange.abandoned) return
      exchange.attempts++
      this.#resend(exchange, node)
    }, delay)
    const entry: Entry = { exchange, error, timer, names }
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
    for (const entry of [...this.#entries]) this.#giveUp(entry)
  }

  #supersede(name: string): void {
    const entry = this.#changes.get(name)
    if (entry) this.#giveUp(entry)
  }

  #giveUp(entry: Entry): void {
    clearTimeout(entry.timer)
    this.#remove(entry)
    entry.exchange.fail(entry.error)
  }

  #remove(entry: Entry): void {
    this.#entries.delete(entry)
    for (const name of entry.names) {
      if (this.#changes.get(name) === entry) this.#changes.delete(name)
    }
  }
}

/** Whether it is harmless to send a request again: it has not been sent yet, or the spec says so and nothing has passed it. */
export function mayRepeat(exchange: Exchange): boolean {
  if (exchange.abandoned || !exchange.movable) return false
  return (
    !exchange.written ||
    exchange.effect === 'read' ||
    (exchange.effect === 'idempotent' && !exchange.overtaken)
  )
}
