import type {
  Command,
  Field,
  Flag,
  Literal,
  Option,
  Param,
  Pattern,
  Silence,
  Token,
} from '../ir.js'
import { type Entry, entriesOf, type MapNode, type ScalarNode } from '../node.js'
import type { Report } from '../problem.js'
import { nearest } from '../suggest.js'
import { bodyFields, fieldsOf, wordOf } from './lines.js'
import { literalFits } from './literal.js'
import type { Scope } from './scope.js'

export type Signature = Pick<Command, 'params' | 'options' | 'always'> & {
  readonly silence?: Silence
}

/** What a caller gives: keys first, then the block, then the other required fields; the rest are options. */
export class SignatureBuilder {
  readonly #request: Pattern
  readonly #flags: readonly Flag[]
  readonly #scope: Scope
  readonly #report: Report
  readonly #defaults: ReadonlyMap<string, Literal>
  readonly #always: ReadonlyMap<string, Literal>

  constructor(
    node: MapNode,
    request: Pattern,
    flags: readonly Flag[],
    scope: Scope,
    report: Report,
  ) {
    this.#request = request
    this.#flags = flags
    this.#scope = scope
    this.#report = report
    this.#always = this.#values(entriesOf(node, 'always'), false)
    this.#defaults = this.#values(entriesOf(node, 'defaults'), true)
    for (const { key } of entriesOf(node, 'defaults')) {
      if (this.#always.has(key.text)) {
        report.add(key.at, `${key.text} is sent always and by default`, 'leave one of the two away')
      }
    }
  }

  build(): Signature {
    const { tokens } = this.#request.line
    const keys = tokens.flatMap((token) => this.#keys(token))
    const body = this.#request.block?.body
    const role = body?.kind === 'line' ? 'field' : 'block'
    const blocks = bodyFields(this.#request).map((field): Param => ({ role, field }))
    const fields = tokens.flatMap((token) => this.#required(token))
    const options = tokens.flatMap((token) => this.#options(token))
    const silence = this.#silence(tokens)
    return {
      params: [...keys, ...blocks, ...fields],
      options,
      always: Object.fromEntries(this.#always),
      ...(silence && { silence }),
    }
  }

  #values(entries: readonly Entry[], words: boolean): Map<string, Literal> {
    const values = new Map<string, Literal>()
    const { tokens } = this.#request.line
    const fields = fieldsOf(tokens).filter(({ type }) => !['key', 'length'].includes(type.kind))
    const silent = words
      ? tokens.flatMap(silentWord).filter((word) => this.#scope.word(word)?.hides)
      : []
    for (const { key, value } of entries) {
      const { value: literal, at } = value as ScalarNode
      const field = fields.find(({ name }) => name === key.text)
      const word = silent.find(({ text }) => text === key.text)
      if (field) {
        const wrong = literalFits(field, literal as Literal)
        if (wrong)
          this.#report.add(
            at,
            `expected ${wrong} for <${key.text}>, found ${JSON.stringify(literal)}`,
          )
        else values.set(key.text, literal as Literal)
      } else if (word) {
        if (typeof literal === 'boolean') values.set(key.text, literal)
        else
          this.#report.add(
            at,
            `expected true or false for [${key.text}], found ${JSON.stringify(literal)}`,
          )
      } else {
        const known = [...fields.map(({ name }) => name), ...silent.map(({ text }) => text)]
        const meant = nearest(key.text, known)
        this.#report.add(
          key.at,
          `no <${key.text}> in the request`,
          meant ? `did you mean ${meant}?` : 'leave it away',
        )
      }
    }
    return values
  }

  #keys(token: Token): Param[] {
    if (token.kind === 'repeat')
      return token.field.type.kind === 'key' ? [{ role: 'keys', field: token.field }] : []
    return fieldsOf([token])
      .filter(({ type }) => type.kind === 'key')
      .map((field) => ({ role: 'key', field }))
  }

  #required(token: Token): Param[] {
    if (token.kind === 'optional') return []
    return fieldsOf([token])
      .filter(
        (field) =>
          this.#isOffered(field) && field.type.kind !== 'flags' && !this.#defaults.has(field.name),
      )
      .map((field) => ({ role: 'field', field }))
  }

  #options(token: Token): Option[] {
    if (token.kind === 'flags') return this.#flags.filter((flag) => !flag.unasked).map(flagOption)
    if (token.kind === 'optional') return token.tokens.flatMap((inner) => this.#optional(inner))
    return fieldsOf([token])
      .filter(
        (field) =>
          this.#isOffered(field) && (field.type.kind === 'flags' || this.#defaults.has(field.name)),
      )
      .map((field) => this.#option(field))
  }

  #optional(token: Token): Option[] {
    const [word] = silentWord({ kind: 'optional', tokens: [token], at: token.at })
    if (!word)
      return fieldsOf([token])
        .filter((field) => this.#isOffered(field))
        .map((field) => this.#option(field))
    const meaning = this.#scope.word(word)
    if (!meaning || meaning.hides) return []
    const { doc = '', since, until } = meaning
    return [
      {
        role: 'word',
        name: word.text,
        doc,
        ...(since !== undefined && { since }),
        ...(until !== undefined && { until }),
      },
    ]
  }

  #option(field: Field): Option {
    const preset = this.#defaults.get(field.name)
    return {
      role: field.type.kind === 'flags' ? 'flags' : 'field',
      name: field.name,
      field,
      doc: field.doc ?? '',
      ...(field.since !== undefined && { since: field.since }),
      ...(field.until !== undefined && { until: field.until }),
      ...(preset !== undefined && { default: preset }),
    }
  }

  #isOffered({ name, type }: Field): boolean {
    return type.kind !== 'key' && type.kind !== 'length' && !this.#always.has(name)
  }

  #silence(tokens: readonly Token[]): Silence | undefined {
    for (const [index, token] of tokens.entries()) {
      const [word] = silentWord(token)
      const meaning = word && this.#scope.word(word)
      if (!word || !meaning?.hides) continue
      return {
        option: word.text,
        doc: meaning.doc ?? '',
        default: this.#defaults.get(word.text) === true,
        ambiguous: mayEndWith(tokens.slice(0, index), 'key'),
      }
    }
    return undefined
  }
}

function flagOption({ letter, name, takes, doc, since, until }: Flag): Option {
  return {
    role: takes ? (takes.type.kind === 'flags' ? 'flags' : 'field') : 'word',
    name,
    letter,
    ...(takes && { field: takes }),
    doc,
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
  }
}

/** The word in brackets, if one stands there alone. */
export function silentWord(
  token: Token,
): { readonly text: string; readonly kind: 'text'; readonly at: Token['at'] }[] {
  if (token.kind !== 'optional' || token.tokens.length !== 1) return []
  const [inner] = token.tokens
  const text = wordOf(inner)
  return text === undefined || !inner ? [] : [{ kind: 'text', text, at: inner.at }]
}

/** Whether the last token that is sent may be a field of this type alone, whatever optional tokens are left out. */
export function mayEndWith(tokens: readonly Token[], kind: 'key' | 'token'): boolean {
  const last = tokens.at(-1)
  if (!last) return false
  if (last.kind === 'optional')
    return mayEndWith(last.tokens, kind) || mayEndWith(tokens.slice(0, -1), kind)
  if (last.kind === 'repeat') return last.field.type.kind === kind
  if (last.kind === 'flags') return false
  const [part, ...others] = last.parts
  return part?.kind === 'field' && others.length === 0 && part.type.kind === kind
}
