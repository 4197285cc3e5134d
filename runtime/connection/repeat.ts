import type { Exchange } from './exchange.js'
import { Fence } from './fence.js'

/**
 * Which requests of a lost connection are sent again. A read always may. What changes something may only if nothing
 * behind it that concerns the same key, and will not be sent again, may have been carried out already: the older change
 * must not win. Requests that asked for no reply are never sent again, and nobody knows their keys here, so that they
 * stand for all.
 */
export function repeatable(
  inFlight: readonly Exchange[],
  quietBehind: boolean,
): ReadonlySet<Exchange> {
  const repeated = new Set<Exchange>()
  const lost = new Set<string>()
  let allLost = quietBehind
  for (const exchange of [...inFlight].reverse()) {
    const { effect } = exchange
    const passes = exchange.names.some((key) => lost.has(key))
    if (exchange.repeatable && (effect === 'read' || !(allLost || passes))) {
      repeated.add(exchange)
    } else if (exchange instanceof Fence) {
      allLost ||= exchange.hasBatch
    } else if (effect !== 'read') {
      if (exchange.names.length === 0) allLost = true
      for (const key of exchange.names) lost.add(key)
    }
  }
  return repeated
}
