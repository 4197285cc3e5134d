import { partNamed } from '../grammar.js'
import { entriesOf, type MapNode } from '../node.js'
import type { Report } from '../problem.js'
import { either } from '../suggest.js'
import type { Subject } from './subject.js'

/** The keys of a command stand in the order of the manual’s table, so that every command reads alike. */
export function keyOrder({ files, report }: Subject): void {
  const order = partNamed('command')
    .keys.map(({ name }) => name)
    .filter((name) => name !== 'override')
  for (const { raw } of files) {
    for (const { value } of entriesOf(raw, 'commands')) {
      if (value.kind === 'map') inOrder(order, value, report)
    }
  }
}

/** Tells of the first key that stands too late. */
function inOrder(order: readonly string[], node: MapNode, report: Report): void {
  const given = node.entries.map(({ key }) => key).filter(({ text }) => order.includes(text))
  const sorted = order.filter((name) => given.some(({ text }) => text === name))
  for (const [i, key] of given.entries()) {
    const before = given
      .slice(0, i)
      .find(({ text }) => order.indexOf(text) > order.indexOf(key.text))
    if (!before) continue
    report.add(
      key.at,
      `the key ${key.text} comes after ${before.text}`,
      `put the keys in this order: ${either(sorted, 'and')}`,
    )
    return
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
