import { type MapNode, mapOf, type Node, scalarOf } from '../node.js'
import { isLongForm } from '../shape.js'
import type { Subject } from './subject.js'

/** What has a first and a last version: nothing is older than its command, newer than the spec, or gone before it came. */
export function sinceOrder(subject: Subject): void {
  const { draft, spec, report } = subject
  const newest = spec.server
  const oldest = draft.settings.get('oldest')
  if (oldest && newest !== '' && compareVersions(oldest.text, newest) > 0) {
    report.add(
      oldest.at,
      `the oldest server, ${oldest.text}, is newer than ${newest}, the newest`,
      'swap them',
    )
  }
  for (const { name, node } of draft.commands.values()) {
    const command = scalarOf(node, 'since')
    inOrder(subject, node, newest)
    for (const key of ['fields', 'flags', 'items', 'reply']) {
      for (const { value } of mapOf(node, key)?.entries ?? []) {
        inOrderOfKnown(subject, value, newest)
        const isLine = key === 'items' || key === 'reply'
        if (value.kind !== 'map' || (isLine && !isLongForm(value))) continue
        inOrder(subject, value, newest)
        const since = scalarOf(value, 'since')
        if (!since || !command || compareVersions(since.text, command.text) >= 0) continue
        report.add(
          since.at,
          `${since.text} is older than ${name} itself, which came with ${command.text}`,
          'leave it away',
        )
      }
    }
  }
  for (const { node } of [
    ...draft.fields.values(),
    ...draft.flags.values(),
    ...draft.errors.values(),
  ]) {
    inOrder(subject, node, newest)
    inOrderOfKnown(subject, node, newest)
  }
}

function inOrderOfKnown(subject: Subject, field: Node, newest: string): void {
  if (field.kind !== 'map') return
  for (const { value } of mapOf(field, 'known')?.entries ?? [])
    if (value.kind === 'map') inOrder(subject, value, newest)
}

function inOrder({ report }: Subject, node: MapNode, newest: string): void {
  const since = scalarOf(node, 'since')
  const until = scalarOf(node, 'until')
  if (since && until && compareVersions(since.text, until.text) > 0) {
    report.add(until.at, `until ${until.text} is before since ${since.text}`, 'swap them')
  } else if (since && newest !== '' && compareVersions(since.text, newest) > 0) {
    report.add(
      since.at,
      `${since.text} is newer than ${newest}, the newest server that the spec describes`,
      'raise server at the top of the spec',
    )
  }
}

/** Below 0 if the first version is the older one. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number))
  for (let i = 0; i < Math.max(left?.length ?? 0, right?.length ?? 0); i++) {
    const difference = (left?.[i] ?? 0) - (right?.[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
