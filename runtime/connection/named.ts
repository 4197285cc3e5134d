import { MemcacheError } from '../errors.js'
import { isA } from '../thrown.js'

/** An error of ours that does not know yet which call it ends; what a user's function throws stays as it is. */
export function named(error: unknown, command: string): unknown {
  if (isA(error, MemcacheError) && isUnnamed(error))
    Reflect.defineProperty(error, 'command', { value: command, enumerable: true })
  return error
}

/** Without a question to a getter, which ours do not have. */
function isUnnamed(error: MemcacheError): boolean {
  const own = Object.getOwnPropertyDescriptor(error, 'command')
  return own !== undefined && 'value' in own && own.value === undefined
}
