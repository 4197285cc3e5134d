import { Buffer } from 'node:buffer'
import { type AnyCommand, type Facts, type More, more } from '../command.js'
import type { Waiter } from '../waiter/waiter.js'
import type { Reader } from '../wire/reader.js'
import { Refusal } from '../wire/refusal.js'
import type { Writer } from '../wire/writer.js'
import { type ErrorFor, Exchange } from './exchange.js'
import type { Fence } from './fence.js'

const facts: Facts = {
  operation: 'raw',
  usage: '',
  route: 'one',
  effect: 'write',
  keys: 'none',
  block: 'none',
  misses: false,
  ending: 'line',
  options: [],
  connection: 'shared',
  wait: 'none',
  line: Infinity,
}

/**
 * A line as the caller wrote it, and all bytes up to the end that the caller names. Nobody knows whether that end was
 * right, so that a fence follows, and the reply is given only when the fence has been answered.
 */
export class Raw extends Exchange {
  deadline: number
  readonly fields = undefined
  readonly key = ''
  readonly keys: readonly string[] = []
  readonly weight = 1
  readonly silent = false
  readonly #line: string
  readonly #end: Buffer
  readonly #fence: Fence
  #waiter: Waiter | undefined
  #parts: Buffer[] = []
  #length = 0
  #reply: Buffer | Refusal | undefined

  constructor(line: string, end: Buffer, fence: Fence, waiter: Waiter) {
    super({ name: 'raw', facts } as AnyCommand)
    this.#line = line
    this.#end = end
    this.#fence = fence
    this.#waiter = waiter
    this.deadline = waiter.deadline
  }

  get size(): number {
    return this.#waiter ? 1 : 0
  }

  /** Bytes behind the end that the caller named are nobody's. */
  get begun(): boolean {
    return !(this.#reply instanceof Refusal)
  }

  /** Its fence is of this connection. */
  override get movable(): boolean {
    return false
  }

  /** What is behind an error line may be the rest of a block. */
  override get hasBlock(): boolean {
    return this.#line.includes('\n')
  }

  encode(writer: Writer): void {
    writer.verbatim(this.#line)
    writer.end()
    this.#fence.encode(writer)
  }

  read(reader: Reader): Refusal | More | undefined {
    if (!this.#reply && !this.#readReply(reader)) return more
    const reply = this.#reply as Buffer | Refusal
    if (reply instanceof Refusal && (reply.closes === 'always' || this.hasBlock)) return reply
    const fenced = this.#fence.read(reader)
    if (fenced !== undefined) return fenced
    if (reply instanceof Refusal) return reply
    this.#leave()?.resolve(0, reply)
    return undefined
  }

  fail(error: ErrorFor): void {
    const waiter = this.#leave()
    waiter?.fail(0, error(waiter.method, waiter.timeout))
  }

  expire(now: number, error: ErrorFor): number {
    if (this.deadline <= now) this.fail(error)
    return this.deadline
  }

  cancel(): void {
    this.#leave()
  }

  /** Whether the reply is there: an error line ends it, whatever end the caller waits for. */
  #readReply(reader: Reader): boolean {
    if (this.#length === 0) {
      if (!reader.line()) return false
      this.#reply = reader.errorLine()
      if (this.#reply) return true
      reader.start()
    }
    return this.#take(reader)
  }

  /** Moves what has come into the reply. Whether its end is there. */
  #take(reader: Reader): boolean {
    const from = reader.at
    const tail = Buffer.concat([
      this.#last(this.#end.byteLength - 1),
      reader.buffer.subarray(from, reader.limit),
    ])
    const before = tail.byteLength - (reader.limit - from)
    const at = tail.indexOf(this.#end)
    const to = at < 0 ? reader.limit : from + at + this.#end.byteLength - before
    this.#parts.push(Buffer.from(reader.buffer.subarray(from, to)))
    this.#length += to - from
    reader.at = reader.mark = to
    if (at < 0) return false
    const whole = Buffer.concat(this.#parts, this.#length)
    this.#parts = []
    this.#reply = whole.subarray(0, whole.byteLength - this.#end.byteLength)
    return true
  }

  /** The last bytes of what has been taken: the end may be split between two reads. */
  #last(count: number): Buffer {
    if (count === 0 || this.#length === 0) return Buffer.alloc(0)
    const all = Buffer.concat(this.#parts.slice(-(count + 1)))
    return all.subarray(Math.max(0, all.byteLength - count))
  }

  #leave(): Waiter | undefined {
    const waiter = this.#waiter
    this.#waiter = undefined
    this.deadline = Infinity
    return waiter
  }
}
