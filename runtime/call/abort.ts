import type { Waiter } from '../waiter/waiter.js'

/** A request that its caller can turn away from. */
export interface Cancellable {
  cancel(waiter: Waiter): void
}

/** What a signal ends, for each signal that calls wait with: one listener serves them all. */
const ended = new WeakMap<AbortSignal, Set<() => void>>()

/** Ends a call when its signal says so: its requests keep their places, their replies are thrown away. */
export function abortWith(
  signal: AbortSignal,
  waiter: Waiter,
  requests: readonly Cancellable[],
): void {
  const leave = listen(signal, () => {
    for (const request of requests) request.cancel(waiter)
    waiter.abort(signal.reason)
  })
  waiter.promise.then(leave, leave)
}

/** Calls this when the signal is aborted; gives what undoes that. */
export function listen(signal: AbortSignal, end: () => void): () => void {
  const ends = ended.get(signal) ?? watch(signal)
  ends.add(end)
  return () => {
    ends.delete(end)
  }
}

function watch(signal: AbortSignal): Set<() => void> {
  const ends = new Set<() => void>()
  const abort = (): void => {
    for (const end of ends) end()
  }
  signal.addEventListener('abort', abort, { once: true })
  ended.set(signal, ends)
  return ends
}
