import { StructureKind, type TypeAliasDeclarationStructure } from 'ts-morph'
import type { Command, Type } from '../ir.js'
import { capitalized } from '../naming.js'
import { isStream } from '../stream.js'
import { comment } from './comment.js'
import { type Imports, RUNTIME } from './imports.js'
import { propertyName } from './literal.js'
import { holds, INSIDE, type Place, typeText } from './type.js'

type RecordType = Extract<Type, { kind: 'record' }>

/** What a parser of a stream makes. */
export const ITEM = 'Item'

/** The type of what a stream gives, one by one. */
export function itemName({ name }: Command): string {
  return `${capitalized(name)}Item`
}

/** The same with what it depends on, in the place where a method says it. */
export function itemText(command: Command, value: string): string {
  const parameters = parametersOf(command).map(({ name }) => (name === 'V' ? value : name))
  return itemName(command) + (parameters.length === 0 ? '' : `<${parameters.join(', ')}>`)
}

function parametersOf({ result }: Command) {
  return [
    ...(holds(result, 'uint64') ? [{ name: 'B', constraint: 'boolean', default: 'boolean' }] : []),
    ...(holds(result, 'value') ? [{ name: 'V', default: 'unknown' }] : []),
  ]
}

const PLACE: Place = { value: 'V', uint64: 'Uint64<B>' }

/** The types of a stream's items: what their lines give, and what callers get, with the server. */
export function streamStatements(
  command: Command,
  imports: Imports,
): TypeAliasDeclarationStructure[] {
  if (!isStream(command)) return []
  const parameters = parametersOf(command)
  const given = parameters.length === 0 ? ITEM : `(${recordsText(command, PLACE, imports)}\n)`
  const base = { kind: StructureKind.TypeAlias } as const
  return [
    { ...base, name: ITEM, type: recordsText(command, INSIDE, imports) },
    {
      ...base,
      isExported: true,
      name: itemName(command),
      typeParameters: parameters,
      docs: [comment([`An item of the stream \`${command.name}\`.`])],
      type: `${imports.type(RUNTIME, 'Streamed')} & ${given}`,
    },
  ]
}

function recordsText({ result }: Command, place: Place, imports: Imports): string {
  const records = recordsOf(result).map((record) => recordText(record, place, imports))
  return records.map((record) => `\n  | ${record}`).join('')
}

/** With what the spec says of each member. */
function recordText({ members }: RecordType, place: Place, imports: Imports): string {
  const lines = members.flatMap(({ name, type, optional, doc }) => [
    ...(doc === undefined ? [] : [`/** ${doc} */`]),
    `${propertyName(name)}${optional ? '?' : ''}: ${typeText(type, place, imports)}`,
  ])
  return `{\n${lines.map((line) => `      ${line}\n`).join('')}    }`
}

function recordsOf(result: Type): readonly RecordType[] {
  const of = result.kind === 'list' ? result.of : result
  return (of.kind === 'union' ? of.of : [of]).filter((one) => one.kind === 'record')
}
