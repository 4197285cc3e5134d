import type { Type, TypeMember } from '../ir.js'

type RecordType = Extract<Type, { kind: 'record' }>

/**
 * Joins the records of a command's lines that differ in what was asked for alone: a line with a block comes if that was
 * asked for, one without it if not. What is left and differs in one literal, such as a status, is one record too.
 */
export function mergeAsked(types: readonly Type[]): Type[] {
  const all: Type[] = []
  for (const type of types) {
    const index = all.findIndex((other) => joined(other, type) !== undefined)
    const other = all[index]
    const both = other && joined(other, type)
    if (both) all[index] = both
    else all.push(type)
  }
  return all
}

function joined(a: Type, b: Type): RecordType | undefined {
  if (!isAsked(a) || !isAsked(b)) return undefined
  if (same(fixed(a), fixed(b))) {
    const added = asked(b).filter(({ name }) => !a.members.some((member) => member.name === name))
    return { kind: 'record', members: [...a.members, ...added] }
  }
  return same(asked(a), asked(b)) ? withEitherLiteral(a, b) : undefined
}

function isAsked(type: Type): type is RecordType {
  return type.kind === 'record' && asked(type).length > 0
}

function asked({ members }: RecordType): TypeMember[] {
  return members.filter((member) => member.asked !== undefined)
}

function fixed({ members }: RecordType): TypeMember[] {
  return members.filter((member) => member.asked === undefined)
}

function withEitherLiteral(a: RecordType, b: RecordType): RecordType | undefined {
  const [left, right] = [fixed(a), fixed(b)]
  const different = left.filter((member, i) => !same(member, right[i]))
  const [one, ...others] = different
  const other = right.find(({ name }) => name === one?.name)
  if (!one || !other || others.length > 0 || left.length !== right.length) return undefined
  const literals = [one.type, other.type].flatMap((type) =>
    type.kind === 'union' ? type.of : [type],
  )
  if (literals.some(({ kind }) => kind !== 'literal')) return undefined
  const type: Type = { kind: 'union', of: literals }
  return {
    kind: 'record',
    members: a.members.map((member) => (member === one ? { ...one, type } : member)),
  }
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
