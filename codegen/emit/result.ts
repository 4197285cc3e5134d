import type { Field, Pattern, ReplyLine, Result, Token } from '../ir.js'
import { fieldsOf } from '../resolve/lines.js'
import { saidOf } from '../resolve/outcome.js'
import { literal, type MemberText, memberText, record } from './literal.js'

/** Names that a parser needs for itself. */
const TAKEN: ReadonlySet<string> = new Set([
  'refusal',
  'metadata',
  'branch',
  'answer',
  'stored',
  'say',
])

/** A field's name as a variable of a parser. */
export function local(name: string): string {
  return TAKEN.has(name) ? `${name}_` : name
}

/** Turns the picture of a result into the expression that makes it, and keeps which fields that takes. */
export class Results {
  readonly #pattern: Pattern
  readonly #used: Set<string> = new Set()
  readonly #optional: ReadonlySet<string>
  readonly #carried: readonly string[]
  #answer = false
  #stored = false

  /** `letters`: those of the command that give something. */
  constructor({ pattern }: ReplyLine, letters: readonly string[]) {
    this.#pattern = pattern
    this.#carried = letters.filter((letter) =>
      pattern.line.tokens.some((token) => token.kind === 'flags' && token.letters.includes(letter)),
    )
    if (pattern.block) this.#used.add(pattern.block.length)
    this.#optional = new Set(optionalFields(pattern.line.tokens).map(({ name }) => name))
  }

  /** What is used of the line's flags. */
  get flags(): { readonly answer: boolean; readonly stored: boolean } {
    return { answer: this.#answer, stored: this.#stored }
  }

  get used(): ReadonlySet<string> {
    return this.#used
  }

  isOptional({ name }: Field): boolean {
    return this.#optional.has(name)
  }

  expression(result: Result): string {
    switch (result.kind) {
      case 'literal':
        return literal(result.value)
      case 'undefined':
        return 'undefined'
      case 'field':
        return this.field(result.field)
      case 'flag':
        this.#answer = true
        return `answer.${result.flag.name}`
      case 'record':
        return this.#record(result)
      case 'element':
        return `[${this.expression(result.of)}]`
      case 'entry':
        if (saidOf(result)) return this.said('{}', result)
        return `new Map([[${this.field(result.key)}, ${this.expression(result.value)}]])`
      case 'nothing':
        return result.of === 'list' ? '[]' : 'new Map()'
      case 'items':
        return 'items'
    }
  }

  /** Adds what is said of a name to an object. */
  said(target: string, { key, value }: Extract<Result, { kind: 'entry' }>): string {
    return `say(${target}, ${this.use(key)}, ${this.expression(value)}, request)`
  }

  field(field: Field): string {
    const body = this.#pattern.block?.body
    if (body?.kind === 'field' && body.name === field.name) return this.#body(body)
    const given = this.given(field)
    return field.type.kind === 'uint64' && this.isOptional(field)
      ? `${this.use(field)} === undefined ? undefined : ${given}`
      : given
  }

  /** A field that is there. */
  given(field: Field): string {
    const name = this.use(field)
    return field.type.kind === 'uint64' ? `request.uint64(${name})` : name
  }

  /** The variable that holds a field as it was read. */
  use(field: Field): string {
    this.#used.add(field.name)
    return local(field.name)
  }

  #body({ type }: Field): string {
    switch (type.kind) {
      case 'value': {
        const flags = this.#find('flags')
        const key = this.#find('key')
        const terms = ['reader', this.#number(flags), ...(key ? [this.use(key)] : [])]
        return `request.value(${terms.join(', ')})`
      }
      case 'bytes':
        return 'reader.bytes()'
      case 'uint64':
        return 'request.uint64(reader.bodyUint64())'
      default:
        return 'reader.bodyText()'
    }
  }

  /** The number that the serializer stored: a field of the line, or what its flags give. */
  #number(field: Field | undefined): string {
    if (field) return this.use(field)
    this.#stored = this.#pattern.line.tokens.some(({ kind }) => kind === 'flags')
    return this.#stored ? 'stored' : '0'
  }

  #find(kind: 'flags' | 'key'): Field | undefined {
    return fieldsOf(this.#pattern.line.tokens).find(({ type }) => type.kind === kind)
  }

  /** A member whose token is missing is missing itself. */
  #record({ members }: Extract<Result, { kind: 'record' }>): string {
    const plain: MemberText[] = []
    const spreads: string[] = []
    const given = members.filter(({ value }) => value.kind === 'flag')
    // The letters fill an object of their own, which holds just what came.
    const isAll = given.length === this.#carried.length
    if (given.length > 0 && isAll) spreads.push('...answer')
    for (const { name, value } of members) {
      if (value.kind === 'flag') {
        this.#answer = true
        // Of a letter that comes twice the last number counts, and it alone may be too large.
        const isNumber = value.flag.gives?.type.kind === 'uint64'
        const given = `answer.${value.flag.name}`
        const text = memberText({ name, value: isNumber ? `request.uint64(${given})` : given })
        if (isNumber || !isAll) spreads.push(`...(${given} !== undefined && { ${text} })`)
        continue
      }
      if (value.kind === 'field' && this.isOptional(value.field)) {
        const member = memberText({ name, value: this.given(value.field) })
        spreads.push(`...(${this.use(value.field)} !== undefined && { ${member} })`)
      } else plain.push({ name, value: this.expression(value) })
    }
    if (spreads.length === 0) return record(plain)
    if (plain.length === 0 && spreads.join() === '...answer') return 'answer'
    return `{ ${[...plain.map(memberText), ...spreads].join(', ')} }`
  }
}

function optionalFields(tokens: readonly Token[]): Field[] {
  return tokens.flatMap((token) => (token.kind === 'optional' ? fieldsOf(token.tokens) : []))
}
