import type { Literal, Quietly } from '../ir.js'
import { entriesOf, type MapNode } from '../node.js'

const REFERENCE = /^<([^<>]+)>$/

/** What a command says is sent in its place; undefined if it says nothing. */
export function quietlyOf(node: MapNode): Quietly | undefined {
  const [entry] = entriesOf(node, 'quietly')
  if (entry?.value.kind !== 'map') return undefined
  const options = entry.value.entries.flatMap(({ key, value }) =>
    value.kind === 'scalar' ? [[key.text, optionOf(value.value)] as const] : [],
  )
  return { command: entry.key.text, options: Object.fromEntries(options), at: entry.key.at }
}

function optionOf(value: Literal | null): Literal | { readonly field: string } {
  const field = REFERENCE.exec(String(value))?.[1]
  return field === undefined ? (value as Literal) : { field }
}
