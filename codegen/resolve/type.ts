import type { Command, Field, Flag, Member, ReplyLine, Result, Type, TypeMember } from '../ir.js'
import { isStream } from '../stream.js'
import { mergeAsked } from './asked.js'
import { saidOf } from './outcome.js'

type Kind = Type['kind']

const FIELD_TYPES: Readonly<Record<string, Kind>> = {
  uint32: 'number',
  int32: 'number',
  int: 'number',
  float: 'number',
  length: 'number',
  flags: 'number',
  uint64: 'uint64',
  token: 'string',
  text: 'string',
  base64: 'bytes',
  bytes: 'bytes',
}

/** Types of keys that a server tells of: text, or bytes where they are none. */
const BYTES_OR_TEXT: ReadonlySet<string> = new Set(['name', 'uri'])

/** What the method gives for one server and one key: the union over the lines that end its reply. */
export function resultType({
  name,
  reply,
  items,
  collects,
  ending,
  connection,
}: Pick<Command, 'name' | 'reply' | 'items' | 'collects' | 'ending' | 'connection'>): Type {
  if (ending !== 'line') return { kind: 'void' }
  const collected = collects === undefined ? undefined : collectedType(returned(items), collects)
  // A stream gives its items whatever ends it, and some have no end.
  const result =
    collected && isStream({ connection })
      ? collected
      : union(mergeAsked(returned(reply).map((one) => typeOf(one, collected))))
  return named(result, name)
}

/** The objects by names get the name of the command that gives them. */
function named(type: Type, command: string): Type {
  switch (type.kind) {
    case 'names':
      return { ...type, command }
    case 'map':
      return { ...type, value: named(type.value, command) }
    case 'list':
      return { ...type, of: named(type.of, command) }
    case 'union':
      return { ...type, of: type.of.map((one) => named(one, command)) }
    case 'record':
      return {
        ...type,
        members: type.members.map((member) => ({ ...member, type: named(member.type, command) })),
      }
    default:
      return type
  }
}

/** What some lines give; lines that throw give nothing. */
export function returned(lines: readonly ReplyLine[]): Result[] {
  return lines.flatMap(({ outcome }) => (outcome.kind === 'returns' ? [outcome.result] : []))
}

/** What all items together give. For entries: what one key is given. */
function collectedType(items: readonly Result[], collects: NonNullable<Command['collects']>): Type {
  if (collects === 'entries') {
    const values = items.flatMap((item) => (item.kind === 'entry' ? [typeOf(item.value)] : []))
    return union([...values, { kind: 'undefined' }])
  }
  const parts = items.filter(({ kind }) => kind !== 'nothing').map((item) => typeOf(item))
  const joined = parts.reduce<Type | undefined>(
    (all, part) => (all ? join(all, part) : part),
    undefined,
  )
  return loosened(joined ?? { kind: 'undefined' })
}

/** Whether an item comes is up to the server: only containers are there from the start. */
function loosened(type: Type): Type {
  if (type.kind !== 'record') return type
  return {
    ...type,
    members: type.members.map((member) => ({ ...member, optional: !isContainer(member.type) })),
  }
}

/** What comes of two items that add to the same place. */
function join(a: Type, b: Type): Type {
  if (a.kind === 'map' && b.kind === 'map')
    return { kind: 'map', key: union([a.key, b.key]), value: join(a.value, b.value) }
  if (a.kind === 'names' && b.kind === 'names' && a.field === b.field) return a
  if (a.kind === 'list' && b.kind === 'list') return { kind: 'list', of: union([a.of, b.of]) }
  if (a.kind === 'record' && b.kind === 'record')
    return { kind: 'record', members: joinMembers(a.members, b.members) }
  return union([a, b])
}

function joinMembers(a: readonly TypeMember[], b: readonly TypeMember[]): TypeMember[] {
  const joined = a.map((member): TypeMember => {
    const other = b.find(({ name }) => name === member.name)
    if (!other) return { ...member, optional: !isContainer(member.type) }
    return {
      ...member,
      type: join(member.type, other.type),
      optional: member.optional || other.optional,
    }
  })
  const added = b.filter(({ name }) => !a.some((member) => member.name === name))
  return [...joined, ...added.map((member) => ({ ...member, optional: !isContainer(member.type) }))]
}

function isContainer({ kind }: Type): boolean {
  return kind === 'map' || kind === 'names' || kind === 'list'
}

function typeOf(result: Result, items?: Type): Type {
  switch (result.kind) {
    case 'literal':
      return { kind: 'literal', value: result.value }
    case 'undefined':
      return { kind: 'undefined' }
    case 'field':
      return fieldType(result.field)
    case 'flag':
      return flagType(result.flag)
    case 'record':
      return { kind: 'record', members: result.members.map((member) => memberType(member, items)) }
    case 'element':
      return { kind: 'list', of: typeOf(result.of, items) }
    case 'entry':
      return (
        namesType(result) ?? {
          kind: 'map',
          key: fieldType(result.key),
          value: typeOf(result.value, items),
        }
      )
    case 'nothing':
      return items?.kind === 'map' || items?.kind === 'list' ? items : emptyType(result.of)
    case 'items':
      return items ?? { kind: 'undefined' }
  }
}

function namesType(result: Result): Type | undefined {
  const field = saidOf(result)
  return field && { kind: 'names', command: '', field: field.name, known: field.known }
}

function memberType({ name, value, optional, asked }: Member, items?: Type): TypeMember {
  const doc =
    value.kind === 'field' ? value.field.doc : value.kind === 'flag' ? value.flag.doc : undefined
  return {
    name,
    type: typeOf(value, items),
    optional,
    ...(asked !== undefined && { asked }),
    ...(doc !== undefined && { doc }),
  }
}

/** Without items nothing says of what it is empty; another line that gives such a container may. */
function emptyType(of: 'list' | 'map'): Type {
  const never: Type = { kind: 'union', of: [] }
  return of === 'list' ? { kind: 'list', of: never } : { kind: 'map', key: never, value: never }
}

export function isEmptyType(type: Type): boolean {
  if (type.kind === 'list') return type.of.kind === 'union' && type.of.of.length === 0
  return type.kind === 'map' && type.key.kind === 'union' && type.key.of.length === 0
}

/** What a flag adds to a result. */
export function flagType({ gives, unasked }: Flag): Type {
  return gives && !unasked ? fieldType(gives) : { kind: 'literal', value: true }
}

export function fieldType({ type }: Field): Type {
  if (type.kind === 'enum')
    return union(type.words.map(({ value }) => ({ kind: 'literal', value })))
  if (BYTES_OR_TEXT.has(type.kind))
    return { kind: 'union', of: [{ kind: 'string' }, { kind: 'bytes' }] }
  const kind = FIELD_TYPES[type.kind] ?? type.kind
  return { kind } as Type
}

/** Without repetitions; `true` and `false` together are a boolean, and an empty container is one of its kind. */
function union(types: readonly Type[]): Type {
  const parts = new Map<string, Type>()
  for (const type of types.flatMap((one) => (one.kind === 'union' ? one.of : [one])))
    parts.set(JSON.stringify(type), type)
  const kinds = new Set(
    [...parts.values()].filter((type) => !isEmptyType(type)).map(({ kind }) => kind),
  )
  const all = [...parts.values()].filter((type) => !isEmptyType(type) || !kinds.has(type.kind))
  const isTruth = (type: Type): boolean =>
    type.kind === 'literal' && typeof type.value === 'boolean'
  const truths = all.filter(isTruth)
  const of =
    truths.length === 2
      ? all.filter((type) => type !== truths[1]).map((type) => (isTruth(type) ? BOOLEAN : type))
      : all
  return of.length === 1 ? (of[0] as Type) : { kind: 'union', of }
}

const BOOLEAN: Type = { kind: 'boolean' }
