import type { Form } from '../form.js'
import { GRAMMAR, type Part, partNamed } from '../grammar.js'
import type { MapNode, Node } from '../node.js'
import type { Report } from '../problem.js'
import { isLongForm } from '../shape.js'
import { either } from '../suggest.js'
import type { Subject } from './subject.js'

/** Keys stand in the order of the manual's tables, so that every command reads alike. */
export function keyOrder({ files, report }: Subject): void {
  for (const { raw } of files) {
    // Where `spec` stands is told when the file is read.
    const entries = raw.entries.filter(({ key }) => key.text !== 'spec')
    inOrder(partNamed('file'), { ...raw, entries }, report)
  }
}

function inOrder(part: Part, node: MapNode, report: Report): void {
  let latest = -1
  let isTold = false
  for (const { key, value } of node.entries) {
    const index = part.keys.findIndex(({ name }) => name === key.text)
    const known = part.keys[index]
    if (!known) continue
    if (index < latest && !isTold) {
      isTold = true
      const before = part.keys[latest]?.name
      const order = part.keys
        .map(({ name }) => name)
        .filter((name) => node.entries.some((entry) => entry.key.text === name))
      report.add(
        key.at,
        `the key ${key.text} comes after ${before}`,
        `put the keys in this order: ${either(order, 'and')}`,
      )
    }
    latest = Math.max(latest, index)
    within(known.form, value, report)
  }
}

/** Goes down to the mappings inside. */
function within(form: Form, node: Node, report: Report): void {
  switch (form.kind) {
    case 'part':
      if (node.kind === 'map' && (form.part !== 'line' || isLongForm(node))) {
        inOrder(GRAMMAR.find(({ name }) => name === form.part) as Part, node, report)
      }
      return
    case 'map':
      if (node.kind === 'map')
        for (const { value } of node.entries) within(form.value, value, report)
      return
    case 'list':
    case 'some':
      if (node.kind === 'list') for (const item of node.items) within(form.of, item, report)
      return
    case 'either':
      for (const one of form.of) within(one, node, report)
  }
}

const NEEDED = ['server', 'port', 'line'] as const

/** A spec without a base says what it describes. */
export function rootSettings({ draft, root, report }: Subject): void {
  if (root.bases.length > 0) return
  const [first] = root.root.entries
  const missing = NEEDED.filter((key) => !draft.settings.has(key))
  if (missing.length === 0) return
  report.add(
    first?.key.at ?? root.root.at,
    `a spec without a base needs ${either(missing, 'and')}`,
    'add them to this file, or extend a spec that has them',
  )
}
