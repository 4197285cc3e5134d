import type { Protocol } from './command.js'
import { IllegalInputError } from './errors.js'

/** To empty a server a command is needed that does it. */
export function checkFlush(flushOnReturn: boolean, { roles }: Protocol): void {
  if (!flushOnReturn || roles.flush.length > 0) return
  throw new IllegalInputError(
    'flushOnReturn: expected a spec with a command in the role flush, got none',
  )
}
