import { type Form, inWords } from './form.js'
import type { Part } from './grammar/part.js'
import { partNamed } from './grammar.js'
import { describe, type Entry, get, type MapNode, type Node, type ScalarNode } from './node.js'
import type { Report } from './problem.js'
import { either, nearest } from './suggest.js'

/**
 * Holds nodes against the grammar table. What does not fit is reported and left out, so that whoever reads the result
 * need not look again: what is there has the right form.
 */
export class Shape {
  readonly #report: Report

  constructor(report: Report) {
    this.#report = report
  }

  /** The mapping without what does not fit; `owner` is what lacks a key that is missing. */
  part(part: Part, node: MapNode, owner: ScalarNode | undefined): MapNode {
    const before = this.#report.size
    const entries: Entry[] = []
    for (const entry of node.entries) {
      const key = part.keys.find((candidate) => candidate.name === entry.key.text)
      if (!key) {
        this.#unknownKey(part, node, entry)
        continue
      }
      const value = this.#fit(key.form, entry.value, entry.key)
      if (value) entries.push({ key: entry.key, value })
    }
    this.#required(part, node, owner)
    return { ...node, entries, sound: this.#report.size === before }
  }

  #required(part: Part, node: MapNode, owner: ScalarNode | undefined): void {
    // What patches an inherited command or line may leave out what stays as it is.
    if (get(node, 'override')) return
    for (const { name, form, required } of part.keys) {
      if (!required || get(node, name) || isMisspelt(part, node, name)) continue
      const whose = owner ? ` in ${owner.text}` : ''
      this.#report.add(
        owner?.at ?? node.at,
        `the key ${name} is missing${whose}`,
        `add it: ${inWords(form)}`,
      )
    }
  }

  #unknownKey(part: Part, node: MapNode, { key, value }: Entry): void {
    const known = part.keys.map(({ name }) => name)
    const message = `unknown key ${key.text}`
    if (node.flow && value.kind === 'scalar' && value.value === null) {
      this.#report.add(key.at, message, 'a comma in { } begins another key: put the text in quotes')
      return
    }
    const meant = nearest(key.text, known)
    if (meant) {
      this.#report.add(key.at, message, `did you mean ${meant}?`)
      return
    }
    const list = `the keys of ${/^[aeiou]/.test(part.name) ? 'an' : 'a'} ${part.name} are ${either(known, 'and')}`
    this.#report.add(key.at, message, list)
  }

  #fit(form: Form, node: Node, key: ScalarNode): Node | undefined {
    switch (form.kind) {
      case 'part':
        return this.#partAt(form.part, node, key)
      case 'map':
        return this.#map(form, node, key)
      case 'list':
        return node.kind === 'list' ? this.#list(form.of, node, key) : this.#wrong(form, node)
      case 'some':
        return node.kind === 'list' ? this.#list(form.of, node, key) : this.#fit(form.of, node, key)
      case 'either':
        return this.#either(form, form.of, node, key)
      case 'call':
        return this.#call(form, node)
      case 'bytes':
        return this.#bytes(form, node)
      case 'data':
      case 'result':
        return node
      default:
        return this.#scalar(form, node)
    }
  }

  #partAt(name: string, node: Node, key: ScalarNode): Node | undefined {
    const part = partNamed(name)
    // A line's long form is known by its keys: any other node right of a line is the picture of a result.
    if (name === 'line' && !isLongForm(node)) return node
    if (node.kind === 'map') return this.part(part, node, key)
    if ((name === 'field' || name === 'flag') && node.kind === 'scalar' && node.value === null)
      return { ...node, ...EMPTY, at: node.at }
    return this.#wrong({ kind: 'part', part: name }, node)
  }

  #map(form: Extract<Form, { kind: 'map' }>, node: Node, owner: ScalarNode): Node | undefined {
    if (node.kind !== 'map') return this.#wrong(form, node, owner)
    const entries: Entry[] = []
    for (const { key, value } of node.entries) {
      const name = this.#fit(form.key, key, key)
      const content = this.#fit(form.value, value, key)
      if (name && content) entries.push({ key, value: content })
    }
    return { ...node, entries }
  }

  #list(form: Form, node: Node & { kind: 'list' }, key: ScalarNode): Node {
    const items = node.items.map((item) => this.#fit(form, item, key))
    return { ...node, items: items.filter((item) => item !== undefined) }
  }

  #either(whole: Form, forms: readonly Form[], node: Node, key: ScalarNode): Node | undefined {
    const fitting = forms.filter((form) => takes(form, node))
    const [first] = fitting
    if (!first) return this.#wrong(whole, node)
    if (node.kind !== 'scalar' || fitting.some((form) => form.kind === 'bytes')) {
      return this.#fit(fitting.at(-1) as Form, node, key)
    }
    return fitting.some((form) => fits(form, node)) ? node : this.#wrong(whole, node)
  }

  #call(form: Form, node: Node): Node | undefined {
    const first = node.kind === 'list' ? node.items[0] : undefined
    return first?.kind === 'scalar' && typeof first.value === 'string'
      ? node
      : this.#wrong(form, node)
  }

  #bytes(form: Form, node: Node): Node | undefined {
    const parts = node.kind === 'list' ? node.items : [node]
    for (const part of parts) {
      if (part.kind === 'scalar' && typeof part.value === 'string') continue
      if (part.kind === 'map' && isRepeat(part)) continue
      return this.#wrong(form, part)
    }
    return node
  }

  #scalar(form: Form, node: Node): Node | undefined {
    if (node.kind === 'scalar' && fits(form, node)) return node
    return this.#wrong(form, node)
  }

  #wrong(form: Form, node: Node, owner?: ScalarNode): undefined {
    const at = node.kind === 'map' && owner ? owner.at : node.at
    this.#report.add(
      at,
      `expected ${inWords(form)}, found ${describe(node)}`,
      remedyFor(form, node),
    )
  }
}

/** Whether an unknown key is reported in the place of this one. */
function isMisspelt(part: Part, node: MapNode, name: string): boolean {
  const known = part.keys.map((key) => key.name)
  return node.entries.some(
    ({ key }) => !known.includes(key.text) && nearest(key.text, known) === name,
  )
}

const EMPTY = { kind: 'map', entries: [], flow: true, sound: true } as const

export function isLongForm(node: Node): node is MapNode {
  return (
    node.kind === 'map' && (get(node, 'returns') !== undefined || get(node, 'throws') !== undefined)
  )
}

/** `{ repeat: x, times: 3 }`. */
export function isRepeat(node: MapNode): boolean {
  const text = get(node, 'repeat')
  const times = get(node, 'times')
  return (
    node.entries.length === 2 &&
    text?.kind === 'scalar' &&
    times?.kind === 'scalar' &&
    typeof times.value === 'number'
  )
}

/** Whether the form could be meant by this kind of node. */
function takes(form: Form, node: Node): boolean {
  if (form.kind === 'part' || form.kind === 'map') return node.kind === 'map'
  if (form.kind === 'list' || form.kind === 'call') return node.kind === 'list'
  return form.kind === 'bytes' ? node.kind !== 'map' : node.kind === 'scalar'
}

function fits(form: Form, { value, text, style }: ScalarNode): boolean {
  switch (form.kind) {
    case 'text':
    case 'file':
      return value !== null && text !== ''
    case 'sentence':
      return typeof value === 'string' && text !== ''
    case 'version':
      return typeof value === 'string' && /^\d+(\.\d+){1,3}$/.test(text)
    case 'integer':
      return (
        typeof value === 'number' &&
        Number.isInteger(value) &&
        value >= form.min &&
        value <= form.max
      )
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
    case 'true':
      return value === true
    case 'words':
      return form.words.includes(text)
    case 'name':
      return typeof value === 'string' && form.pattern.test(text)
    case 'pattern':
      return value !== null && (style !== 'double' || !/[\n\r]/.test(text))
    case 'reference':
      return /^<[^<>]+>$/.test(text)
    case 'literal':
      return value !== null
    default:
      return false
  }
}

function remedyFor(form: Form, node: Node): string | undefined {
  if (node.kind !== 'scalar') return undefined
  const { value, text, style } = node
  switch (form.kind) {
    case 'version':
      return typeof value === 'number'
        ? `quote it: without quotes it is the number ${value}`
        : undefined
    case 'words': {
      const meant = nearest(text, form.words)
      return meant ? `did you mean ${meant}?` : undefined
    }
    case 'name':
      if (form.like.length === 1) return `a flag is one letter, as in ${form.like}`
      return `a name is letters, digits and underscores and begins with a ${form.like.charAt(0) < 'a' ? 'capital' : 'small letter'}, as in ${form.like}`
    case 'true':
      return 'leave the key away for no'
    case 'pattern':
      return style === 'double'
        ? 'write it without quotes or in single quotes: there \\r\\n stays as it is'
        : undefined
    case 'reference':
    case 'either':
      return undefined
    default:
      return undefined
  }
}
