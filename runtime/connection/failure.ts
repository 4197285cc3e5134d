import {
  AuthenticationError,
  ConnectError,
  type ErrorCode,
  MemcacheError,
  TimeoutError,
  UnexpectedCloseError,
  UnknownReplyError,
} from '../errors.js'
import { isA, messageOf } from '../thrown.js'
import type { Refusal } from '../wire/refusal.js'
import type { ErrorFor } from './exchange.js'

/** The errors of a connection, in words. */
export class Failure {
  readonly #server: string

  constructor(server: string) {
    this.#server = server
  }

  refused({ kind: Kind, reply, reason }: Refusal, command: string): MemcacheError {
    return new Kind(this.#words(Kind, reason), { server: this.#server, command, reply })
  }

  #words(kind: Refusal['kind'], reason: string): string {
    if (kind === UnknownReplyError) return `unknown reply from ${this.#server}: ${reason}`
    if (kind === AuthenticationError)
      return `${this.#server} wants credentials, the option auth: ${reason}`
    return reason === '' ? 'the server does not know the command' : reason
  }

  /** The connection was closed because its step was in doubt. */
  cutOff(reason: string): ErrorFor {
    return (command) =>
      new UnexpectedCloseError(
        `the connection to ${this.#server} was closed before the reply, because of an earlier one: ${reason}`,
        { server: this.#server, command },
      )
  }

  hungUp(cause: Error | undefined): ErrorFor {
    return (command) =>
      new UnexpectedCloseError(
        `${this.#server} closed the connection before the reply${cause ? `: ${reason(cause)}` : ''}`,
        { server: this.#server, command, cause },
      )
  }

  /** The server, or what lies between, has ended a stream in the middle. */
  brokenOff(cause: Error | undefined): ErrorFor {
    return (command) =>
      new UnexpectedCloseError(
        `${this.#server} closed the connection before the end${cause ? `: ${cause.message}` : ''}`,
        { server: this.#server, command, cause },
      )
  }

  silent(milliseconds: number): ErrorFor {
    return (command) =>
      new UnexpectedCloseError(
        `nothing has come from ${this.#server} for ${Math.round(milliseconds)} ms; the connection is replaced`,
        { server: this.#server, command },
      )
  }

  unreachable(cause: Error): ErrorFor {
    return (command) => this.#unconnected(cause, command, '')
  }

  resting(cause: Error | undefined, milliseconds: number): ErrorFor {
    const again = `; the next attempt may be made in ${Math.ceil(milliseconds)} ms`
    return (command) => this.#unconnected(cause, command, again)
  }

  #unconnected(cause: Error | undefined, command: string, again: string): MemcacheError {
    const server = this.#server
    if (cause instanceof AuthenticationError) {
      const { reply } = cause
      const message = `${server} does not accept the credentials: ${cause.message}${again}`
      return new AuthenticationError(message, { server, command, reply })
    }
    const reason = cause ? reasons(cause) : 'it failed before'
    const message = `cannot connect to ${server}: ${reason}${again}`
    return new ConnectError(message, { server, command, cause })
  }

  late(waitedFor: 'reply' | 'line' | 'idle' | 'connecting' | 'open'): ErrorFor {
    const what =
      waitedFor === 'reply' || waitedFor === 'line'
        ? `no ${waitedFor} from`
        : waitedFor === 'open'
          ? 'not sent to'
          : 'no connection to'
    return (command, timeout) =>
      new TimeoutError(`${what} ${this.#server} within ${timeout} ms`, {
        server: this.#server,
        command,
      })
  }

  /** The request could not be put into bytes, for lack of memory for instance. */
  readonly unwritten = (cause: unknown): ErrorFor => {
    const reason = messageOf(cause)
    return (command) =>
      new MemcacheError(`${command} could not be written: ${reason}; nothing was sent`, {
        server: this.#server,
        command,
        cause,
      })
  }

  full(limit: number): ErrorFor {
    return (command) =>
      new MemcacheError(
        `${limit} calls wait for ${this.#server} already; wait for some of them, or raise maxPending`,
        { server: this.#server, command },
        'MEMWIRE_QUEUE_FULL',
      )
  }

  readonly closed: ErrorFor = (command) =>
    new MemcacheError(
      'the client is closed; make a new one',
      { server: this.#server, command },
      'MEMWIRE_CLOSED',
    )
}

/** The codes that say that a request was not sent. */
const UNSENT: readonly ErrorCode[] = [
  'MEMWIRE_CONNECT',
  'MEMWIRE_AUTHENTICATION',
  'MEMWIRE_NO_SERVERS',
  'MEMWIRE_QUEUE_FULL',
]

/** The error of a request that cannot be sent again, but was sent before. */
export function unsure(error: ErrorFor): ErrorFor {
  return (command, timeout) => {
    const cause = error(command, timeout)
    if (!isA(cause, MemcacheError) || !UNSENT.includes(cause.code)) return cause
    return new UnexpectedCloseError(
      `the connection was closed before the reply; now ${cause.message}`,
      { server: cause.server, command, cause },
    )
  }
}

/** What went wrong, for each address that was tried. */
export function reasons(cause: Error): string {
  if (!(cause instanceof AggregateError)) return reason(cause)
  return cause.errors.map(reason).join('; ')
}

/** OpenSSL's messages name its source files; its reason is what they mean. */
function reason(cause: Error & { readonly reason?: unknown; readonly code?: unknown }): string {
  const isSsl = typeof cause.code === 'string' && cause.code.startsWith('ERR_SSL')
  if (!isSsl || typeof cause.reason !== 'string') return cause.message.trim()
  const hint =
    cause.code === 'ERR_SSL_WRONG_VERSION_NUMBER' ? '; what answers may not speak TLS' : ''
  return `TLS: ${cause.reason}${hint}`
}
