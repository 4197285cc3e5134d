import type { Command, Literal } from '../ir.js'
import { constantOf } from '../naming.js'
import { type Argument, argumentsOf } from './argument.js'
import { COMMANDS_FOLDER, type Context, moduleOf } from './context.js'
import type { Imports } from './imports.js'
import { literal, type MemberText, record } from './literal.js'

/** The command that is sent in the place of one that wants no reply, as a member; undefined if there is none. */
export function quietlyMember(
  command: Command,
  { spec, ...context }: Context,
  imports: Imports,
): MemberText | undefined {
  const other = spec.commands.find(({ name }) => name === command.quietly?.command)
  if (!command.quietly || !other) return undefined
  const args = argumentsOf(other)
  const hiding = other.flags.find(({ hides }) => hides.length > 0)
  const options = Object.entries(command.quietly.options)
  const fields = options.map(([name, value]) => ({ name, value: valueText(name, value, args) }))
  const used = options.flatMap(([, value]) => (typeof value === 'object' ? [value.field] : []))
  const params = used.length === 0 ? '' : `{ ${[...new Set(used)].join(', ')} }`
  const given = record([{ name: hiding?.name ?? '', value: 'true' }, ...fields])
  const constant = imports.value(
    moduleOf(other, { spec, ...context }, COMMANDS_FOLDER),
    constantOf(other.name),
  )
  return {
    name: 'quietly',
    value: record([
      { name: 'command', value: constant },
      { name: 'fields', value: `(${params}) => (${given})` },
    ]),
  }
}

/** What the check of the other command would give for it. */
function valueText(
  name: string,
  value: Literal | { readonly field: string },
  args: readonly Argument[],
): string {
  if (typeof value === 'object') return value.field
  const argument = args.find((one) => one.name === name)
  const type = argument?.kind === 'value' ? argument.field.type : undefined
  const word = type?.kind === 'enum' ? type.words.find((one) => one.value === value) : undefined
  return literal(word?.wire ?? value)
}
