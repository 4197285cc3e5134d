import { type AnyCommand, type Facts, type More, more } from '../command.js'
import { UnknownReplyError } from '../errors.js'
import type { Reader } from '../wire/reader.js'
import { Refusal } from '../wire/refusal.js'
import type { Writer } from '../wire/writer.js'
import { type Cap, uncapped } from './cap.js'
import { type ErrorFor, Exchange, type Place } from './exchange.js'
import type { Failure } from './failure.js'
import type { Fence } from './fence.js'
import type { Single } from './single.js'

/** A block of more bytes is stored aloud: it is what a server refuses, and an error line does not say whose it is. */
export const ALOUD = 4096

/** What the echo of a request begins with, so that no word of an error passes for one. */
const MARK = '~'

/** What the request at this place of a batch sends to have it back. */
export function echoOf(index: number): string {
  return MARK + index.toString(36)
}

/**
 * Requests in one write that the server answers only where something is out of the ordinary, and the fence that closes
 * them. An answer is known by its echo; all before it that are not answered went as they ordinarily do.
 */
export class Hushed extends Exchange {
  deadline: number = Infinity
  /** A call for many keys counts once. */
  weight = 1
  readonly silent = false
  /** Whatever is no reply of its own is nobody's: the step is lost. */
  readonly begun = true
  readonly #singles: readonly Single[]
  readonly #loud: ReadonlySet<Single>
  readonly #fence: Fence
  readonly #failure: Failure
  #next = 0
  /** The errors since the last answer, of which nobody knows whose they are. */
  #errors: Refusal[] = []

  constructor(
    command: AnyCommand,
    singles: readonly Single[],
    loud: ReadonlySet<Single>,
    fence: Fence,
    failure: Failure,
  ) {
    super(command)
    this.#singles = singles
    this.#loud = loud
    this.#fence = fence
    this.#failure = failure
    for (const { deadline } of singles) if (deadline < this.deadline) this.deadline = deadline
  }

  get key(): string {
    return this.#singles[0]?.key ?? ''
  }

  get keys(): readonly string[] {
    return this.#singles.map(({ key }) => key)
  }

  override get names(): readonly string[] {
    return this.#singles.flatMap(({ names }) => names)
  }

  override get effect(): Facts['effect'] {
    return this.#singles[0]?.effect ?? 'read'
  }

  /** What the options of all of them need of a server. */
  get fields(): unknown {
    return this.#singles[0]?.fields
  }

  get size(): number {
    return this.#singles.reduce((size, single) => size + single.size, 0)
  }

  /** What has been answered in part is not asked again. */
  override get repeatable(): boolean {
    return super.repeatable && this.#next === 0 && this.#errors.length === 0
  }

  encode(writer: Writer): void {
    this.#next = 0
    this.#errors = []
    for (const single of this.#singles) single.encode(writer)
    this.#fence.encode(writer)
  }

  read(reader: Reader): Refusal | More | undefined {
    const { letter = '' } = this.command.facts.echo ?? {}
    for (;;) {
      if (!reader.line()) return more
      const index = this.#indexOf(reader.echo(letter))
      if (index === undefined) {
        const end = this.#fence.read(reader)
        if (end === more) return more
        if (end === undefined) {
          this.#pass(this.#singles.length)
          return undefined
        }
        if (end.ends(this.hasBlock) || end.kind === UnknownReplyError) return end
        this.#errors.push(end)
        continue
      }
      const answer = (this.#singles[index] as Single).read(reader)
      if (answer === more || answer instanceof Refusal) return answer
      this.#pass(index)
      this.#next = index + 1
    }
  }

  /** Errors that have come belong to nobody knows whom: it cannot be told what is to be sent again. */
  override get movable(): boolean {
    return this.#errors.length === 0
  }

  override limit(cap: Cap): void {
    for (const single of this.#singles) single.limit(cap)
  }

  override hasKeyAt(isThere: Place<boolean>): boolean {
    return this.#singles.some((single) => single.hasKeyAt(isThere))
  }

  /** In another place each asks for its reply: what is one write there, nobody has to know. */
  override scatter<T>(place: Place<T>): Map<T, Exchange[]> {
    const { letters = {} } = this.command.facts
    const hiding = Object.keys(letters).filter((option) => letters[option]?.hides)
    const aloud = Object.fromEntries(hiding.map((option) => [option, false]))
    const scattered = new Map<T, Exchange[]>()
    for (const single of this.#singles) {
      if (single.ownKey === undefined) continue
      single.fields = { ...(uncapped(single.fields) as object), ...aloud }
      single.written ||= this.written
      single.attempts = this.attempts
      single.overtaken = this.overtaken
      const at = place(single.ownKey, single.route)
      const there = scattered.get(at)
      if (there) there.push(single)
      else scattered.set(at, [single])
      single.weight = there ? 0 : 1
    }
    return scattered
  }

  fail(error: ErrorFor): void {
    for (const single of this.#singles) single.fail(error)
  }

  expire(now: number, error: ErrorFor): number {
    if (this.deadline > now) return this.deadline
    let next = Infinity
    for (const single of this.#singles) next = Math.min(next, single.expire(now, error))
    this.deadline = next
    return next
  }

  /** The caller has turned away. */
  cancel(): void {
    for (const single of this.#singles) single.cancel()
  }

  /** The place of the request that an echo belongs to; undefined if it is none of those that are left. */
  #indexOf(echo: string | undefined): number | undefined {
    if (echo?.startsWith(MARK) !== true) return undefined
    const index = Number.parseInt(echo.slice(MARK.length), 36)
    const isLeft = index >= this.#next && index < this.#singles.length
    return isLeft && echoOf(index) === echo ? index : undefined
  }

  /** Settles those before this place that were not answered: each as it ordinarily goes, but for errors among them. */
  #pass(end: number): void {
    const passed = this.#singles.slice(this.#next, end)
    const unanswered = passed.filter((single) => this.#loud.has(single))
    const errors = this.#errors
    this.#errors = []
    // Who speaks aloud and was not answered got one of the errors; in the order of the requests, if that is all of them.
    const known = unanswered.length === errors.length
    for (const single of passed) {
      const refusal = known ? errors[unanswered.indexOf(single)] : errors[0]
      if (refusal) single.fail((method) => this.#failure.refused(refusal, method))
      else single.settle(single.command.hidden?.())
    }
  }
}
