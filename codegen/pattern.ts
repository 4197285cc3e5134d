import type { Position } from './ir.js'
import { NAME } from './naming.js'
import type { ScalarNode } from './node.js'
import type { Report } from './problem.js'

/** A pattern as written: names are not looked up yet. */
export interface RawPattern {
  readonly lines: readonly RawLine[]
  /** The text as written, without the optional line break at its end. */
  readonly text: string
  readonly at: Position
}

export interface RawLine {
  readonly tokens: readonly RawToken[]
  readonly at: Position
}

export type RawToken =
  | { readonly kind: 'token'; readonly parts: readonly RawPart[]; readonly at: Position }
  | { readonly kind: 'optional'; readonly tokens: readonly RawToken[]; readonly at: Position }
  | { readonly kind: 'repeat'; readonly field: RawField; readonly at: Position }
  /** `<flag>*`, or `<flag:kO>*` where a line carries these letters only. */
  | { readonly kind: 'flags'; readonly letters: string | undefined; readonly at: Position }

export type RawPart = RawText | RawField

export interface RawText {
  readonly kind: 'text'
  readonly text: string
  readonly at: Position
}

export interface RawField {
  readonly kind: 'field'
  readonly name: string
  /** The type behind the colon: its name, or the words of an enum. */
  readonly type?: readonly string[]
  readonly at: Position
}

/** What the list of lettered flags is called in a line. */
const FLAG = 'flag'
const LINE_BREAK = /\\r\\n|\r?\n/g
const EMPTY_LINE: [string, string] = ['an empty line', 'leave the line break away']
const QUOTED = /[[\]<>\\]/

/** Parses a line or lines of the protocol; undefined if a problem was reported. */
export function parsePattern(scalar: ScalarNode, report: Report): RawPattern | undefined {
  const before = report.size
  const text = scalar.text.replace(/\r?\n$/, '')
  const lines: RawLine[] = []
  let from = 0
  for (const { index, 0: found } of text.matchAll(LINE_BREAK)) {
    lines.push(new LineParser(scalar, report, from, index).parse())
    from = index + found.length
  }
  lines.push(new LineParser(scalar, report, from, text.length).parse())
  if (report.size > before) return undefined
  return { lines, text, at: scalar.style === 'literal' ? scalar.span(0, lineEnd(text)) : scalar.at }
}

function lineEnd(text: string): number {
  const end = text.indexOf('\n')
  return end < 0 ? text.length : end
}

class LineParser {
  readonly #scalar: ScalarNode
  readonly #report: Report
  readonly #text: string
  readonly #from: number
  readonly #end: number
  #at: number

  constructor(scalar: ScalarNode, report: Report, from: number, end: number) {
    this.#scalar = scalar
    this.#report = report
    this.#text = scalar.text
    this.#from = from
    this.#end = end
    this.#at = from
  }

  parse(): RawLine {
    const tokens: RawToken[] = []
    if (this.#from === this.#end) this.#wrong(this.#breakAt(), this.#at, ...EMPTY_LINE)
    while (this.#at < this.#end) {
      tokens.push(this.#peek() === '[' ? this.#optional() : this.#token(false))
      this.#gap()
    }
    return { tokens, at: this.#scalar.span(this.#from, this.#end) }
  }

  /** Where the line break begins behind which the line does. */
  #breakAt(): number {
    return this.#text.slice(0, this.#from).endsWith('\\r\\n') ? this.#from - 4 : this.#from
  }

  /** One space, if another token follows. */
  #gap(): void {
    const from = this.#at
    while (this.#peek() === ' ') this.#at++
    const spaces = this.#at - from
    if (spaces > 1)
      this.#wrong(from, this.#at, 'more than one space', 'one space stands for any number of them')
    else if (spaces === 1 && this.#at === this.#end)
      this.#wrong(from, this.#at, 'a space at the end of the line', 'leave it away')
    else if (spaces === 0 && this.#at < this.#end) {
      this.#wrong(this.#at, this.#at + 1, `expected a space, found ${this.#peek()}`)
      this.#skip()
    }
  }

  #optional(): RawToken {
    const open = this.#at
    this.#at++
    const tokens: RawToken[] = []
    while (this.#at < this.#end && this.#peek() !== ']') {
      if (this.#peek() === '[') {
        this.#wrong(this.#at, this.#at + 1, 'brackets in brackets', 'put them side by side')
        this.#at = this.#end
        return { kind: 'optional', tokens, at: this.#scalar.span(open, this.#at) }
      }
      tokens.push(this.#token(true))
      while (this.#peek() === ' ') this.#at++
    }
    if (this.#peek() === ']') this.#at++
    else if (this.#at === this.#end)
      this.#wrong(open, this.#end, 'missing ] behind what may be left out')
    if (tokens.length === 0)
      this.#wrong(open, this.#at, 'empty brackets', 'put what may be left out between them')
    return { kind: 'optional', tokens, at: this.#scalar.span(open, this.#at) }
  }

  #token(inBrackets: boolean): RawToken {
    const from = this.#at
    const parts: RawPart[] = []
    for (;;) {
      const character = this.#peek()
      if (character === undefined || character === ' ' || (inBrackets && character === ']')) break
      if (character === '<') parts.push(this.#field())
      else if (character === ']' || character === '[' || character === '>') {
        this.#wrong(
          this.#at,
          this.#at + 1,
          `${character} without its counterpart`,
          `write \\${character} if the line holds it`,
        )
        this.#at++
      } else if (/[+*]/.test(character) && parts.at(-1)?.kind === 'field') {
        return this.#repeat(from, character, parts)
      } else parts.push(this.#word(inBrackets))
    }
    this.#apart(parts)
    return { kind: 'token', parts, at: this.#scalar.span(from, this.#at) }
  }

  #repeat(from: number, sign: string, parts: readonly RawPart[]): RawToken {
    this.#at++
    const field = parts.at(-1) as RawField
    const at = this.#scalar.span(from, this.#at)
    if (sign === '*' && field.name === FLAG && parts.length === 1) {
      return { kind: 'flags', letters: field.type?.join('|'), at }
    }
    if (sign === '*') {
      this.#wrong(from, this.#at, `* is for <${FLAG}> alone`, 'write + for one or more')
    } else if (parts.length > 1) {
      this.#wrong(
        from,
        this.#at,
        'a part of a word cannot come more than once',
        'put a space before the <',
      )
    }
    return { kind: 'repeat', field, at }
  }

  /** Two fields need something between them that tells where the first ends. */
  #apart(parts: readonly RawPart[]): void {
    for (const [index, part] of parts.entries()) {
      const last = parts[index - 1]
      if (part.kind !== 'field' || last?.kind !== 'field') continue
      this.#report.add(
        part.at,
        `nothing tells where <${last.name}> ends`,
        'put a space or a sign between the two',
      )
    }
  }

  #field(): RawField {
    const from = this.#at
    const inside = /^[^<> ]*/.exec(this.#text.slice(from + 1, this.#end))?.[0] ?? ''
    const stop = from + 1 + inside.length
    const close = this.#text[stop] === '>' && stop < this.#end ? stop : -1
    this.#at = close < 0 ? stop : close + 1
    const at = this.#scalar.span(from, this.#at)
    const [name = '', ...types] = this.#text.slice(from + 1, stop).split(':')
    if (close < 0)
      this.#wrong(
        from,
        stop,
        'missing > behind the name of a field',
        'if the line holds the sign itself, write \\<',
      )
    else if (!NAME.test(name)) {
      this.#wrong(
        from,
        this.#at,
        `<${name}> is no name`,
        'a name is letters, digits and underscores and begins with a small letter, as in <maxAge>',
      )
    }
    if (types.length === 0) return { kind: 'field', name, at }
    const words = types.join(':').split('|')
    if (close >= 0 && words.some((word) => !/^[^\s<>[\]]+$/.test(word))) {
      this.#wrong(
        from,
        this.#at,
        'an empty type',
        'write a type as in <level:uint32>, or words as in <mode:flat|segmented>',
      )
    }
    return { kind: 'field', name, type: words, at }
  }

  #word(inBrackets: boolean): RawText {
    const from = this.#at
    let text = ''
    for (;;) {
      const character = this.#peek()
      if (
        character === undefined ||
        character === ' ' ||
        character === '<' ||
        (inBrackets && character === ']')
      )
        break
      if (character === '[' || character === ']' || character === '>') break
      if (character === '\\') {
        text += this.#escape()
        continue
      }
      if (!/[!-~]/.test(character)) {
        this.#wrong(
          this.#at,
          this.#at + 1,
          `${JSON.stringify(character)} cannot stand in a line`,
          'a line is made of printable ASCII',
        )
      }
      text += character
      this.#at++
    }
    return { kind: 'text', text, at: this.#scalar.span(from, this.#at) }
  }

  #escape(): string {
    const next = this.#text[this.#at + 1] ?? ''
    this.#at += 2
    if (QUOTED.test(next)) return next
    this.#wrong(
      this.#at - 2,
      this.#at,
      `\\${next} is not known`,
      '\\r\\n is a line break; \\[ \\] \\< \\> and \\\\ stand for themselves',
    )
    return ''
  }

  #skip(): void {
    while (this.#at < this.#end && this.#peek() !== ' ') this.#at++
    while (this.#peek() === ' ') this.#at++
  }

  #peek(): string | undefined {
    return this.#at < this.#end ? this.#text[this.#at] : undefined
  }

  #wrong(from: number, to: number, message: string, remedy?: string): void {
    this.#report.add(this.#scalar.span(from, Math.max(to, from + 1)), message, remedy)
  }
}
