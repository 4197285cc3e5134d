import {
  type IndexSignatureDeclarationStructure,
  type InterfaceDeclarationStructure,
  type OptionalKind,
  type PropertySignatureStructure,
  type StatementStructures,
  StructureKind,
  VariableDeclarationKind,
} from 'ts-morph'
import type { Command, Field } from '../ir.js'
import { fieldType } from '../resolve/type.js'
import { comment } from './comment.js'
import { type Imports, RUNTIME } from './imports.js'
import { propertyName, quoted, table } from './literal.js'
import { knownName } from './names.js'
import { versions } from './options.js'
import { choicesText } from './reads.js'
import {
  holds,
  interfaceName,
  type NamesType,
  namesIn,
  type Place,
  typeText,
  unionText,
} from './type.js'

/** The objects by names that a command gives, each once. */
export function namesOf({ result }: Pick<Command, 'result'>): NamesType[] {
  const all = namesIn(result)
  return all.filter(({ field }, i) => all.findIndex((other) => other.field === field) === i)
}

/** What is known of the names of its objects: an interface of each, and how a parser reads what is said. */
export function knownStatements(command: Command, imports: Imports): StatementStructures[] {
  return namesOf(command).flatMap((type) => [
    knownInterface(command, type, imports),
    knownTable(type, imports),
  ])
}

/** What is known of a name, in words. */
export function knownText({ doc, since, until }: Field): string {
  const told = [doc, versions({ ...(since && { since }), ...(until && { until }) })]
  return told.filter(Boolean).join(' ')
}

/** The type of what is said of a known name. */
export function knownType(field: Field, place: Place, imports: Imports): string {
  return typeText(fieldType(field), place, imports)
}

const PLACE: Place = { value: 'unknown', uint64: 'Uint64<B>' }

function knownInterface(
  { name: method }: Command,
  type: NamesType,
  imports: Imports,
): InterfaceDeclarationStructure {
  const texts = type.known.map((field) => knownType(field, PLACE, imports))
  return {
    kind: StructureKind.Interface,
    isExported: true,
    name: interfaceName(type),
    docs: [
      comment([
        `What \`${method}\` gives by names. What is said of a name that is not listed is a number if it looks like one.`,
      ]),
    ],
    typeParameters: holds(type, 'uint64')
      ? [{ name: 'B', constraint: 'boolean', default: 'boolean' }]
      : [],
    properties: type.known.map((field, i) => property(field, texts[i] ?? '')),
    indexSignatures: [others(texts)],
  }
}

function property(field: Field, type: string): OptionalKind<PropertySignatureStructure> {
  const text = knownText(field)
  return {
    name: propertyName(field.name),
    type: `${type} | undefined`,
    hasQuestionToken: true,
    docs: text === '' ? [] : [comment([text], 2)],
  }
}

/** Names that nobody knows; their type has to cover that of the known ones. */
function others(texts: readonly string[]): OptionalKind<IndexSignatureDeclarationStructure> {
  const all = ['string', 'number', ...texts.flatMap((text) => text.split(' | ')), 'undefined']
  const isCovered = (text: string) => /^'|^-?\d/.test(text)
  return {
    keyName: 'name',
    keyType: 'string',
    returnType: unionText(all.filter((text) => !isCovered(text))),
  }
}

function knownTable({ field, known }: NamesType, imports: Imports): StatementStructures {
  const rows = known.map((one) => ({ name: one.name, value: readingText(one) }))
  return {
    kind: StructureKind.VariableStatement,
    docs: [comment(['How what is said of a name is read.'])],
    declarationKind: VariableDeclarationKind.Const,
    declarations: [
      { name: knownName(field), type: imports.type(RUNTIME, 'Known'), initializer: table(rows) },
    ],
  }
}

function readingText(field: Field): string {
  const { type } = field
  if (type.kind === 'enum') return choicesText(type)
  return quoted(type.kind === 'uint64' || type.kind === 'text' ? type.kind : 'number')
}
