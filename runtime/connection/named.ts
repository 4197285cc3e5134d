import { MemcacheError } from '../errors.js'

/** An error of ours that does not know yet which call it ends; what a user's function throws stays as it is. */
export function named(error: unknown, command: string): unknown {
  if (error instanceof MemcacheError && error.command === undefined) {
    Object.defineProperty(error, 'command', { value: command, enumerable: true })
  }
  return error
}
