import type { Field } from '../ir.js'

const NATURAL: Readonly<Record<string, readonly [from: string | undefined, to: string]>> = {
  uint32: [undefined, '4294967295'],
  int32: ['-2147483648', '2147483647'],
  uint64: [undefined, '2^64 - 1'],
}
const WORDS: ReadonlySet<string> = new Set(['token', 'text', 'bytes', 'name', 'uri', 'base64'])

/** What values a field takes; undefined if its type says all. */
function rangeOf({
  type,
  min,
  max,
}: Field): readonly [string | undefined, string | undefined] | undefined {
  if (type.kind === 'enum' || type.kind === 'key') return undefined
  const [least, most] = NATURAL[type.kind] ?? []
  const from = min === undefined ? least : String(min)
  const to = max === undefined ? most : String(max)
  return from === undefined && to === undefined ? undefined : [from, to]
}

/** A field's documentation, and its range if the documentation does not give that. */
export function describe(field: Field, doc: string = field.doc ?? ''): string {
  const range = rangeOf(field)
  if (!range) return doc
  const [from, to] = range
  if (to === undefined ? doc.includes(from ?? '') : doc.includes(to)) return doc
  const unit = WORDS.has(field.type.kind) ? ' bytes' : ''
  return `${doc} ${rangeText(from, to, unit)}`.trimStart()
}

function rangeText(from: string | undefined, to: string | undefined, unit: string): string {
  if (to === undefined) return `At least ${from}${unit}.`
  return from === undefined ? `At most ${to}${unit}.` : `From ${from} to ${to}${unit}.`
}
