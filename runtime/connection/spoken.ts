import { type AnyCommand, type More, more, type Request } from '../command.js'
import { UnknownReplyError } from '../errors.js'
import type { Reader } from '../wire/reader.js'
import { Refusal } from '../wire/refusal.js'

/** A request of which nothing is known: its replies are read for where they end. */
const anyRequest = {
  key: '',
  keys: [],
  ownKey: undefined,
  fields: {},
  flags: 0,
  block: '',
  silent: false,
  bigint: true,
  items: undefined,
  next: 0,
  value() {},
  found() {},
  uint64: (value: number | bigint) => value,
} satisfies Request

/**
 * Reads a line as the reply to one of the commands that were sent in the place of others: true if it is one that is no
 * failure, the failure if it is that, false if none of them gives it.
 */
export function answerOf(
  reader: Reader,
  spoken: Iterable<AnyCommand>,
): true | false | Refusal | More {
  let failure: Refusal | undefined
  let end = 0
  for (const command of spoken) {
    reader.at = reader.mark
    const answer = command.parse(reader, { ...anyRequest })
    if (answer === more) return more
    if (!(answer instanceof Refusal)) return true
    // A command may know more exactly than any other what a line means for the connection.
    if (answer.kind !== UnknownReplyError && (failure === undefined || answer.closes === 'never')) {
      failure = answer
      end = reader.at
    }
  }
  if (!failure) return false
  reader.at = end
  return failure
}
