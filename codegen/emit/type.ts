import type { FieldType } from '../fieldtype.js'
import type { Type } from '../ir.js'
import { capitalized } from '../naming.js'
import { fieldType } from '../resolve/type.js'
import { type Imports, RUNTIME } from './imports.js'
import { literal, propertyName } from './literal.js'

/** What the types that depend on their place are called there. */
export interface Place {
  /** The client's values: `V` or `T` in its methods, `unknown` elsewhere. */
  readonly value: string
  /** `Uint64<B>` in methods, `number | bigint` elsewhere. */
  readonly uint64: string
}

export const INSIDE: Place = { value: 'unknown', uint64: 'number | bigint' }

/** A type as TypeScript writes it. */
export function typeText(type: Type, place: Place, imports: Imports): string {
  switch (type.kind) {
    case 'key':
      return imports.type(RUNTIME, 'Key')
    case 'cas':
      return imports.type(RUNTIME, 'Cas')
    case 'exptime':
      return 'number'
    case 'bytes':
      return 'Buffer'
    case 'scalar':
      return 'string | number'
    case 'value':
      return place.value
    case 'uint64':
      if (place.uint64.startsWith('Uint64')) imports.type(RUNTIME, 'Uint64')
      return place.uint64
    case 'literal':
      return literal(type.value)
    case 'record':
      return recordText(type, place, imports)
    case 'list':
      return `${elementText(type.of, place, imports)}[]`
    case 'map':
      return `Map<${typeText(type.key, place, imports)}, ${typeText(type.value, place, imports)}>`
    case 'names':
      return namesText(type, place)
    case 'union':
      return unionText(type.of.map((one) => typeText(one, place, imports)))
    default:
      return type.kind
  }
}

/** The type of a word among others, for the caller. */
export function choiceText(type: Extract<FieldType, { kind: 'enum' }>): string {
  return unionText(type.words.map(({ value }) => literal(value)))
}

/** Whether a type has this kind in it, at any depth. */
export function holds(type: Type, kind: Type['kind']): boolean {
  if (type.kind === kind) return true
  switch (type.kind) {
    case 'record':
      return type.members.some((member) => holds(member.type, kind))
    case 'list':
      return holds(type.of, kind)
    case 'map':
      return holds(type.key, kind) || holds(type.value, kind)
    case 'names':
      return type.known.some((field) => holds(fieldType(field), kind))
    case 'union':
      return type.of.some((one) => holds(one, kind))
    default:
      return false
  }
}

/** The interface of an object by names, which depends on whether large numbers are bigints if it has any. */
function namesText(type: NamesType, { uint64 }: Place): string {
  const [, exact] = /^Uint64<(.+)>$/.exec(uint64) ?? []
  const name = interfaceName(type)
  return exact !== undefined && holds(type, 'uint64') ? `${name}<${exact}>` : name
}

export type NamesType = Extract<Type, { kind: 'names' }>

/** The interface of an object by names is called after its command and the field that has its values. */
export function interfaceName({ command, field }: NamesType): string {
  return capitalized(command) + capitalized(field)
}

/** The objects by names that a type has in it. */
export function namesIn(type: Type): NamesType[] {
  switch (type.kind) {
    case 'names':
      return [type]
    case 'record':
      return type.members.flatMap((member) => namesIn(member.type))
    case 'list':
      return namesIn(type.of)
    case 'map':
      return namesIn(type.value)
    case 'union':
      return type.of.flatMap(namesIn)
    default:
      return []
  }
}

/** A union without repetitions; `true | false` is `boolean`, and `undefined` stands last. */
export function unionText(texts: readonly string[]): string {
  const parts = new Set(texts.flatMap((text) => (text === 'boolean' ? ['true', 'false'] : [text])))
  if (parts.has('true') && parts.has('false')) {
    const all = [...parts].map((part) => (part === 'true' ? 'boolean' : part))
    parts.clear()
    for (const part of all) if (part !== 'false') parts.add(part)
  }
  if (parts.delete('undefined')) parts.add('undefined')
  return parts.size === 0 ? 'never' : [...parts].join(' | ')
}

function recordText(
  type: Extract<Type, { kind: 'record' }>,
  place: Place,
  imports: Imports,
): string {
  const members = type.members.map((member) => {
    const mark = member.optional ? '?' : ''
    return `${propertyName(member.name)}${mark}: ${typeText(member.type, place, imports)}`
  })
  return members.length === 0 ? 'Record<never, never>' : `{ ${members.join('; ')} }`
}

const JOINED: ReadonlySet<Type['kind']> = new Set(['union', 'scalar', 'uint64'])

function elementText(type: Type, place: Place, imports: Imports): string {
  const text = typeText(type, place, imports)
  return JOINED.has(type.kind) && text.includes(' | ') ? `(${text})` : text
}
