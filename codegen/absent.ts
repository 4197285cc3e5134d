import { manyOf } from './naming.js'
import { type Entry, get, itemsOf, type MapNode, type Node, type ScalarNode } from './node.js'

/** An inherited command without what names commands that are not taken over. */
export function withoutAbsent(node: MapNode, wanted: ReadonlySet<string>): MapNode {
  const methods = new Set([...wanted].flatMap((name) => [name, manyOf(name)]))
  const entries = node.entries.flatMap((entry): Entry[] => {
    if (entry.key.text === 'quietly') return isOf(entry.value, wanted) ? [entry] : []
    if (entry.key.text !== 'examples' || entry.value.kind !== 'list') return [entry]
    const items = entry.value.items.map((item) => playable(item, methods))
    return [{ ...entry, value: { ...entry.value, items } }]
  })
  return { ...node, entries }
}

/** Whether a mapping is by names of commands that are there. */
function isOf(node: Node, wanted: ReadonlySet<string>): boolean {
  return node.kind !== 'map' || node.entries.every(({ key }) => wanted.has(key.text))
}

/** An example that needs calls which cannot be made shows what comes over the wire, and is not played. */
function playable(example: Node, methods: ReadonlySet<string>): Node {
  if (example.kind !== 'map') return example
  const given = example.entries.find(({ key }) => key.text === 'given')
  const absent = itemsOf(example, 'given').flatMap((call): ScalarNode[] => {
    const [method] = call.kind === 'list' ? call.items : []
    return method?.kind === 'scalar' && !methods.has(method.text) ? [method] : []
  })
  const [first] = absent
  if (!given || !first) return example
  const others = example.entries.filter((entry) => entry !== given)
  if (get(example, 'live')) return { ...example, entries: others }
  const reason = `It needs ${first.text}, which is not here.`
  const live: Entry = {
    key: { ...given.key, text: 'live', value: 'live' },
    value: { ...first, text: reason, value: reason },
  }
  return { ...example, entries: [...others, live] }
}
