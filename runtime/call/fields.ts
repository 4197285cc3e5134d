import type { AnyCommand, Given } from '../command.js'
import { NO_OPTIONS } from './context.js'

const NONE: readonly unknown[] = []

/** What was made last of a call without options and without arguments behind its key and block. */
let last: { readonly command: AnyCommand; readonly fields: unknown } | undefined

/**
 * The arguments behind key and block, checked, with the options. Calls in a row that give none share them, which takes
 * less memory while they wait: nobody changes them, and no default depends on the time.
 */
export function fieldsOf(command: AnyCommand, args: readonly unknown[], options: Given): unknown {
  if (!command.check) return undefined
  const count = leading(command)
  if (args.length > count) return command.check(args.slice(count), options)
  if (options !== NO_OPTIONS) return command.check(NONE, options)
  if (last?.command !== command) last = { command, fields: command.check(NONE, options) }
  return last.fields
}

/** How many arguments stand before those that `check` takes: the key, and the block where there is one. */
function leading(command: AnyCommand): number {
  const { block } = command.facts
  return block === 'none' || block === 'row' ? 1 : 2
}
