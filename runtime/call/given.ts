import type { Given } from '../command.js'
import { IllegalInputError } from '../errors.js'
import { isRecord, shown } from '../kind.js'
import { NO_OPTIONS } from './context.js'

/** The options of a call, if they are any: a number or a callback in their place would be ignored without a word. */
export function givenOptions(
  method: string,
  options: unknown,
  example = '{ timeout: 500 }',
): Given {
  if (options === undefined) return NO_OPTIONS
  if (isRecord(options)) return options as Given
  throw new IllegalInputError(
    `${method}: expected options such as ${example}, got ${shown(options)}`,
    { command: method },
  )
}
