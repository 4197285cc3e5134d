import type { Command } from '#codegen/ir.js'

/** One request of a call. */
export interface Request {
  readonly command: Command
  /** On the wire, a character a byte; of a command without a key, none. */
  readonly keys: readonly string[]
  readonly block: Buffer | undefined
  /** The serializer's number for the block. */
  readonly flags: number
  /** The caller's own keys. */
  readonly own: readonly unknown[]
  /** What each field is on the wire, and each bare word that is sent; one that is left out is missing. */
  readonly fields: ReadonlyMap<string, string>
  /** The flags that the caller has given: what stands behind each letter. */
  readonly letters: ReadonlyMap<string, string>
  readonly silent: boolean
  /** Whether numbers of 64 bits are given as bigints. */
  readonly bigint: boolean
}

/** What stands between values and blocks: the client's serializer, or what stands for it. */
export interface Serde {
  serialize(value: unknown): { readonly data: string | Uint8Array; readonly flags: number }
  deserialize(data: Buffer, flags: number): unknown
}
