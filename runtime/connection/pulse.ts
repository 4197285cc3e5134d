import type { Cap } from './cap.js'
import type { ErrorFor, Exchange } from './exchange.js'
import type { Held } from './held.js'
import type { Knowledge } from './knowledge.js'

/** What a connection tells of its server, and whom it asks before it takes a call: whether the server is worth a try. */
export interface Pulse {
  /** What is done with every request before it is taken; undefined if nothing is. */
  readonly prepare: ((exchange: Exchange) => void) | undefined
  /** Why no connection may be made now; undefined if one may. */
  refusal(): ErrorFor | undefined
  /** A connection was made. */
  opened(): void
  /** No connection could be made. */
  unreachable(cause: Error): void
  /** The connection was lost; with a cause, that speaks against the server. */
  lost(reason: Error, isFailure: boolean): void
  /** Takes over a request that would fail. False if it may not be sent again. */
  takes(exchange: Exchange, error: ErrorFor): boolean
}

/** What is known of a server: the connections to it share that. */
export interface Known {
  readonly knowledge: Knowledge
  readonly pulse: Pulse
}

/** What is done with every request: what waits to be sent again must not pass it, and its times to live are limited. */
export function preparation(
  held: Held | undefined,
  cap: Cap | undefined,
): ((exchange: Exchange) => void) | undefined {
  if (!held && !cap) return undefined
  return (exchange) => {
    if (held?.size) held.pass(exchange)
    if (cap) exchange.limit(cap)
  }
}

/** The pulse of a further connection to the same server: it asks, and nothing of it counts. */
export function sideOf(pulse: Pulse): Pulse {
  return {
    prepare: pulse.prepare,
    refusal: () => pulse.refusal(),
    opened() {},
    unreachable() {},
    lost() {},
    takes: () => false,
  }
}
