import type { ScalarNode } from './node.js'

/**
 * Where each character of a scalar's text stands in the file, and where the text ends, so that a report can point into a line of the protocol.
 * A text that is folded over several lines has no such places: all its characters stand where it begins.
 */
export function offsetsOf(
  source: string,
  start: number,
  end: number,
  text: string,
  style: ScalarNode['style'],
): number[] {
  if (style === 'literal') return literal(source, start, text)
  const folded = style === 'folded' || source.slice(start, end).trimEnd().includes('\n')
  if (folded) return Array.from(text, () => start)
  if (style === 'single') return single(source, start + 1, text)
  if (style === 'double') return double(source, start + 1, text)
  return Array.from({ length: text.length + 1 }, (_, i) => start + i)
}

/** Lines of the file, less their indentation. */
function literal(source: string, start: number, text: string): number[] {
  const offsets: number[] = []
  let at = source.indexOf('\n', start) + 1
  const lines = text.split('\n')
  let indent: number | undefined
  for (const line of lines) {
    const next = source.indexOf('\n', at)
    const end = next < 0 ? source.length : next
    const whole = source.slice(at, end).replace(/\r$/, '')
    if (indent === undefined && line !== '') indent = whole.length - line.length
    const from = at + (line === '' ? 0 : (indent ?? 0))
    for (let i = 0; i < line.length; i++) offsets.push(from + i)
    offsets.push(from + line.length)
    at = end + 1
  }
  return offsets
}

/** In single quotes a quote is written twice. */
function single(source: string, from: number, text: string): number[] {
  const offsets: number[] = []
  let at = from
  for (const character of text) {
    for (let i = 0; i < character.length; i++) offsets.push(at + i)
    at += source.startsWith("''", at) ? 2 : character.length
  }
  return [...offsets, at]
}

const ESCAPES: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 }

/** In double quotes a backslash begins an escape. */
function double(source: string, from: number, text: string): number[] {
  const offsets: number[] = []
  let at = from
  for (const character of text) {
    const width = source[at] === '\\' ? (ESCAPES[source[at + 1] ?? ''] ?? 2) : character.length
    for (let i = 0; i < character.length; i++) offsets.push(at)
    at += width
  }
  return [...offsets, at]
}
