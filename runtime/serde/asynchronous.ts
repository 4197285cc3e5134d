import { isPromise } from 'node:util/types'

/** What to say of an answer that is refused; if it is a promise, nobody is left to hear of its rejection. */
export function remedyFor(answer: unknown): string {
  if (!isPromise(answer)) return ''
  Promise.prototype.then.call(answer, undefined, () => {})
  return '; it cannot be asynchronous'
}

/** Whether a call that gave it to its caller would wait for it instead. */
export function isThenable(value: unknown): boolean {
  const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function'
  return isObject && typeof (value as { then?: unknown }).then === 'function'
}
