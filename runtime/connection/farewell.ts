import type { Exchange } from './exchange.js'

/** The last request of a connection, and what waits for it. */
export interface Farewell {
  readonly exchange: Exchange
  readonly left: Promise<unknown>
}
