import type { Field, Line, Part, Token } from '#codegen/ir.js'
import { lettersIn } from './letters.js'
import { isRest, meaningOf, readingOf } from './reading.js'
import type { Request } from './request.js'

/** The fields of a line by their names; one that is missing is undefined. */
export type Fields = Map<string, unknown>

type Flags = Extract<Token, { kind: 'flags' }>

/** A line of a reply as a regular expression, whose groups are the fields in their order. */
interface Form {
  readonly expression: RegExp
  readonly fields: readonly (Field | Flags)[]
  /** Fields whose brackets are left out. */
  readonly missing: readonly Field[]
}

/** For each choice of brackets, those first in which more is there. */
const forms = new WeakMap<Line, readonly Form[]>()

/** What the fields of a line hold, if the text is that line and may answer the request; as it is written, if names are known. */
export function fieldsIn(line: Line, text: string, request: Request): Fields | undefined {
  for (const form of formsOf(line)) {
    const found = fieldsOf(form, line, text, request)
    if (found) return found
  }
  return undefined
}

function fieldsOf(
  { expression, fields, missing }: Form,
  line: Line,
  text: string,
  request: Request,
): Fields | undefined {
  const match = expression.exec(text)
  if (!match) return undefined
  const found: Fields = new Map(missing.map(({ name }) => [name, undefined]))
  for (const [i, field] of fields.entries()) {
    const written = match[i + 1]
    if (field.kind === 'flags') {
      const letters = lettersIn(field.letters, written ?? '', request)
      if (!letters) return undefined
      for (const [name, value] of letters) found.set(name, value)
      continue
    }
    if (field.known) {
      found.set(field.name, written ?? '')
      continue
    }
    if (written === undefined) {
      found.set(field.name, isBareRest(line, field) ? readingOf(field.type).read('') : undefined)
      continue
    }
    const value = meaningOf(field.type, written)
    if (value === undefined) return undefined
    if (field.type.kind === 'key' && !request.keys.includes(written)) return undefined
    found.set(field.name, value)
  }
  return found
}

function formsOf(line: Line): readonly Form[] {
  const known = forms.get(line)
  if (known) return known
  const all = choices(line.tokens).map((left) => formWithout(line, left))
  forms.set(line, all)
  return all
}

/** The brackets that may be left out together; the later ones are left out first. */
function choices(tokens: readonly Token[]): ReadonlySet<Token>[] {
  let all: ReadonlySet<Token>[] = [new Set()]
  for (const token of tokens.toReversed()) {
    if (token.kind === 'optional') all = all.concat(all.map((left) => new Set(left).add(token)))
  }
  return all
}

function formWithout(line: Line, left: ReadonlySet<Token>): Form {
  const fields: (Field | Flags)[] = []
  const all: (Field | Flags)[] = []
  const body = line.tokens
    .map((token, i) => tokenForm(token, i === 0, left.has(token) ? all : fields))
    .map((text, i) => (left.has(line.tokens[i] as Token) ? '' : text))
    .join('')
  const missing = all.filter((field) => field.kind === 'field')
  return { expression: new RegExp(`^${body} *$`, 's'), fields, missing }
}

function tokenForm(
  token: Token,
  isFirst: boolean,
  fields: (Field | Flags)[],
  isOptional = false,
): string {
  const gap = isFirst ? '' : ' +'
  switch (token.kind) {
    case 'token': {
      const rest = restOf(token)
      if (!rest) return gap + partsForm(token.parts, fields)
      fields.push(rest)
      if (isFirst) return '(.*)'
      return isOptional ? ' +([^ ].*)' : '(?: +(.*))?'
    }
    case 'optional':
      return token.tokens.map((one) => tokenForm(one, isFirst, fields, true)).join('')
    case 'repeat':
      throw new Error('keys are repeated in requests alone')
    case 'flags':
      fields.push(token)
      return '((?: +[^ ]+)*)'
  }
}

/** The field that is the rest of the line, if the token is that. */
function restOf(token: Token): Field | undefined {
  const part = token.kind === 'token' && token.parts.length === 1 ? token.parts[0] : undefined
  return part?.kind === 'field' && isRest(part.type) ? part : undefined
}

/** The rest of a line may be empty, and is then there; in brackets it is missing. */
function isBareRest({ tokens }: Line, field: Field): boolean {
  return tokens.some((token) => restOf(token) === field)
}

function partsForm(parts: readonly Part[], fields: (Field | Flags)[]): string {
  return parts.map((part, i) => partForm(part, parts[i + 1], fields)).join('')
}

function partForm(part: Part, next: Part | undefined, fields: (Field | Flags)[]): string {
  if (part.kind === 'text') return part.text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
  fields.push(part)
  // A field ends where the text behind it begins for the first time.
  if (next?.kind !== 'text') return `(${readingOf(part.type).pattern})`
  const end = partForm(next, undefined, [])
  return `((?:(?!${end})[^ ])+?)`
}
