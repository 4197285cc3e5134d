import { MemcacheError } from '../errors.js'
import type { OnNoreplyError } from '../options.js'
import { isA, messageOf } from '../thrown.js'
import type { Key } from '../types.js'

/** Tells of failures of calls that asked for no reply: to the client's handler, else in one warning a connection. */
export class NoreplyReport {
  #warned = false
  readonly #handler: OnNoreplyError | undefined
  readonly #node: string

  constructor(handler: OnNoreplyError | undefined, node: string) {
    this.#handler = handler
    this.#node = node
  }

  /** `keys` are those of all calls that it may have been. */
  failed(error: unknown, methods: readonly string[], keys: readonly Key[]): void {
    const handler = this.#handler
    if (handler) {
      const [command = ''] = methods
      const key = methods.length === 1 ? keys[0] : undefined
      // Later and alone: what a handler throws must not end the reading of replies.
      queueMicrotask(() => handler(error as Error, { command, key, keys, node: this.#node }))
      return
    }
    if (this.#warned) return
    this.#warned = true
    // It may be anything: a user's serializer threw it, or it is the reason of an abort.
    const reason = messageOf(error)
    const ours = isA(error, MemcacheError)
      ? Object.getOwnPropertyDescriptor(error, 'code')
      : undefined
    process.emitWarning(
      `a ${methods[0]} without reply failed${this.#node && ` at ${this.#node}`}: ${reason}; ` +
        'give the client an onNoreplyError handler to see every such failure',
      {
        type: 'MemcacheWarning',
        code: typeof ours?.value === 'string' ? ours.value : 'MEMWIRE_ERROR',
      },
    )
  }
}
