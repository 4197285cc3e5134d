import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Scalar,
  type YAMLMap,
  type Node as YamlNode,
} from 'yaml'
import type { Position } from './ir.js'
import type { Entry, MapNode, Node, ScalarNode } from './node.js'
import { offsetsOf } from './offset.js'
import type { Report } from './problem.js'

/** A spec file as text and as nodes. */
export interface Source {
  /** Its name in reports, relative to the working directory. */
  readonly file: string
  /** Absent if the text is not the YAML that specs are written in. */
  readonly root?: MapNode
}

/** Reads the text of a spec file. */
export function parseSource(file: string, content: string, report: Report): Source {
  const text = content.replace(/^\uFEFF/, '')
  report.register(file, text.split(/\r?\n/))
  const before = report.size
  const reader = new SourceReader(file, text, report)
  const root = reader.read()
  if (!root || report.size > before) return { file }
  if (root.kind === 'map') return { file, root }
  report.add(root.at, 'expected the keys of a spec, such as `spec: 1`')
  return { file }
}

const STYLES = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
} as const

class SourceReader {
  readonly #file: string
  readonly #text: string
  readonly #report: Report
  readonly #lines = new LineCounter()

  constructor(file: string, text: string, report: Report) {
    this.#file = file
    this.#text = text
    this.#report = report
  }

  read(): Node | undefined {
    const document: Document.Parsed = parseDocument(this.#text, {
      lineCounter: this.#lines,
      stringKeys: true,
      prettyErrors: false,
      merge: false,
    })
    const tabs = this.#refuseTabs()
    for (const { code, message, pos } of document.errors) {
      const word = /^[^\s:]*/.exec(this.#text.slice(pos[0]))?.[0] ?? ''
      const at = this.#position(pos[0], Math.max(pos[1], pos[0] + word.length))
      if (tabs.has(at.line)) continue
      this.#report.add(at, ...explain(code, message, word))
    }
    if (document.errors.length > 0) return undefined
    if (!document.contents) {
      const end = this.#text.length
      this.#report.add(
        this.#position(end, end),
        'the file is empty; expected a spec that begins with `spec: 1`',
      )
      return undefined
    }
    return this.#node(document.contents)
  }

  #refuseTabs(): Set<number> {
    const lines = new Set<number>()
    for (const { index } of this.#text.matchAll(/\t+/g)) {
      const at = this.#position(index, index + 1)
      if (lines.has(at.line)) continue
      lines.add(at.line)
      this.#report.add(
        at,
        'a tab; specs are indented and spaced with spaces',
        'in texts in double quotes write \\t',
      )
    }
    return lines
  }

  #node(node: YamlNode): Node | undefined {
    const [start, end] = node.range ?? [0, 0]
    const at = this.#position(start, end)
    if (isAlias(node)) {
      this.#report.add(
        at,
        'an alias',
        'write out what it stands for: aliases hide where a problem is',
      )
      return undefined
    }
    if (node.anchor !== undefined)
      this.#refuse('an anchor', `&${node.anchor}`, start, 'leave it away')
    if (node.tag !== undefined) {
      const tag = /!\S*\s+(?:&\S+\s+)?$/.exec(this.#text.slice(0, start))?.[0].trimEnd() ?? ''
      this.#refuse('a tag', tag, start, 'leave it away; quotes make a text')
    }
    if (isMap(node)) return this.#map(node, at)
    if (isSeq(node)) {
      const items = node.items.map((item) => this.#value(item, at))
      return { kind: 'list', items: items.filter((item) => item !== undefined), at }
    }
    return isScalar(node) ? this.#scalar(node, at) : undefined
  }

  /** Refuses what stands before a node. */
  #refuse(what: string, text: string, before: number, remedy: string): void {
    const from = this.#text.lastIndexOf(text, before)
    this.#report.add(this.#position(from, from + text.length), what, remedy)
  }

  #map(node: YAMLMap, at: Position): MapNode {
    const entries: Entry[] = []
    for (const { key, value } of node.items) {
      const name = this.#node(key as YamlNode)
      if (name?.kind !== 'scalar') continue
      const content = this.#value(value, name.at)
      if (content) entries.push({ key: name, value: content })
    }
    return { kind: 'map', entries, flow: node.flow === true, sound: true, at }
  }

  /** What stands behind a key; an empty scalar at the key's place if nothing does. */
  #value(value: unknown, at: Position): Node | undefined {
    const isEmpty = isScalar(value) && value.value === null && value.source === ''
    if (value === null || value === undefined || isEmpty) {
      return { kind: 'scalar', value: null, text: '', style: 'plain', at, span: () => at }
    }
    return this.#node(value as YamlNode)
  }

  #scalar(node: Scalar, at: Position): ScalarNode {
    const style = STYLES[(node.type ?? 'PLAIN') as keyof typeof STYLES]
    const value = node.value as string | number | boolean | null
    const text = style === 'plain' ? (node.source ?? '') : String(value)
    const [start, end] = node.range ?? [0, 0]
    let offsets: readonly number[] | undefined
    const span = (from: number, to: number): Position => {
      offsets ??= offsetsOf(this.#text, start, end, text, style)
      const first = offsets[from] ?? offsets.at(-1) ?? start
      return this.#position(first, Math.max(offsets[to] ?? first, first + 1))
    }
    return { kind: 'scalar', value, text, style, at, span }
  }

  /** A place that covers at most the rest of its line. */
  #position(from: number, to: number): Position {
    const { line, col } = this.#lines.linePos(from)
    const newline = this.#text.indexOf('\n', from)
    const end = newline < 0 ? this.#text.length : newline
    const covered = this.#text.slice(from, Math.min(to, end)).trimEnd()
    return { file: this.#file, line, column: col, length: Math.max(covered.length, 1) }
  }
}

/** What YAML finds wrong, in the words of this language. */
function explain(code: string, message: string, word: string): [string, string?] {
  switch (code) {
    case 'DUPLICATE_KEY':
      return [`the key ${word} is given twice`, 'keep one of them']
    case 'NON_STRING_KEY':
      return ['a key is a text', 'put it in quotes']
    case 'MULTIPLE_DOCS':
      return [
        'a second document in one file',
        'make it a file of its own and name it under `include`',
      ]
    default:
      return [`not YAML: ${message.charAt(0).toLowerCase()}${message.slice(1).split('\n')[0]}`]
  }
}
