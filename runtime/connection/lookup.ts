import { type AnyCommand, type More, more, type Request } from '../command.js'
import type { Codec } from '../serde/codec.js'
import type { Key } from '../types.js'
import type { Waiter } from '../waiter/waiter.js'
import type { Reader } from '../wire/reader.js'
import { Refusal } from '../wire/refusal.js'
import type { Writer } from '../wire/writer.js'
import { type Cap, uncapped } from './cap.js'
import { decoded } from './decoded.js'
import { type ErrorFor, Exchange, type Place } from './exchange.js'
import { checkLineLength, headLength } from './line.js'
import { named } from './named.js'
import { unsafeInteger } from './unsafe.js'

/** A request that carries many keys: those of one call, or of calls of one turn that differ in their key only. */
export class Lookup extends Exchange implements Request {
  deadline: number = Infinity
  keys: string[] = []
  fields: unknown
  readonly flags = 0
  readonly block = ''
  readonly silent = false
  readonly bigint: boolean
  readonly ownKey = undefined
  items: unknown
  next = 0
  /** The bytes of the line so far, with its line break. */
  bytes: number
  /** Whether it was part of a line that got an error: it goes alone now, and its error is its caller's. */
  alone = false
  size = 0
  /** The calls that share it; the keys of one call count once. */
  weight = 0
  #hits = 0
  #waiters: (Waiter | undefined)[] = []
  #parts: number[] = []
  readonly #codec: Codec
  /** The requests that have taken keys over. */
  #heirs: Lookup[] | undefined
  #thrown: { readonly error: unknown } | undefined

  constructor(command: AnyCommand, fields: unknown, codec: Codec, bigint = false) {
    super(command)
    this.fields = fields
    this.bigint = bigint
    this.#codec = codec
    this.bytes = headLength(command, fields)
  }

  get begun(): boolean {
    return this.#hits > 0 || this.keys.length > 1
  }

  get key(): string {
    return this.keys[0] ?? ''
  }

  /** Whether the line has room for one more key. */
  fits(key: string): boolean {
    return this.bytes + lengthOf(key) <= this.command.facts.line
  }

  /**
   * Takes keys of one call, from one of them on, as many as the line has room for. Gives the index of the next. To add
   * them one by one takes longer.
   *
   * @param parts of the call, one for each key
   * @throws IllegalInputError if the first key is too long for a line of its own
   */
  take(keys: string[], parts: number[], from: number, waiter: Waiter): number {
    const first = keys[from] as string
    checkLineLength(this.command, this.bytes + lengthOf(first))
    this.bytes += lengthOf(first)
    let to = from + 1
    for (; to < keys.length && this.fits(keys[to] as string); to++) {
      this.bytes += lengthOf(keys[to] as string)
    }
    const isWhole = from === 0 && to === keys.length
    this.keys = isWhole ? keys : keys.slice(from, to)
    this.#parts = isWhole ? parts : parts.slice(from, to)
    this.#waiters = new Array(to - from).fill(waiter)
    this.size = to - from
    this.weight = 1
    this.deadline = waiter.deadline
    return to
  }

  /** @throws IllegalInputError if the key is too long for a line of its own */
  add(key: string, waiter: Waiter, part: number): void {
    if (this.keys.length === 0) checkLineLength(this.command, this.bytes + lengthOf(key))
    if (this.#waiters.at(-1) !== waiter) {
      this.weight++
      if (waiter.deadline < this.deadline) this.deadline = waiter.deadline
    }
    this.keys.push(key)
    this.#waiters.push(waiter)
    this.#parts.push(part)
    this.bytes += lengthOf(key)
    this.size++
  }

  encode(writer: Writer): void {
    this.next = 0
    this.#hits = 0
    this.command.encode(writer, this)
  }

  read(reader: Reader): Refusal | More | undefined {
    const result = this.command.parse(reader, this)
    if (result === more || result instanceof Refusal) return result
    // A key may stand twice on the line. memcached answers both; a server that answers one gets the other asked again.
    const twins = this.#hits > 0 && this.size > 0 ? this.#twins() : undefined
    for (let i = 0; this.size > 0 && i < this.keys.length; i++) {
      if (!twins?.has(i)) this.#end(i)?.resolve(this.#parts[i] as number, undefined)
    }
    return undefined
  }

  /** An error to a line that calls share may be the fault of one of them: each is asked once more alone. */
  override refuse(error: ErrorFor): Lookup[] {
    if (!this.alone && this.#shared()) return this.apart()
    this.fail(error)
    return []
  }

  override apart(): Lookup[] {
    const lookups: Lookup[] = []
    for (const [i, key] of this.keys.entries()) {
      const waiter = this.#end(i)
      if (!waiter) continue
      const lookup = this.#heir()
      lookup.add(key, waiter, this.#parts[i] as number)
      lookup.alone = true
      lookups.push(lookup)
    }
    return lookups
  }

  override limit(cap: Cap): void {
    this.fields = cap(this.command, this.fields)
  }

  override scatter<T>(place: Place<T>): Map<T, Exchange[]> {
    this.fields = uncapped(this.fields)
    const lookups = new Map<T, Lookup>()
    const awaited = this.#awaited
    const places = awaited.map((i) => this.#placeOf(i, place))
    const [first] = places
    if (places.every((one) => one === first)) return new Map([[first as T, [this]]])
    for (const [n, i] of awaited.entries()) {
      const at = places[n] as T
      const lookup = lookups.get(at) ?? this.#heir()
      lookups.set(at, lookup)
      lookup.add(this.keys[i] as string, this.#end(i) as Waiter, this.#parts[i] as number)
    }
    return new Map([...lookups].map(([at, lookup]) => [at, [lookup]]))
  }

  override hasKeyAt(isThere: Place<boolean>): boolean {
    return this.#awaited.some((i) => this.#placeOf(i, isThere))
  }

  /** The indexes of the keys that somebody waits for. */
  get #awaited(): number[] {
    return [...this.keys.keys()].filter((i) => this.#waiters[i])
  }

  #placeOf<T>(index: number, place: Place<T>): T {
    const waiter = this.#waiters[index] as Waiter
    const part = this.#parts[index] as number
    return place(waiter.key(part) as Key, waiter.route(part))
  }

  /** A request for a part of the keys. */
  #heir(): Lookup {
    const heir = new Lookup(this.command, this.fields, this.#codec, this.bigint)
    heir.written = this.written
    heir.attempts = this.attempts
    heir.overtaken = this.overtaken
    this.#heirs = [...(this.#heirs ?? []), heir]
    return heir
  }

  fail(error: ErrorFor): void {
    for (let i = 0; i < this.keys.length; i++) {
      const waiter = this.#end(i)
      if (waiter) waiter.fail(this.#parts[i] as number, error(waiter.method, waiter.timeout))
    }
  }

  expire(now: number, error: ErrorFor): number {
    if (this.deadline > now) return this.deadline
    let next = Infinity
    for (let i = 0; i < this.keys.length; i++) {
      const waiter = this.#waiters[i]
      if (!waiter) continue
      if (waiter.deadline > now) {
        if (waiter.deadline < next) next = waiter.deadline
        continue
      }
      this.#end(i)
      waiter.fail(this.#parts[i] as number, error(waiter.method, waiter.timeout))
    }
    this.deadline = next
    return next
  }

  /** The caller has turned away. */
  cancel(waiter: Waiter): void {
    for (let i = 0; i < this.keys.length; i++) {
      if (this.#waiters[i] === waiter) this.#end(i)
    }
    for (const heir of this.#heirs ?? []) heir.cancel(waiter)
  }

  value(reader: Reader, flags: number, index = 0): unknown {
    const waiter = this.#waiters[index]
    if (!waiter) return undefined
    try {
      const key = waiter.key(this.#parts[index] as number)
      return decoded(reader, this.#codec, key, flags)
    } catch (error) {
      this.#thrown = { error: named(error, waiter.method) }
      return undefined
    }
  }

  found(index: number, result: unknown): void {
    this.next = index + 1
    this.#hits++
    const waiter = this.#end(index)
    if (this.#thrown) {
      waiter?.fail(this.#parts[index] as number, this.#thrown.error)
      this.#thrown = undefined
    } else waiter?.resolve(this.#parts[index] as number, result)
  }

  uint64(value: number | bigint): number | bigint {
    if (this.bigint) return BigInt(value)
    if (typeof value === 'number') return value
    this.#thrown = { error: unsafeInteger(value, this.command.name) }
    return 0
  }

  #shared(): boolean {
    const first = this.#waiters.find((waiter) => waiter !== undefined)
    return this.#waiters.some((waiter) => waiter !== undefined && waiter !== first)
  }

  /** The indexes of keys without an answer that stand on the line a second time, with one. */
  #twins(): Set<number> {
    const answered = new Set<string>()
    for (let i = 0; i < this.keys.length; i++) {
      if (!this.#waiters[i]) answered.add(this.keys[i] as string)
    }
    const twins = new Set<number>()
    for (let i = 0; i < this.keys.length; i++) {
      if (this.#waiters[i] && answered.has(this.keys[i] as string)) twins.add(i)
    }
    return twins
  }

  #end(index: number): Waiter | undefined {
    const waiter = this.#waiters[index]
    if (waiter) {
      this.#waiters[index] = undefined
      this.size--
    }
    return waiter
  }
}

/** The bytes of a key on the line, with the space before it. */
function lengthOf(key: string): number {
  return key.length + 1
}
