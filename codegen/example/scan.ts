import type { Field, Line, Part, Pattern, Token } from '../ir.js'
import { isRest } from '../narrow.js'

/** A line of a reply that was read: the texts of its fields, and where it ends. */
export interface Scanned {
  readonly texts: ReadonlyMap<string, string>
  /** The block’s bytes, if the line announced one. */
  readonly block?: string
  readonly end: number
}

/** A list of flags among the fields of a line; no field has such a name. */
const FLAGS = '*'

/** What the text behind a letter is called among the texts of a line. */
export function flagName(letter: string): string {
  return FLAGS + letter
}

/** Why a pattern does not fit: other bytes, or too few. */
export type Unfit = 'other' | 'more'

/** Reads a pattern at a place of some bytes. */
export function scan(pattern: Pattern, bytes: string, from: number): Scanned | Unfit {
  const first = scanLine(pattern.line, bytes, from)
  if (typeof first === 'string') return first
  const texts = new Map(first.texts)
  let { end } = first
  let block: string | undefined
  if (pattern.block) {
    const length = Number(texts.get(pattern.block.length))
    if (bytes.length < end + length + 2) return 'more'
    block = bytes.slice(end, end + length)
    if (bytes.slice(end + length, end + length + 2) !== '\r\n') return 'other'
    end += length + 2
  }
  for (const line of pattern.more) {
    const next = scanLine(line, bytes, end)
    if (typeof next === 'string') return next
    for (const [name, text] of next.texts) texts.set(name, text)
    end = next.end
  }
  return { texts, end, ...(block !== undefined && { block }) }
}

function scanLine(line: Line, bytes: string, from: number): Scanned | Unfit {
  const newline = bytes.indexOf('\n', from)
  if (newline < 0) return 'more'
  const text = bytes.slice(from, newline).replace(/\r$/, '')
  const names: string[] = []
  const source = line.tokens.map((token, i) => tokenSource(token, i > 0, names)).join('')
  const found = new RegExp(`^${source} *$`).exec(text)
  if (!found) return 'other'
  const texts = new Map<string, string>()
  for (const [i, name] of names.entries()) {
    const value = found[i + 1]
    if (value === undefined) continue
    if (name !== FLAGS) texts.set(name, value)
    else for (const word of value.split(' ')) texts.set(flagName(word.charAt(0)), word.slice(1))
  }
  return { texts, end: newline + 1 }
}

function tokenSource(token: Token, isNext: boolean, names: string[], isOptional = false): string {
  const gap = isNext ? ' +' : ''
  switch (token.kind) {
    case 'optional':
      return `(?:${token.tokens.map((inner) => tokenSource(inner, true, names, true)).join('')})?`
    case 'repeat':
      return `${gap}${fieldSource(token.field, false, names)}`
    case 'flags':
      names.push(FLAGS)
      return '((?: +[^ ]+)*)'
    case 'token': {
      const [part, ...others] = token.parts
      if (part?.kind === 'field' && isRest(part.type.kind) && others.length === 0) {
        names.push(part.name)
        // Of what may be left out something has to be there.
        if (isOptional) return ' +([^ ].*)'
        return isNext ? '(?: +|$)(.*)' : '(.*)'
      }
      return (
        gap +
        token.parts.map((one, i) => partSource(one, i < token.parts.length - 1, names)).join('')
      )
    }
  }
}

function partSource(part: Part, isInside: boolean, names: string[]): string {
  if (part.kind === 'text') return escaped(part.text)
  return fieldSource(part, isInside, names)
}

function fieldSource({ name, type }: Field, isInside: boolean, names: string[]): string {
  names.push(name)
  switch (type.kind) {
    case 'enum':
      return `(${type.words.map(({ wire }) => escaped(wire)).join('|')})`
    case 'uint32':
    case 'uint64':
    case 'cas':
    case 'length':
    case 'flags':
      return '(\\d+)'
    case 'int32':
    case 'int':
      return '(-?\\d+)'
    case 'float':
      return '([-+.\\deE]+)'
    case 'text':
    case 'scalar':
      return '(.*)'
    default:
      return isInside ? '([^ ]+?)' : '([^ ]+)'
  }
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
