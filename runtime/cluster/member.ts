import type { Cap } from '../connection/cap.js'
import type { ErrorFor, Exchange } from '../connection/exchange.js'
import { type Held, mayRepeat } from '../connection/held.js'
import { type Pulse, preparation } from '../connection/pulse.js'
import { type Emitter, stateChange } from '../events.js'
import type { Health } from './health.js'

/** Sends a request to the nodes that stand in for a dead one. False if there are none. */
export type Move = (exchange: Exchange) => boolean

/** What a member uses of its cluster. */
export interface Help {
  readonly events: Emitter
  readonly held: Held | undefined
  readonly move: Move
  readonly cap: Cap | undefined
}

/** The pulse of a node that is one of several: what fails there may go elsewhere. */
export class Member implements Pulse {
  readonly prepare: Pulse['prepare']
  readonly #held: Held | undefined
  readonly #node: string
  readonly #health: Health
  readonly #events: Emitter
  readonly #move: Move
  #isUp = false

  constructor(node: string, health: Health, { events, held, move, cap }: Help) {
    this.#node = node
    this.#health = health
    this.#events = events
    this.#move = move
    this.#held = held
    this.prepare = preparation(held, cap)
  }

  refusal(): ErrorFor | undefined {
    return this.#health.refusal()
  }

  opened(): void {
    this.#events.emit('connectionOpened', () => ({ node: this.#node }))
    if (this.#isUp) return
    this.#isUp = true
    stateChange(this.#events, this.#node, undefined, 'healthy')
  }

  unreachable(cause: Error): void {
    this.#health.failed(cause)
  }

  lost(reason: Error, isFailure: boolean): void {
    this.#events.emit('connectionLost', () => ({ node: this.#node, error: reason }))
    if (isFailure) this.#health.failed(reason)
  }

  takes(exchange: Exchange, error: ErrorFor): boolean {
    if (this.#health.state === 'dead' && mayRepeat(exchange) && this.#moves(exchange, error)) {
      return true
    }
    return this.#held?.holds(exchange, error, this.#node) ?? false
  }

  #moves(exchange: Exchange, error: ErrorFor): boolean {
    const { attempts, written } = exchange
    const attempt = written ? attempts + 1 : attempts
    exchange.attempts = attempt
    if (!this.#move(exchange)) {
      exchange.attempts = attempts
      return false
    }
    const { name: command } = exchange.command
    this.#events.emit('retried', () => {
      return { node: this.#node, command, attempt, delay: 0, error: error(command, 0) as Error }
    })
    return true
  }
}
