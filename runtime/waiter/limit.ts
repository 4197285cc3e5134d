/** How long a caller waits. */
export interface Limit {
  /** When it gives up, on the connection's clock; Infinity: never. */
  readonly deadline: number
  /** What that was, in milliseconds, for errors. */
  readonly timeout: number
}

/** That of a caller who never gives up. */
export const endless: Limit = { deadline: Infinity, timeout: 0 }
