import { isNativeError } from 'node:util/types'

/** Whether the stack was too small for a value. Other errors are those of the caller's getters, a RangeError too. */
export function isOverflow(error: unknown): boolean {
  return isNativeError(error) && error.message === 'Maximum call stack size exceeded'
}
