/** What the bytes that a server sent mean to the request that waits for them. */
export type Verdict = Ending & {
  /** For keys that share a line: what was given to each of them, by its index, whatever came then. */
  readonly answers?: ReadonlyMap<number, unknown>
}

type Ending =
  /** More bytes have to come. */
  | { readonly kind: 'waiting' }
  /** No reply at all: the connection is given up. */
  | { readonly kind: 'strange' }
  | { readonly kind: 'gives'; readonly value: unknown; readonly bytes: number }
  | {
      readonly kind: 'fails'
      readonly error: string
      /** The server's own words, without the word that names the kind of error. */
      readonly text: string
      readonly bytes: number
      /** Whether the connection cannot be used behind it. */
      readonly closes: boolean
    }

/** In the place of a number that was not asked for as a bigint and is too large for a number. */
export class Unsafe {
  readonly exact: bigint

  constructor(exact: bigint) {
    this.exact = exact
  }
}
