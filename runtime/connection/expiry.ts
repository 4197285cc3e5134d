import type { ErrorFor, Exchange } from './exchange.js'

/** Ends whoever has waited long enough, and tells when the next of the others gives up; Infinity if none does. */
export function expire(exchanges: Iterable<Exchange>, at: number, error: ErrorFor): number {
  let next = Infinity
  for (const exchange of exchanges) {
    if (exchange.deadline === Infinity) continue
    const left = exchange.deadline > at ? exchange.deadline : exchange.expire(at, error)
    if (left < next) next = left
  }
  return next
}

/** Whether somebody waits for one of them. */
export function anyAwaited(exchanges: Iterable<Exchange>): boolean {
  for (const exchange of exchanges) {
    if (!exchange.abandoned) return true
  }
  return false
}
