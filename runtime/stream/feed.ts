import type { AnyCommand, Request } from '../command.js'
import { decoded } from '../connection/decoded.js'
import { named } from '../connection/named.js'
import type { Content } from '../connection/single.js'
import { unsafeInteger } from '../connection/unsafe.js'
import type { Codec } from '../serde/codec.js'
import type { Reader } from '../wire/reader.js'

/** The request of a stream: its parser puts into `items` what has come since they were taken. */
export class Feed implements Request<unknown, object[]> {
  readonly command: AnyCommand
  readonly key = ''
  readonly keys: readonly string[] = []
  readonly ownKey = undefined
  readonly fields: unknown
  readonly flags: number
  readonly block: Uint8Array | string
  readonly silent = false
  readonly bigint: boolean
  readonly next = 0
  items: object[] | undefined
  readonly #codec: Codec
  /** What went wrong with an item, and how many came before it. */
  #thrown: { readonly error: unknown; readonly before: number } | undefined

  constructor(command: AnyCommand, content: Content, codec: Codec) {
    this.command = command
    this.fields = content.fields
    this.flags = content.flags
    this.block = content.block
    this.bigint = content.marks?.bigint ?? false
    this.#codec = codec
  }

  /** Why the items that `take` gave are the last, if they are. */
  get thrown(): { readonly error: unknown } | undefined {
    return this.#thrown
  }

  /** What has come, up to the first item with which something went wrong. */
  take(): object[] {
    const { items = [] } = this
    this.items = undefined
    return this.#thrown ? items.slice(0, this.#thrown.before) : items
  }

  value(reader: Reader, flags: number): unknown {
    try {
      return decoded(reader, this.#codec, undefined, flags)
    } catch (error) {
      this.#fail(named(error, this.command.name))
      return undefined
    }
  }

  found(): void {}

  uint64(value: number | bigint): number | bigint {
    if (this.bigint) return BigInt(value)
    if (typeof value === 'number') return value
    this.#fail(unsafeInteger(value, this.command.name))
    return 0
  }

  #fail(error: unknown): void {
    this.#thrown ??= { error, before: this.items?.length ?? 0 }
  }
}
