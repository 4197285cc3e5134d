import { type AnyCommand, type Facts, type More, more, type Request } from '../command.js'
import type { Codec } from '../serde/codec.js'
import type { Key } from '../types.js'
import type { Waiter } from '../waiter/waiter.js'
import { giveBack, keep } from '../wire/loan.js'
import type { Reader } from '../wire/reader.js'
import { Refusal } from '../wire/refusal.js'
import { LARGE, type Writer } from '../wire/writer.js'
import { type Cap, uncapped } from './cap.js'
import { decoded } from './decoded.js'
import { type ErrorFor, Exchange, type Place } from './exchange.js'
import { named } from './named.js'
import { unsafeInteger } from './unsafe.js'

type Quietly = NonNullable<AnyCommand['quietly']>

interface Thrown {
  readonly error: unknown
}

/** What a request carries beside its key. */
export interface Content {
  readonly fields: unknown
  readonly flags: number
  readonly block: Uint8Array | string
  readonly silent: boolean
  readonly marks: Marks | undefined
}

/** What most requests do not have: in an object of its own, since each field costs every request that waits. */
export interface Marks {
  readonly bigint: boolean
  readonly effect: Facts['effect']
  /** The item's key without the encoding in which it is sent; undefined if it is sent as it is. */
  readonly name: string | undefined
  /** The option that the runtime has added, for its own use: its echo is no part of the result. */
  readonly added?: string | undefined
}

/** The content of a request that is its line alone. */
export const bare: Content = {
  fields: undefined,
  flags: 0,
  block: '',
  silent: false,
  marks: { bigint: false, effect: 'write', name: undefined },
}

/** A request for one caller: to one key, or to the server. */
export class Single extends Exchange implements Request {
  readonly key: string
  fields: unknown
  readonly flags: number
  readonly block: Uint8Array | string
  readonly silent: boolean
  /** What is sent in its place, since it asks for no reply. */
  retold: Quietly | undefined
  /** A call for many keys counts once. */
  weight = 1
  items: unknown
  readonly #marks: Marks | undefined
  #waiter: Waiter | undefined
  readonly part: number
  readonly #codec: Codec
  /** What reading has come to: whether an item was read, or what the deserializer has thrown. */
  #reading: 'none' | 'begun' | Thrown = 'none'

  constructor(
    command: AnyCommand,
    key: string,
    content: Content,
    codec: Codec,
    waiter: Waiter,
    part = 0,
  ) {
    super(command)
    this.key = key
    this.fields = content.fields
    this.flags = content.flags
    this.block = content.block
    this.silent = content.silent
    this.#marks = content.marks
    this.#codec = codec
    this.#waiter = waiter
    this.part = part
  }

  get deadline(): number {
    return this.#waiter ? this.#waiter.deadline : Infinity
  }

  get bigint(): boolean {
    return this.#marks?.bigint ?? false
  }

  get next(): number {
    return 0
  }

  /** Who waits for it; undefined if nobody does any more. */
  get waiter(): Waiter | undefined {
    return this.#waiter
  }

  get size(): number {
    return this.#waiter ? 1 : 0
  }

  get begun(): boolean {
    return this.#reading !== 'none'
  }

  get keys(): readonly string[] {
    return this.key === '' ? [] : [this.key]
  }

  override get names(): readonly string[] {
    const name = this.#marks?.name
    return name === undefined ? this.keys : [name]
  }

  override get effect(): Facts['effect'] {
    return this.#marks?.effect ?? this.command.facts.effect
  }

  /** The caller's own key. */
  get ownKey(): Key | undefined {
    return this.#waiter?.key(this.part)
  }

  /** What places the key in its stead. */
  get route(): Key | undefined {
    return this.#waiter?.route(this.part)
  }

  get method(): string {
    return this.#waiter?.methodOf(this.part) ?? this.command.name
  }

  encode(writer: Writer): void {
    this.items = undefined
    this.#reading = 'none'
    // Whether it is repeated by itself or as a part of another exchange.
    if (this.written && typeof this.block !== 'string') keep(this.block)
    this.written = true
    if (this.retold) this.#retell(this.retold, writer)
    else this.command.encode(writer, this)
  }

  /** Writes another command in its place, with the same key and block. */
  #retell({ command, fields }: Quietly, writer: Writer): void {
    const { key, flags, block } = this
    const request = { key, flags, block, fields: fields(this.fields) }
    command.encode(writer, request as Request)
  }

  read(reader: Reader): Refusal | More | undefined {
    const { at } = reader
    const result = this.command.parse(reader, this)
    // What the items fill may look the same with and without them.
    if (reader.mark !== at && this.#reading === 'none') this.#reading = 'begun'
    if (result === more || result instanceof Refusal) return result
    const added = this.#marks?.added
    if (typeof this.#reading === 'object') this.#end()?.fail(this.part, this.#reading.error)
    else this.settle(added === undefined ? result : without(result, added))
    return undefined
  }

  /** The request is done: with the reply, with the end of the connection, or by being handed over. */
  settle(result: unknown): void {
    this.#end()?.resolve(this.part, result)
  }

  fail(error: ErrorFor): void {
    const waiter = this.#end()
    if (waiter) waiter.fail(this.part, error(waiter.methodOf(this.part), waiter.timeout))
  }

  /** The bytes were lost in the socket's buffer. */
  drop(error: ErrorFor): void {
    const waiter = this.#end()
    waiter?.drop(error(waiter.methodOf(this.part), waiter.timeout))
  }

  expire(now: number, error: ErrorFor): number {
    if (this.deadline > now) return this.deadline
    this.fail(error)
    return Infinity
  }

  /** The caller has turned away. */
  cancel(): void {
    this.#end()
  }

  override limit(cap: Cap): void {
    this.fields = cap(this.command, this.fields)
  }

  override hasKeyAt(isThere: Place<boolean>): boolean {
    const key = this.#placedKey
    return key !== undefined && isThere(key, this.route)
  }

  override scatter<T>(place: Place<T>): Map<T, Exchange[]> | undefined {
    this.fields = uncapped(this.fields)
    const key = this.#placedKey
    return key === undefined ? undefined : new Map([[place(key, this.route), [this]]])
  }

  get #placedKey(): Key | undefined {
    return this.command.facts.keys === 'none' ? undefined : this.ownKey
  }

  value(reader: Reader, flags: number): unknown {
    if (!this.#waiter) return undefined
    try {
      return decoded(reader, this.#codec, this.ownKey, flags)
    } catch (error) {
      this.#reading = { error: named(error, this.method) }
      return undefined
    }
  }

  found(_index: number, result: unknown): void {
    this.settle(result)
  }

  uint64(value: number | bigint, name?: string): number | bigint {
    if (this.bigint) return BigInt(value)
    if (typeof value === 'number') return value
    this.#reading = { error: unsafeInteger(value, this.method, name) }
    return 0
  }

  #end(): Waiter | undefined {
    const waiter = this.#waiter
    // Without a caller it is not sent again.
    if (waiter && this.block.length > LARGE && typeof this.block !== 'string') giveBack(this.block)
    this.#waiter = undefined
    return waiter
  }
}

function without(result: unknown, member: string): unknown {
  if (typeof result !== 'object' || result === null) return result
  const { [member]: _, ...rest } = result as Record<string, unknown>
  return rest
}
