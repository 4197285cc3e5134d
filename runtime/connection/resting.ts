import { type Emitter, type NodeState, stateChange } from '../events.js'
import { Backoff } from './backoff.js'
import type { Cap } from './cap.js'
import { now } from './clock.js'
import type { ErrorFor, Exchange } from './exchange.js'
import { Failure } from './failure.js'
import type { Held } from './held.js'
import { type Pulse, preparation } from './pulse.js'

/**
 * The pulse of a server that is alone: its keys have no other place, so that it is never given up for long. After a
 * failed attempt calls fail at once for a short while; the next call after that tries it again.
 */
export class Resting implements Pulse {
  readonly prepare: Pulse['prepare']
  readonly #held: Held | undefined
  readonly #node: string
  readonly #events: Emitter
  readonly #failure: Failure
  readonly #backoff = new Backoff()
  #state: NodeState | undefined

  constructor(node: string, events: Emitter, held: Held | undefined, cap: Cap | undefined) {
    this.#node = node
    this.#events = events
    this.#failure = new Failure(node)
    this.#held = held
    this.prepare = preparation(held, cap)
  }

  refusal(): ErrorFor | undefined {
    const rest = this.#backoff.left(now())
    return rest > 0 ? this.#failure.resting(this.#backoff.cause, rest) : undefined
  }

  opened(): void {
    this.#backoff.succeeded()
    this.#events.emit('connectionOpened', () => ({ node: this.#node }))
    this.#become('healthy')
  }

  unreachable(cause: Error): void {
    this.#backoff.failed(cause, performance.now())
    this.#become('failing', cause)
  }

  lost(reason: Error): void {
    this.#events.emit('connectionLost', () => ({ node: this.#node, error: reason }))
  }

  takes(exchange: Exchange, error: ErrorFor): boolean {
    const rest = () => Math.ceil(this.#backoff.left(now()))
    return this.#held?.holds(exchange, error, this.#node, rest) ?? false
  }

  #become(state: NodeState, error?: Error): void {
    const before = this.#state
    if (before === state) return
    this.#state = state
    stateChange(this.#events, this.#node, before, state, error)
  }
}
