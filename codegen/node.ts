import type { Position } from './ir.js'

/** YAML as the front end sees it: three kinds of nodes, each knowing its place. Only `source` knows the parser. */
export type Node = ScalarNode | MapNode | ListNode

export interface ScalarNode {
  readonly kind: 'scalar'
  readonly value: string | number | boolean | null
  /** The text: as written if it is plain, what it stands for if it is quoted or a block. */
  readonly text: string
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded'
  readonly at: Position
  /** The place of some characters of the text. */
  span(from: number, to: number): Position
}

export interface MapNode {
  readonly kind: 'map'
  readonly entries: readonly Entry[]
  /** Whether it is written in braces. */
  readonly flow: boolean
  /** Whether all of it has the right form. */
  readonly sound: boolean
  readonly at: Position
}

export interface Entry {
  readonly key: ScalarNode
  readonly value: Node
}

export interface ListNode {
  readonly kind: 'list'
  readonly items: readonly Node[]
  readonly at: Position
}

/** The value of a key; undefined if the mapping has no such key. */
export function get(map: MapNode | undefined, key: string): Node | undefined {
  return map?.entries.find((entry) => entry.key.text === key)?.value
}

export function scalarOf(map: MapNode | undefined, key: string): ScalarNode | undefined {
  const node = get(map, key)
  return node?.kind === 'scalar' ? node : undefined
}

export function mapOf(map: MapNode | undefined, key: string): MapNode | undefined {
  const node = get(map, key)
  return node?.kind === 'map' ? node : undefined
}

export function entriesOf(map: MapNode | undefined, key: string): readonly Entry[] {
  return mapOf(map, key)?.entries ?? []
}

/** The items of a list, or the one value that stands in its place. */
export function itemsOf(map: MapNode | undefined, key: string): readonly Node[] {
  const node = get(map, key)
  if (!node) return []
  return node.kind === 'list' ? node.items : [node]
}

export function textOf(map: MapNode | undefined, key: string): string | undefined {
  return scalarOf(map, key)?.text
}

/** What a node is called in a report. */
export function describe(node: Node): string {
  if (node.kind === 'map') return 'a mapping'
  if (node.kind === 'list') return 'a list'
  if (node.value === null) return node.text === '' ? 'nothing' : node.text
  if (node.style === 'literal' || node.style === 'folded') return 'a block of text'
  const text = node.text.length > 40 ? `${node.text.slice(0, 39)}…` : node.text
  return typeof node.value === 'string' ? JSON.stringify(text) : text
}
