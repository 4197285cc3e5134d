import type { ErrorName } from '../ir.js'

export const EFFECTS = ['read', 'idempotent', 'write', 'session'] as const

export const ROUTES = ['every', 'any', 'one'] as const

export const ROLES = ['version', 'fence', 'farewell', 'auth', 'flush'] as const

export const ERROR_NAMES: readonly ErrorName[] = [
  'ClientError',
  'ServerError',
  'UnknownCommandError',
  'AuthenticationError',
]

/** The errors with which the call of an example may end. */
export const THROWN: readonly string[] = [
  ...ERROR_NAMES,
  'IllegalInputError',
  'UnknownReplyError',
  'UnexpectedCloseError',
  'UnsafeIntegerError',
]
