import type { FieldType } from '../fieldtype.js'
import type { Field, Part, Token } from '../ir.js'
import { wordOf } from '../resolve/lines.js'
import { literal, quoted, record } from './literal.js'
import { knownName } from './names.js'
import { readingOf } from './scalar.js'

/** One call of the reader, whose result may get a name. */
export interface Read {
  readonly name: string | false
  readonly word: string
  readonly args: string
  readonly optional: OptionalReads | false
  readonly flags: FlagReads | false
}

/** The reading of a list of flags, by a function of the command's own. */
interface FlagReads extends FlagUse {
  /** The letters that the line carries; absent: all that the command has. */
  readonly carried: string | false
}

/** What is used of the flags of a line. */
interface FlagUse {
  /** Whether what they give is used. */
  readonly answer: boolean
  /** Whether the serializer's number is. */
  readonly stored: boolean
}

/** Tokens that may be missing. */
interface OptionalReads {
  /** The only call, if there is but one. */
  readonly only: Pick<Read, 'word' | 'args'> | false
  readonly steps: readonly Read[]
  /** What the steps give; several results are taken apart again. */
  readonly gives: string | false
  readonly several: boolean
}

/** What the reads of a line have to know. */
export interface Scope {
  /** The fields that are used behind the line; the others are read over. */
  readonly used: ReadonlySet<string>
  /** Where the keys stand that a reply may name. */
  readonly keys: string
  readonly local: (name: string) => string
  /** What is used of the line's flags. */
  readonly flags: FlagUse
  /** The letters that give something, of all that the command has. */
  readonly letters: readonly string[]
  /** The names of which fields with known names say something, as they were read before. */
  readonly named?: ReadonlyMap<string, string>
  /** How a field is read, where that is not as in a reply. */
  readonly reading?: (field: Field, end: string) => Pick<Read, 'word' | 'args'>
}

const PLAIN = { name: false, args: '', optional: false, flags: false } as const

/** Reads tokens one after the other; neighbouring words at once. */
export function readsOf(tokens: readonly Token[], scope: Scope): Read[] {
  const reads: Read[] = []
  for (let i = 0; i < tokens.length; i++) {
    const words = wordsFrom(tokens.slice(i))
    if (words.length > 0) {
      reads.push({
        ...PLAIN,
        word: words.length > 1 ? 'words' : 'word',
        args: quoted(words.join(' ')),
      })
      i += words.length - 1
    } else reads.push(...readToken(tokens[i] as Token, scope))
  }
  return reads
}

/** The plain words with which the tokens begin. */
export function wordsFrom(tokens: readonly Token[]): string[] {
  const end = tokens.findIndex((token) => wordOf(token) === undefined)
  return tokens.slice(0, end < 0 ? tokens.length : end).map((token) => wordOf(token) ?? '')
}

function readToken(token: Token, scope: Scope): Read[] {
  switch (token.kind) {
    case 'token':
      return partsOf(token.parts, scope)
    case 'optional':
      return [optional(token.tokens, scope)]
    case 'repeat':
      return [fieldRead(token.field, undefined, scope)]
    case 'flags':
      return [{ ...PLAIN, word: '', flags: { ...scope.flags, carried: carriedOf(token, scope) } }]
  }
}

/** The letters of a line that carries fewer than the command has. */
function carriedOf(
  { letters }: Extract<Token, { kind: 'flags' }>,
  { letters: all }: Scope,
): string | false {
  const carried = all.filter((letter) => letters.includes(letter))
  return carried.length < all.length && quoted(carried.join(''))
}

/** The parts of a token: text behind a field is where the field ends. */
export function partsOf(parts: readonly Part[], scope: Scope): Read[] {
  const reads: Read[] = []
  for (const [i, part] of parts.entries()) {
    const before = parts[i - 1]
    const behind = parts[i + 1]
    if (part.kind === 'field') {
      reads.push(fieldRead(part, behind?.kind === 'text' ? behind.text : undefined, scope))
    } else {
      if (before === undefined) reads.push({ ...PLAIN, word: 'text', args: quoted(part.text) })
      if (behind === undefined) reads.push({ ...PLAIN, word: 'gap' })
    }
  }
  return reads
}

function fieldRead(field: Field, until: string | undefined, scope: Scope): Read {
  const { used, local, keys, reading } = scope
  const name = used.has(field.name) && local(field.name)
  if (reading)
    return { ...PLAIN, name, ...reading(field, until === undefined ? '' : quoted(until)) }
  const said = scope.named?.get(field.name)
  if (said) return { ...PLAIN, name, word: 'known', args: `${said}, ${knownName(field.name)}` }
  const word = readingOf(field)?.word ?? 'remainder'
  return { ...PLAIN, name, word, args: argsOf(field, until, keys) }
}

/** The arguments with which a field is read to the end of its token. */
export function argumentsText(field: Field): string {
  return argsOf(field, undefined, '')
}

function argsOf(field: Field, until: string | undefined, keys: string): string {
  const end = until === undefined ? [] : [quoted(until)]
  if (field.type.kind === 'enum') return [choicesText(field.type), ...end].join(', ')
  if (field.type.kind !== 'key') return end.join('')
  return [keys, ...(until !== undefined && !keys.includes(',') ? ['0'] : []), ...end].join(', ')
}

/** The words of a field and their values, as an object. */
export function choicesText({ words }: Extract<FieldType, { kind: 'enum' }>): string {
  return record(words.map(({ wire, value }) => ({ name: wire, value: literal(value) })))
}

function optional(tokens: readonly Token[], scope: Scope): Read {
  const steps = readsOf(tokens, scope)
  const names = steps.flatMap(({ name }) => (name === false ? [] : [name]))
  const several = names.length > 1
  const name = several ? `[${names.join(', ')}]` : (names[0] ?? false)
  const only = steps.length === 1 ? (steps[0] ?? false) : false
  const gives = several ? `${name} as const` : name
  return { ...PLAIN, name, word: '', optional: { only, steps, gives, several } }
}
