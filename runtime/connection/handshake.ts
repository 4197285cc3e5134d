import type { Credentials } from '../auth.js'
import { type AnyCommand, more } from '../command.js'
import { AuthenticationError, UnknownReplyError } from '../errors.js'
import { codecOfFunctions } from '../serde/custom.js'
import { Call } from '../waiter/call.js'
import { endless } from '../waiter/limit.js'
import type { Intake } from '../wire/intake.js'
import { Refusal } from '../wire/refusal.js'
import { Writer } from '../wire/writer.js'
import { bare, Single } from './single.js'

/** What is said first on a new connection, and alone: nothing may pass before the server has agreed to it. */
export class Handshake {
  readonly #exchange: Single
  readonly #intake: Intake
  readonly #credentials: Credentials

  constructor(command: AnyCommand, credentials: Credentials, intake: Intake) {
    const content = { ...bare, fields: credentials.fieldsFor(command) }
    const call = new Call(command.name, undefined, endless, false)
    this.#exchange = new Single(command, '', content, codecOfFunctions(undefined, undefined), call)
    this.#intake = intake
    this.#credentials = credentials
  }

  /** The bytes of the request. */
  request(): Buffer[] {
    const writer = new Writer()
    this.#exchange.encode(writer)
    return writer.take()
  }

  /** So many bytes have come. Whether the server agrees; undefined if its answer is not complete. */
  received(length: number): true | Error | undefined {
    const { reader } = this.#intake
    if (!this.#intake.received(length)) return undefined
    const result = this.#exchange.read(reader)
    if (result === more) {
      reader.at = reader.mark
      return reader.broken === undefined ? undefined : new Error(reader.broken)
    }
    if (result instanceof Refusal) return this.#refused(result)
    return reader.at === reader.limit ? true : new Error('more came than an answer')
  }

  #refused(refusal: Refusal): Error {
    const { kind: Kind } = refusal
    const reply = this.#credentials.hiddenIn(refusal.reply)
    const reason = this.#credentials.hiddenIn(refusal.reason)
    if (Kind === AuthenticationError) return new AuthenticationError(reason, { reply })
    if (Kind === UnknownReplyError) return new Error(`unknown reply to the credentials: ${reason}`)
    return new Error(
      reason === ''
        ? 'the server takes no credentials; leave out auth'
        : `the credentials got the answer ${JSON.stringify(reason)}`,
    )
  }
}
