import type { Field, Flag, Member, Pattern, Result } from '../ir.js'
import {
  describe,
  type Entry,
  type ListNode,
  type MapNode,
  type Node,
  type ScalarNode,
} from '../node.js'
import type { Report } from '../problem.js'
import { either, nearest } from '../suggest.js'
import { allFields, fieldsOf } from './lines.js'
import type { Scope } from './scope.js'

const FIELD = /^<([^<>]*)>$/

/** Reads the picture of a result, right of the line whose fields it names. */
export class ResultReader {
  readonly #fields: readonly Field[]
  /** The flags that the line may carry, and the names of all of the command. */
  readonly #flags: readonly Flag[]
  readonly #asking: ReadonlySet<string>
  readonly #optional: ReadonlySet<string>
  readonly #report: Report

  constructor(pattern: Pattern, scope: Scope, report: Report) {
    this.#fields = allFields(pattern)
    const letters = pattern.line.tokens.flatMap((token) =>
      token.kind === 'flags' ? token.letters : [],
    )
    this.#flags = scope.flagsOf(letters).filter(({ gives, unasked }) => gives || unasked)
    this.#asking = new Set(scope.askers.map(({ name }) => name))
    this.#optional = new Set(
      pattern.line.tokens
        .flatMap((token) => (token.kind === 'optional' ? fieldsOf(token.tokens) : []))
        .map(({ name }) => name),
    )
    this.#report = report
  }

  /** Undefined if a problem was reported. */
  read(node: Node): Result | undefined {
    switch (node.kind) {
      case 'scalar':
        return this.#scalar(node)
      case 'list':
        return this.#list(node)
      case 'map':
        return this.#map(node)
    }
  }

  #scalar(node: ScalarNode): Result | undefined {
    const { value, text, style } = node
    if (value === null) return this.#wrong(node, 'a miss is written undefined')
    if (style !== 'plain') return { kind: 'literal', value: String(value) }
    if (typeof value !== 'string') return { kind: 'literal', value }
    if (text === 'undefined') return { kind: 'undefined' }
    if (text === 'items') return { kind: 'items' }
    if (text === 'record') return { kind: 'record', members: this.#everything() }
    if (!/[<>]/.test(text)) return { kind: 'literal', value: text }
    const flag = this.#flags.find(({ name }) => text === `<${name}>`)
    if (flag) return { kind: 'flag', flag }
    const field = this.#field(node)
    return field && { kind: 'field', field }
  }

  #field(node: ScalarNode): Field | undefined {
    const name = FIELD.exec(node.text)?.[1]
    if (name === undefined)
      return this.#wrong(
        node,
        'a field stands alone, as in <value>; a text with < or > is put in quotes',
      )
    const field = this.#fields.find((one) => one.name === name)
    if (field) return field
    const known = [...this.#fields, ...this.#flags].map((one) => one.name)
    const meant = nearest(name, known)
    const has =
      known.length > 0
        ? `it has ${either(
            known.map((one) => `<${one}>`),
            'and',
          )}`
        : 'it has none'
    this.#report.add(
      node.at,
      `<${name}> is not a field of this line`,
      meant ? `did you mean <${meant}>?` : has,
    )
    return undefined
  }

  #list(node: ListNode): Result | undefined {
    const [item, ...others] = node.items
    if (!item) return { kind: 'nothing', of: 'list' }
    if (others.length > 0) {
      this.#report.add(
        node.at,
        `expected [ ] around one element, found ${node.items.length}`,
        'the lines that come make the list',
      )
      return undefined
    }
    const of = this.read(item)
    return of && { kind: 'element', of }
  }

  #map(node: MapNode): Result | undefined {
    const [entry, ...others] = node.entries
    if (!entry) return { kind: 'nothing', of: 'map' }
    if (!node.entries.some(({ key }) => FIELD.test(key.text))) return this.#record(node)
    if (others.length > 0) {
      this.#report.add(
        entry.key.at,
        `expected { } around one entry, found ${node.entries.length}`,
        'an entry of a Map stands alone',
      )
      return undefined
    }
    const key = this.#field(entry.key)
    const value = this.read(entry.value)
    return key && value && { kind: 'entry', key, value }
  }

  #record(node: MapNode): Result | undefined {
    const members = node.entries.map((entry) => this.#member(entry))
    if (members.some((member) => member === undefined)) return undefined
    return { kind: 'record', members: (members as Member[][]).flat() }
  }

  #member({ key, value }: Entry): Member[] | undefined {
    if (value.kind === 'scalar' && value.value === null) {
      if (key.text === 'record') return this.#everything()
      this.#report.add(
        key.at,
        `the member ${key.text} has no value`,
        'a comma in { } begins another member: put the text in quotes',
      )
      return undefined
    }
    const result = this.read(value)
    return result && [this.#memberOf(key.text, result)]
  }

  #memberOf(name: string, value: Result): Member {
    if (value.kind === 'flag') {
      const { flag } = value
      return { name, value, optional: true, ...(!flag.unasked && { asked: flag.name }) }
    }
    if (value.kind !== 'field') return { name, value, optional: false }
    const { field } = value
    if (this.#asking.has(field.name)) return { name, value, optional: false, asked: field.name }
    return { name, value, optional: this.#optional.has(field.name) }
  }

  /** Every field and flag of the line but lengths, and keys, which the caller has named. */
  #everything(): Member[] {
    const fields = this.#fields
      .filter(({ type }) => type.kind !== 'length' && type.kind !== 'key')
      .map((field) => this.#memberOf(field.name, { kind: 'field', field }))
    const flags = this.#flags.map((flag) => this.#memberOf(flag.name, { kind: 'flag', flag }))
    return [...fields, ...flags]
  }

  #wrong(node: Node, remedy: string): undefined {
    this.#report.add(node.at, `expected a result, found ${describe(node)}`, remedy)
  }
}
