import type { Exchange, Place } from './exchange.js'
import { Fence } from './fence.js'

/** What becomes of the requests of a lost connection: some are sent again at once, the others fail. */
export function sorted(
  inFlight: readonly Exchange[],
  waiting: Iterable<Exchange>,
  repeat: boolean,
  quietBehind: boolean,
): { readonly repeated: readonly Exchange[]; readonly failed: readonly Exchange[] } {
  markOvertaken(inFlight, waiting, quietBehind)
  const chosen = repeat ? repeatable(inFlight, quietBehind) : new Set<Exchange>()
  for (const exchange of chosen) exchange.repeated = true
  return {
    repeated: inFlight.filter((exchange) => chosen.has(exchange)),
    failed: inFlight.filter((exchange) => !chosen.has(exchange)),
  }
}

/**
 * Marks the changes of keys that live elsewhere now: a later one may have been carried out there, of which nothing is
 * known here.
 */
export function markOutrun(exchanges: Iterable<Exchange>, isElsewhere: Place<boolean>): void {
  for (const exchange of exchanges) {
    if (exchange.effect !== 'read') exchange.overtaken ||= exchange.hasKeyAt(isElsewhere)
  }
}

/**
 * Which requests of a lost connection are sent again. A read always may. What changes something may only if nothing
 * behind it that concerns the same key, and will not be sent again, may have been carried out already: the older change
 * must not win. Requests that asked for no reply are never sent again, and nobody knows their keys here, so that they
 * stand for all.
 */
function repeatable(inFlight: readonly Exchange[], quietBehind: boolean): Set<Exchange> {
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

/**
 * Marks the changes that must not be sent again some time later, because a later request of their key is there: on its
 * way, or waiting.
 */
function markOvertaken(
  inFlight: readonly Exchange[],
  waiting: Iterable<Exchange>,
  quietBehind: boolean,
): void {
  const later = new Set<string>()
  let all = quietBehind
  const pass = (exchange: Exchange): void => {
    if (exchange instanceof Fence) all ||= exchange.hasBatch
    else if (exchange.names.length === 0) all ||= exchange.effect !== 'read'
    for (const name of exchange.names) later.add(name)
  }
  for (const exchange of waiting) pass(exchange)
  for (const exchange of [...inFlight].reverse()) {
    const { names } = exchange
    exchange.overtaken ||=
      all || names.some((name) => later.has(name)) || (names.length === 0 && later.size > 0)
    pass(exchange)
  }
}
