import type { Key } from './types.js'

/** What an error knows about the call it ended. Never the value. */
export interface ErrorContext {
  /** The server, in the form that the constructor takes, such as `localhost:11211`. */
  readonly server?: string | undefined
  /** The method, such as `getMany`. */
  readonly command?: string | undefined
  /** The server's own text, without the word that names the kind of error. */
  readonly reply?: string | undefined
  readonly cause?: unknown
}

/** The stable codes of memwire's errors. */
export type ErrorCode =
  | 'MEMWIRE_ERROR'
  | 'MEMWIRE_CLIENT_ERROR'
  | 'MEMWIRE_UNKNOWN_COMMAND'
  | 'MEMWIRE_ILLEGAL_INPUT'
  | 'MEMWIRE_SERVER_ERROR'
  | 'MEMWIRE_UNEXPECTED_CLOSE'
  | 'MEMWIRE_UNKNOWN_REPLY'
  | 'MEMWIRE_CONNECT'
  | 'MEMWIRE_TIMEOUT'
  | 'MEMWIRE_NO_SERVERS'
  | 'MEMWIRE_AUTHENTICATION'
  | 'MEMWIRE_UNSUPPORTED_COMMAND'
  | 'MEMWIRE_UNSAFE_INTEGER'
  | 'MEMWIRE_UNREADABLE_VALUE'
  | 'MEMWIRE_VALUE_TOO_LARGE'
  | 'MEMWIRE_QUEUE_FULL'
  | 'MEMWIRE_CLOSED'

/** The base of all errors that memwire makes; match on `code`. */
export class MemcacheError extends Error {
  /** Stable, unlike the message. */
  readonly code: ErrorCode
  readonly server: string | undefined
  readonly command: string | undefined
  readonly reply: string | undefined
  /**
   * What became of each key, if one part of a call for many keys failed: a result, or the error.
   * Not enumerable, so that a logged error does not show keys or values.
   */
  declare readonly results?: ReadonlyMap<Key, unknown>

  constructor(message: string, context: ErrorContext = {}, code: ErrorCode = 'MEMWIRE_ERROR') {
    super(message, context.cause === undefined ? undefined : { cause: context.cause })
    this.code = code
    this.server = context.server
    this.command = context.command
    this.reply = context.reply
  }

  static {
    this.prototype.name = 'MemcacheError'
  }
}

/** The server found the request wrong: `CLIENT_ERROR`. */
export class ClientError extends MemcacheError {
  constructor(message: string, context?: ErrorContext, code: ErrorCode = 'MEMWIRE_CLIENT_ERROR') {
    super(message, context, code)
  }

  static {
    this.prototype.name = 'ClientError'
  }
}

/** The server does not know the command: `ERROR`. */
export class UnknownCommandError extends ClientError {
  constructor(message: string, context?: ErrorContext) {
    super(message, context, 'MEMWIRE_UNKNOWN_COMMAND')
  }

  static {
    this.prototype.name = 'UnknownCommandError'
  }
}

/** An argument is wrong. Nothing has been sent. */
export class IllegalInputError extends ClientError {
  constructor(message: string, context?: ErrorContext) {
    super(message, context, 'MEMWIRE_ILLEGAL_INPUT')
  }

  static {
    this.prototype.name = 'IllegalInputError'
  }
}

/** The server could not do it: `SERVER_ERROR`. */
export class ServerError extends MemcacheError {
  constructor(message: string, context?: ErrorContext, code: ErrorCode = 'MEMWIRE_SERVER_ERROR') {
    super(message, context, code)
  }

  static {
    this.prototype.name = 'ServerError'
  }
}

/** The connection ended before the reply. Whether the server has done what was asked is not known. */
export class UnexpectedCloseError extends ServerError {
  constructor(message: string, context?: ErrorContext) {
    super(message, context, 'MEMWIRE_UNEXPECTED_CLOSE')
  }

  static {
    this.prototype.name = 'UnexpectedCloseError'
  }
}

/** The server sent something that is no reply to the command. The connection has been closed. */
export class UnknownReplyError extends MemcacheError {
  constructor(message: string, context?: ErrorContext) {
    super(message, context, 'MEMWIRE_UNKNOWN_REPLY')
  }

  static {
    this.prototype.name = 'UnknownReplyError'
  }
}

/** No connection to the server could be made. */
export class ConnectError extends MemcacheError {
  constructor(message: string, context?: ErrorContext) {
    super(message, context, 'MEMWIRE_CONNECT')
  }

  static {
    this.prototype.name = 'ConnectError'
  }
}

/** The call's deadline passed. Whether the server has done what was asked is not known. */
export class TimeoutError extends MemcacheError {
  constructor(message: string, context?: ErrorContext) {
    super(message, context, 'MEMWIRE_TIMEOUT')
  }

  static {
    this.prototype.name = 'TimeoutError'
  }
}

/** No server is left to send the command to. */
export class NoServersError extends MemcacheError {
  constructor(message: string, context?: ErrorContext) {
    super(message, context, 'MEMWIRE_NO_SERVERS')
  }

  static {
    this.prototype.name = 'NoServersError'
  }
}

/** The server refused the credentials. */
export class AuthenticationError extends MemcacheError {
  constructor(message: string, context?: ErrorContext) {
    super(message, context, 'MEMWIRE_AUTHENTICATION')
  }

  static {
    this.prototype.name = 'AuthenticationError'
  }
}

/** The server's version is too old or too new for the command. Nothing has been sent. */
export class UnsupportedCommandError extends MemcacheError {
  constructor(message: string, context?: ErrorContext) {
    super(message, context, 'MEMWIRE_UNSUPPORTED_COMMAND')
  }

  static {
    this.prototype.name = 'UnsupportedCommandError'
  }
}

/**
 * A number of the server is above 2^53 - 1, so that a JavaScript number cannot hold it; `exact` says which it is. A
 * counter that was to be changed has been.
 */
export class UnsafeIntegerError extends MemcacheError {
  readonly exact: bigint

  constructor(message: string, exact: bigint, context?: ErrorContext) {
    super(message, context, 'MEMWIRE_UNSAFE_INTEGER')
    this.exact = exact
  }

  static {
    this.prototype.name = 'UnsafeIntegerError'
  }
}
