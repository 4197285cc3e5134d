import type { Field } from '../ir.js'

const NATURAL: Readonly<Record<string, readonly [string, string]>> = {
  uint32: ['0', '4294967295'],
  int32: ['-2147483648', '2147483647'],
  uint64: ['0', '2^64 - 1'],
}
const WORDS: ReadonlySet<string> = new Set(['token', 'text', 'bytes', 'uri', 'base64'])

/** What values a field takes, in words; undefined if its type says all. */
export function rangeOf({ type, min, max }: Field): string | undefined {
  const [least, most] = NATURAL[type.kind] ?? []
  const from = min === undefined ? least : String(min)
  const to = max === undefined ? most : String(max)
  if (type.kind === 'enum' || type.kind === 'key') return undefined
  const unit = WORDS.has(type.kind) ? ' bytes' : ''
  if (from !== undefined && to !== undefined) return `${from} to ${to}${unit}`
  if (from !== undefined) return `${from}${unit} at least`
  return to === undefined ? undefined : `${to}${unit} at most`
}

/** A field's documentation and its range. */
export function describe(field: Field, doc: string | undefined = field.doc): string {
  const range = rangeOf(field)
  const parts = [doc, range && `Range: ${range}.`].filter(
    (part) => part !== undefined && part !== '',
  )
  return parts.join(' ')
}
