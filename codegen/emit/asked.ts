import {
  type InterfaceDeclarationStructure,
  type OptionalKind,
  type PropertySignatureStructure,
  StructureKind,
  type TypeAliasDeclarationStructure,
} from 'ts-morph'
import type { Command, Type, TypeMember } from '../ir.js'
import { capitalized } from '../naming.js'
import { comment } from './comment.js'
import { type Imports, RUNTIME } from './imports.js'
import { list } from './list.js'
import { literal } from './literal.js'
import { holds, type Place, typeText } from './type.js'

type RecordType = Extract<Type, { kind: 'record' }>

/** Whether options decide what the result holds. */
export function isAsked({ result }: Command): boolean {
  return recordsOf(result).some(({ members }) => members.some(({ asked }) => asked !== undefined))
}

/** The type of a result that options decide. */
export function resultName({ name }: Command): string {
  return `${capitalized(name)}Result`
}

/** What can be asked for, by the names of the options. */
export function fieldsName({ name }: Command): string {
  return `${capitalized(name)}Fields`
}

/** The types of a result that options decide: what can be asked for, and what comes of the options given. */
export function askedStatements(
  command: Command,
  imports: Imports,
): [InterfaceDeclarationStructure, TypeAliasDeclarationStructure] | [] {
  if (!isAsked(command)) return []
  const { name, result } = command
  const members = askedMembers(result)
  const parameters = fieldParameters(command)
  return [
    {
      kind: StructureKind.Interface,
      isExported: true,
      name: fieldsName(command),
      typeParameters: parameters.map((parameter) => ({ name: parameter, default: 'unknown' })),
      docs: [comment([`What \`${name}\` can give, by the option that asks for it.`])],
      properties: members.map((member) => property(member, command, imports)),
    },
    {
      kind: StructureKind.TypeAlias,
      isExported: true,
      name: resultName(command),
      typeParameters: [
        { name: 'O' },
        ...(holds(result, 'value') ? [{ name: 'V', default: 'unknown' }] : []),
      ],
      docs: [
        comment([`What \`${name}\` gives: what the options \`O\` ask for, and what always comes.`]),
      ],
      type: resultText(command, imports),
    },
  ]
}

/** The type parameters that the fields depend on. */
function fieldParameters({ result, flags }: Command): string[] {
  const onOptions = holds(result, 'uint64') || flags.some(({ omits }) => omits.length > 0)
  return [...(onOptions ? ['O'] : []), ...(holds(result, 'value') ? ['V'] : [])]
}

function property(
  { name, type, doc }: TypeMember,
  { flags }: Command,
  imports: Imports,
): OptionalKind<PropertySignatureStructure> {
  const text = typeText(type, PLACE, imports)
  if (text.includes('Exact<')) imports.type(RUNTIME, 'Exact')
  const omitting = flags.filter(({ omits }) => omits.includes(name)).map((flag) => flag.name)
  const option = omitting.map((one) => literal(one)).join(' | ')
  const docs = [
    doc,
    omitting.length > 0 &&
      `May be missing with ${list(
        omitting.map((one) => `\`${one}\``),
        'or',
      )}.`,
  ]
  return {
    name,
    type:
      omitting.length === 0 ? text : `${option} extends keyof O ? ${text} | undefined : ${text}`,
    docs: docs.some(Boolean) ? [comment([docs.filter(Boolean).join(' ')], 2)] : [],
  }
}

const PLACE: Place = { value: 'V', uint64: 'Uint64<Exact<O>>' }

function resultText(command: Command, imports: Imports): string {
  const { result } = command
  const parts = result.kind === 'union' ? result.of : [result]
  const texts = parts.map((part) =>
    part.kind === 'record' ? recordText(part, command, imports) : typeText(part, PLACE, imports),
  )
  // For each of several objects of options by itself.
  const given =
    texts.length === 1 ? texts.join() : `(${texts.map((text) => `\n    | ${text}`).join('')}\n  )`
  return `O extends unknown\n  ? ${given}\n  : never`
}

function recordText({ members }: RecordType, command: Command, imports: Imports): string {
  const asked = members.filter((member) => member.asked !== undefined).map(({ name }) => name)
  const fixed = members.filter((member) => member.asked === undefined)
  const parameters = fieldParameters(command)
  const all = `${fieldsName(command)}${parameters.length > 0 ? `<${parameters.join(', ')}>` : ''}`
  const isWhole = asked.length === askedMembers(command.result).length
  const fields = isWhole ? all : `Pick<${all}, ${asked.map(literal).join(' | ')}>`
  const rest =
    fixed.length === 0 ? [] : [typeText({ kind: 'record', members: fixed }, PLACE, imports)]
  return `${imports.type(RUNTIME, 'Asked')}<${['O', fields, ...rest].join(', ')}>`
}

/** Every member that an option asks for, once. */
function askedMembers(result: Type): TypeMember[] {
  const members = new Map<string, TypeMember>()
  for (const record of recordsOf(result)) {
    for (const member of record.members) {
      if (member.asked !== undefined && !members.has(member.name)) members.set(member.name, member)
    }
  }
  return [...members.values()]
}

function recordsOf(result: Type): RecordType[] {
  const parts = result.kind === 'union' ? result.of : [result]
  return parts.filter((part) => part.kind === 'record')
}
