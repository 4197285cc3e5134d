import { type AnyCommand, more } from '../command.js'
import { IllegalInputError, UnknownReplyError } from '../errors.js'
import type { Key } from '../types.js'
import type { Limit } from '../waiter/limit.js'
import type { Reader } from '../wire/reader.js'
import type { Refusal } from '../wire/refusal.js'
import { Batch } from './batch.js'
import { now } from './clock.js'
import type { ErrorFor } from './exchange.js'
import type { Failure } from './failure.js'
import { type BatchWatch, Fence } from './fence.js'
import { Handover } from './handover.js'
import { Hushed } from './hushed.js'
import type { Knowledge } from './knowledge.js'
import type { NoreplyReport } from './report.js'
import type { Single } from './single.js'
import { answerOf } from './spoken.js'

/** A batch gets its fence so many milliseconds after its last request, if nothing else is asked. */
const PAUSE = 100
/** A batch gets its fence after so many requests, even if nothing else is asked. */
const BATCH = 512

/**
 * The requests of a connection that ask for no reply. Their callers are told when the socket has taken the bytes; an
 * error line that comes before the fence behind them is theirs, and never the reply of the next request.
 */
export class Quiet implements BatchWatch {
  readonly #failure: Failure
  readonly #report: NoreplyReport
  readonly #knowledge: Knowledge
  readonly #fences: readonly AnyCommand[]
  #batch = new Batch()
  #handover: Handover | undefined
  #held: Single[] = []
  #last = 0

  constructor(
    failure: Failure,
    report: NoreplyReport,
    knowledge: Knowledge,
    fences: readonly AnyCommand[],
  ) {
    this.#failure = failure
    this.#report = report
    this.#knowledge = knowledge
    this.#fences = fences
  }

  /** The requests whose bytes the socket holds back. */
  get held(): readonly Single[] {
    return this.#held
  }

  /** How many requests have no fence behind them yet. */
  get unfenced(): number {
    return this.#batch.size
  }

  /** When the fence is due that nothing else has called for; Infinity if none is. */
  get due(): number {
    return this.#batch.size > 0 ? this.#last + PAUSE : Infinity
  }

  /** The promise of this turn. */
  handover(limit: Limit): Handover {
    if (this.#handover?.deadline !== limit.deadline) this.#handover = this.ownHandover(limit)
    return this.#handover as Handover
  }

  /** A promise for one caller. */
  ownHandover(limit: Limit): Handover {
    return new Handover(limit, (error, method, key) => this.#unsent(error, method, key))
  }

  /** The calls of the next turn get a promise of their own. */
  endTurn(): void {
    this.#handover = undefined
  }

  /** Chooses in which words a request is sent: in those that tell of failures, if the server knows them. */
  prepare(single: Single): void {
    const { quietly } = single.command
    single.retold = quietly && this.#knowledge.has(quietly.command) ? quietly : undefined
  }

  /** Takes a request that has been written. Whether it is time for a fence. */
  put(single: Single): boolean {
    this.#last = now()
    this.#batch.add(single)
    this.#held.push(single)
    return this.#batch.size >= BATCH
  }

  /** The fence of what has none yet. */
  enclose(): Fence | undefined {
    const command = this.#batch.size > 0 ? this.#knowledge.first(this.#fences) : undefined
    if (!command) return undefined
    const fence = new Fence(command, this, this.#batch)
    this.#batch = new Batch()
    return fence
  }

  /** Requests whose ordinary replies are hidden, in one write. */
  hushed(command: AnyCommand, singles: readonly Single[], loud: ReadonlySet<Single>): Hushed {
    return new Hushed(command, singles, loud, this.strict(command.name), this.#failure)
  }

  /** A fence that bears nothing: bytes before it end the connection. */
  strict(method: string): Fence {
    const command = this.#knowledge.first(this.#fences)
    if (command) return new Fence(command, this)
    throw new IllegalInputError(
      `${method}: expected a spec with a command in the role fence, got none`,
    )
  }

  /** The socket has taken what was written. */
  release(): void {
    if (this.#held.length === 0) return
    for (const single of this.#held) single.settle(undefined)
    this.#held = []
  }

  /**
   * Lines came although no reply is due: of requests that have no fence yet, or of a server that is not in step. Gives
   * what ends the connection, if they do.
   */
  unasked(reader: Reader): Refusal | undefined {
    while (reader.line()) {
      const answer = answerOf(reader, this.#batch.spoken)
      if (answer === more) return undefined
      if (answer === true) continue
      if (answer === false) reader.start()
      const refusal = answer === false ? reader.refusal('nothing') : answer
      const known = refusal.kind !== UnknownReplyError && this.#batch.size > 0
      if (!known || this.#strayed(refusal)) return refusal
    }
    return undefined
  }

  /** An error line of a batch without a fence. Whether it leaves the step in doubt. */
  #strayed(refusal: Refusal): boolean {
    const batch = this.#batch
    this.refused(batch, refusal)
    const closes = refusal.ends(batch.hasBlock)
    // It has been told; the end of the connection is no second failure of the batch.
    if (closes) this.#batch = new Batch()
    return closes
  }

  /** The connection is lost. */
  lose(error: ErrorFor): void {
    for (const single of this.#held) single.drop(error)
    this.#held = []
    this.#handover = undefined
    const batch = this.#batch
    this.#batch = new Batch()
    if (batch.size > 0) this.lost(batch, error(batch.methods[0] ?? '', 0))
  }

  refused(batch: Batch, refusal: Refusal): void {
    const error = this.#failure.refused(refusal, batch.methods[0] ?? '')
    this.#report.failed(error, batch.methods, batch.keys)
  }

  lost(batch: Batch, error: unknown): void {
    this.#report.failed(error as Error, batch.methods, batch.keys)
  }

  #unsent(error: unknown, method: string, key: Key | undefined): void {
    this.#report.failed(error as Error, [method], key === undefined ? [] : [key])
  }
}
