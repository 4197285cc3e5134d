import type { Field, ReplyLine, Result } from '#codegen/ir.js'
import type { Fields } from './form.js'
import { isRest, meaningOf } from './reading.js'

export type Entry = Extract<Result, { kind: 'entry' }>

/** What is known of the name that an entry has; undefined if its values have no known names. */
export function knownOf({ value }: Entry): readonly Field[] | undefined {
  return value.kind === 'field' ? value.field.known : undefined
}

/** The field that says what an entry gives: by its name, if that is known. */
export function saidFor(entry: Entry, fields: Fields): Field | undefined {
  return knownOf(entry)?.find(({ name }) => name === fields.get(entry.key.name))
}

/** Reads what a line says of known names, which came as it is written: nothing, if the name cannot have it. */
export function settleKnown({ outcome }: ReplyLine, fields: Fields): void {
  for (const entry of outcome.kind === 'returns' ? entriesIn(outcome.result) : []) {
    if (entry.value.kind !== 'field' || !knownOf(entry)) continue
    const { field } = entry.value
    const known = saidFor(entry, fields)
    const written = String(fields.get(field.name))
    fields.set(field.name, known ? saidOf(known, written) : meaningOf(field.type, written))
  }
}

function saidOf({ type }: Field, written: string): unknown {
  if (isRest(type)) return meaningOf(type, written)
  const text = spaceless(written)
  if (type.kind === 'enum') return meaningOf(type, text)
  const isLong = type.kind === 'uint64'
  if (isLong && /^-?[0-9]+$/.test(text)) return BigInt(text)
  const value = meaningOf({ kind: 'float' }, text)
  if (typeof value !== 'number' || Math.abs(value) === Infinity) return undefined
  if (value % 1 !== 0) return value
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) return undefined
  return isLong ? BigInt(value) : value
}

/** Without the spaces at its end; a pattern would take forever where there are many in the middle. */
function spaceless(text: string): string {
  let end = text.length
  while (text[end - 1] === ' ') end--
  return text.slice(0, end)
}

/** Gives an object one more member, whatever its name is. */
export function withMember(all: object, name: unknown, value: unknown): object {
  const member = { value, configurable: true, enumerable: true, writable: true }
  return Object.defineProperty(all, String(name), member)
}

/** The entries of a result, at any depth. */
export function entriesIn(result: Result): Entry[] {
  switch (result.kind) {
    case 'entry':
      return [result, ...entriesIn(result.value)]
    case 'element':
      return entriesIn(result.of)
    case 'record':
      return result.members.flatMap(({ value }) => entriesIn(value))
    default:
      return []
  }
}
