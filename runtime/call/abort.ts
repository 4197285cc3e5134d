import type { Waiter } from '../waiter/waiter.js'

/** A request that its caller can turn away from. */
export interface Cancellable {
  cancel(waiter: Waiter): void
}

/** Ends a call when its signal says so: its requests keep their places, their replies are thrown away. */
export function abortWith(
  signal: AbortSignal,
  waiter: Waiter,
  requests: readonly Cancellable[],
): void {
  const abort = (): void => {
    for (const request of requests) request.cancel(waiter)
    waiter.abort(signal.reason)
  }
  const leave = (): void => signal.removeEventListener('abort', abort)
  signal.addEventListener('abort', abort, { once: true })
  waiter.promise.then(leave, leave)
}
