import { type ErrorContext, type MemcacheError, UnknownReplyError } from '../errors.js'

export type RefusalKind = new (message: string, context?: ErrorContext) => MemcacheError

/**
 * Whether an error line ends the connection: never, if the request had a block, or always. `never` is of a line that
 * stands for the whole reply; where something of it has come, or it is for many keys, nobody knows what follows, but for
 * `end`: such a line is the last one wherever it comes.
 */
export type Closes = 'never' | 'block' | 'always' | 'end'

/** A parser's result in the place of a value: the server answered with an error line. */
export class Refusal {
  readonly kind: RefusalKind
  /** The server's own words. */
  readonly reply: string
  readonly closes: Closes
  /** What is wrong, in our words, where the server's own do not say it. */
  readonly reason: string

  constructor(kind: RefusalKind, reply: string, closes: Closes, reason: string = reply) {
    this.kind = kind
    this.reply = reply
    this.closes = closes
    this.reason = reason
  }

  /** Whether the connection cannot be used any more. `isBegun`: something of the reply has come, or it is for many keys. */
  ends(hasBlock: boolean, isBegun = false): boolean {
    const { closes } = this
    return closes === 'always' || (closes === 'block' && hasBlock) || (closes !== 'end' && isBegun)
  }
}

/** Bytes came that no parser can read. */
export function unreadable(reason: string): Refusal {
  return new Refusal(UnknownReplyError, '', 'always', reason)
}
