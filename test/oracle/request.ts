import type { Command } from '#codegen/ir.js'

/** One request of a call. */
export interface Request {
  readonly command: Command
  /** On the wire, a character a byte; of a command without a key, none. */
  readonly keys: readonly string[]
  readonly block: Buffer | undefined
  /** The serializer's number for the block. */
  readonly flags: number
  /** What each field is on the wire, and each bare word that is sent; one that is left out is missing. */
  readonly fields: ReadonlyMap<string, string>
  readonly silent: boolean
  /** Whether numbers of 64 bits are given as bigints. */
  readonly bigint: boolean
}

/** What stands between values and blocks: the client's serializer, or what stands for it. */
export interface Serde {
  serialize(value: unknown): { readonly data: string | Uint8Array; readonly flags: number }
  deserialize(data: Buffer, flags: number): unknown
}
