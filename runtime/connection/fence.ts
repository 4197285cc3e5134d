import { type AnyCommand, type More, more, type Request } from '../command.js'
import { UnknownReplyError } from '../errors.js'
import type { Reader } from '../wire/reader.js'
import { Refusal } from '../wire/refusal.js'
import type { Writer } from '../wire/writer.js'
import type { Batch } from './batch.js'
import { type ErrorFor, Exchange } from './exchange.js'
import { answerOf } from './spoken.js'

/** Hears of what became of a batch that asked for no reply. */
export interface BatchWatch {
  refused(batch: Batch, refusal: Refusal): void
  lost(batch: Batch, error: unknown): void
}

/** A request whose reply proves that every earlier one has been answered. An error line before it belongs to the batch. */
export class Fence extends Exchange implements Request {
  readonly deadline: number = Infinity
  readonly key = ''
  readonly keys: readonly string[] = []
  readonly fields: unknown
  readonly flags = 0
  readonly block = ''
  readonly silent = false
  readonly bigint = false
  readonly ownKey = undefined
  readonly next = 0
  readonly size = 0
  readonly weight = 0
  items: unknown
  #batch: Batch | undefined
  readonly #watch: BatchWatch

  /** Without a batch, an error line is a loss of step like any other line. */
  constructor(command: AnyCommand, watch: BatchWatch, batch?: Batch) {
    super(command)
    this.fields = command.check?.([], {}) ?? {}
    this.#watch = watch
    this.#batch = batch
  }

  /** Whether requests without reply stand before it. */
  get hasBatch(): boolean {
    return this.#batch !== undefined
  }

  override get abandoned(): boolean {
    return false
  }

  override get repeatable(): boolean {
    return false
  }

  override get movable(): boolean {
    return false
  }

  override get hasBlock(): boolean {
    return this.#batch?.hasBlock ?? true
  }

  get begun(): boolean {
    return this.#batch === undefined
  }

  encode(writer: Writer): void {
    this.command.encode(writer, this)
  }

  read(reader: Reader): Refusal | More | undefined {
    for (;;) {
      const result = this.command.parse(reader, this)
      if (result === more) return more
      if (!(result instanceof Refusal)) return undefined
      if (!this.#batch) return result
      const answer = answerOf(reader, this.#batch.spoken)
      if (answer === more) return more
      if (answer === true) continue
      const refusal = answer === false ? result : answer
      if (refusal.kind === UnknownReplyError) return refusal
      this.#watch.refused(this.#batch, refusal)
      if (refusal.ends(this.hasBlock)) {
        // It has been told; the end of the connection is no second failure of the batch.
        this.#batch = undefined
        return refusal
      }
    }
  }

  fail(error: ErrorFor): void {
    if (this.#batch) this.#watch.lost(this.#batch, error(this.#batch.methods[0] ?? '', 0))
  }

  expire(): number {
    return Infinity
  }

  value(): unknown {
    return undefined
  }

  found(): void {}

  uint64(value: number | bigint): number | bigint {
    return value
  }
}
