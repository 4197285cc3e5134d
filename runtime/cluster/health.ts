import type { ErrorFor } from '../connection/exchange.js'
import { reasons } from '../connection/failure.js'
import type { Probe } from '../connection/probe.js'
import { AuthenticationError, ConnectError, type MemcacheError, NoServersError } from '../errors.js'
import { type Emitter, type NodeState, stateChange } from '../events.js'
import type { Settings } from '../options.js'

/** What a node's health depends on, and what depends on it. */
export interface Ward {
  readonly name: string
  /** Begins to find out whether the server answers. */
  probe(state: NodeState): Probe
  /** The node is dead, or back. */
  changed(): void
  /** Whether no node is left that is not dead, and calls would go elsewhere if there were one. */
  readonly isForsaken: boolean
}

/**
 * How a node of a cluster is.
 *
 *              it fails                 it fails, and has failed retryAttempts times before
 *   healthy ──────────────► failing ─────────────────────────────────────────────► dead
 *      ▲                    │     ▲                                              │     ▲
 *      │      it answers    │     └── asked after retryTimeout                   │     └── asked after deadTimeout
 *      └────────────────────┴────────────────────────────────────────────────────┘
 */
export class Health {
  state: NodeState = 'healthy'
  readonly #ward: Ward
  readonly #settings: Settings
  readonly #events: Emitter
  /** How often it has failed in a row. */
  #failures = 0
  #since = 0
  #next = 0
  #cause: Error | undefined
  #timer: NodeJS.Timeout | undefined
  #probe: Probe | undefined
  #stopped = false

  constructor(ward: Ward, settings: Settings, events: Emitter) {
    this.#ward = ward
    this.#settings = settings
    this.#events = events
  }

  /** The server has failed. */
  failed(cause: Error): void {
    // One connection that is lost and one that cannot be made are one failure: only who asks counts further ones.
    if (this.state !== 'healthy' || this.#stopped) return
    this.#since = performance.now()
    this.#failures = 0
    this.#fail(cause)
  }

  /** Why no call is sent to it now. */
  refusal(): ErrorFor | undefined {
    return this.state === 'healthy' ? undefined : this.#refused
  }

  /** Nothing more is asked. */
  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
    this.#probe?.end(undefined)
  }

  #fail(cause: Error): void {
    const { retryAttempts, retryTimeout, deadTimeout } = this.#settings
    this.#cause = cause
    const isDead = this.#failures++ >= retryAttempts
    const pause = isDead ? deadTimeout : retryTimeout
    this.#next = performance.now() + pause
    this.#timer = setTimeout(() => this.#ask(), pause).unref()
    this.#become(isDead ? 'dead' : 'failing')
  }

  async #ask(): Promise<void> {
    this.#probe = this.#ward.probe(this.state)
    const reason = await this.#probe.outcome
    this.#probe = undefined
    if (this.#stopped) return
    if (reason) this.#fail(reason)
    else this.#become('healthy')
  }

  #become(state: NodeState): void {
    const before = this.state
    if (before === state) return
    this.state = state
    stateChange(this.#events, this.#ward.name, before, state, this.#cause)
    if (before === 'dead' || state === 'dead') this.#ward.changed()
  }

  readonly #refused: ErrorFor = (command): MemcacheError => {
    const { name: server, isForsaken } = this.#ward
    const left = Math.ceil(this.#next - performance.now())
    const again =
      this.#probe || left <= 0 ? 'it is being tried again' : `it is tried again in ${left} ms`
    const lasted = Math.round(performance.now() - this.#since)
    const reason = this.#cause ? reasons(this.#cause) : 'it has failed'
    const message = `${server} has been ${this.state} for ${lasted} ms: ${reason}; ${again}`
    if (this.#cause instanceof AuthenticationError) {
      return new AuthenticationError(message, { server, command, reply: this.#cause.reply })
    }
    const context = { server, command, cause: this.#cause }
    return isForsaken
      ? new NoServersError(`no server is left for ${command}, all are dead; ${message}`, context)
      : new ConnectError(message, context)
  }
}
