import type { Call, Data } from '../data.js'
import type { Command } from '../ir.js'
import { CALL_OPTIONS, EXACT_OPTION } from '../naming.js'
import { either } from '../suggest.js'

/** The arguments of an example's call by what they are for. */
export interface Bound {
  readonly keys: readonly Data[]
  /** The block of each key; empty if the command has none. */
  readonly blocks: readonly Data[]
  readonly fields: Readonly<Record<string, Data>>
  readonly options: Readonly<Record<string, Data>>
  readonly isMany: boolean
  readonly isSilent: boolean
  readonly isExact: boolean
  /** Whether an option is there, and not off. */
  readonly asks: (option: string) => boolean
}

/** Binds a call's arguments to a command; gives what is wrong if that is not possible. */
export function bind(command: Command, { method, args }: Call): Bound | string {
  const isMany = method === command.many?.name
  if (!isMany && method !== command.name) {
    return `the call is of ${method}, not of ${either([command.name, ...(command.many ? [command.many.name] : [])])}`
  }
  const leading = command.params.filter(({ role }) => role !== 'field')
  const named = command.params.filter(({ role }) => role === 'field')
  const expected = (isMany ? 1 : leading.length) + named.length
  const options = args.length > expected ? recordOf(args[expected]) : {}
  if (args.length < expected || args.length > expected + 1 || !options) {
    return `${method} takes ${expected} ${expected === 1 ? 'argument' : 'arguments'} and options, the call has ${args.length}`
  }
  const unknown = Object.keys(options).find((name) => !optionsOf(command).includes(name))
  if (unknown !== undefined)
    return `${method} has no option ${unknown}; it has ${either(optionsOf(command), 'and')}`
  const { silence } = command
  const fields = named.map(
    ({ field }, i) => [field.name, args[expected - named.length + i] as Data] as const,
  )
  return {
    ...subjects(command, args, isMany),
    fields: Object.fromEntries(fields),
    options,
    isMany,
    isSilent: silence !== undefined && (options[silence.option] ?? silence.default) === true,
    isExact: options[EXACT_OPTION] === true,
    asks: (name) => (options[name] ?? false) !== false,
  }
}

function subjects(
  command: Command,
  args: readonly Data[],
  isMany: boolean,
): Pick<Bound, 'keys' | 'blocks'> {
  const [first, second] = args
  const hasBlock = command.request.block?.body.kind === 'field'
  if (command.route !== 'key') return { keys: [], blocks: hasBlock ? [first as Data] : [] }
  if (!isMany) return { keys: [first as Data], blocks: hasBlock ? [second as Data] : [] }
  if (hasBlock)
    return { keys: Object.keys(first as object), blocks: Object.values(first as object) }
  return { keys: Array.isArray(first) ? (first as Data[]) : [], blocks: [] }
}

function optionsOf({ options, silence }: Command): string[] {
  return [
    ...options.map(({ name }) => name),
    ...(silence ? [silence.option] : []),
    EXACT_OPTION,
    ...CALL_OPTIONS,
  ]
}

/** Data that has names; undefined if it is something else. */
export function recordOf(data: Data | undefined): Readonly<Record<string, Data>> | undefined {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return undefined
  return data as Readonly<Record<string, Data>>
}
