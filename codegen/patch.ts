import { type Entry, get, type MapNode } from './node.js'

/** Keys that change what goes over the wire or what comes of it: the base's examples no longer show it. */
const MEANING = new Set([
  'request',
  'fields',
  'flags',
  'defaults',
  'quietly',
  'always',
  'items',
  'reply',
])

/** The base's mapping with the keys of a patch in the place of its own. */
export function patch(base: MapNode, changes: MapNode): MapNode {
  const given = changes.entries.filter(({ key }) => key.text !== 'override')
  const kept = given.some(({ key }) => MEANING.has(key.text)) ? withoutExamples(base) : base
  const replaced = kept.entries.map((entry) => {
    const other = given.find(({ key }) => key.text === entry.key.text)
    return other ? replacement(entry, other) : entry
  })
  const added = given.filter(({ key }) => get(kept, key.text) === undefined)
  return {
    ...base,
    entries: [...withoutOther(replaced, given), ...added],
    sound: base.sound && changes.sound,
  }
}

/** The new entry; letters that a command takes are added to those of the base. */
function replacement(entry: Entry, given: Entry): Entry {
  const [base, changes] = [entry.value, given.value]
  if (entry.key.text !== 'flags' || base.kind !== 'map' || changes.kind !== 'map') return given
  const letterOf = (map: MapNode, { key }: Entry) => {
    return map.entries.find((other) => other.key.text === key.text)
  }
  const kept = base.entries.map((letter) => letterOf(changes, letter) ?? letter)
  const added = changes.entries.filter((letter) => !letterOf(base, letter))
  return { ...given, value: { ...changes, entries: [...kept, ...added] } }
}

/** A line that now throws no longer returns, and a field that now has words no longer has a type. */
function withoutOther(entries: readonly Entry[], given: readonly Entry[]): Entry[] {
  const opposite: Readonly<Record<string, string>> = {
    throws: 'returns',
    returns: 'throws',
    type: 'enum',
    enum: 'type',
  }
  const gone = new Set(given.map(({ key }) => opposite[key.text]))
  return entries.filter((entry) => given.includes(entry) || !gone.has(entry.key.text))
}

function withoutExamples(node: MapNode): MapNode {
  return { ...node, entries: node.entries.filter(({ key }) => key.text !== 'examples') }
}

/** The command without the examples that end with an error. */
export function withoutThrown(node: MapNode): MapNode {
  const examples = get(node, 'examples')
  if (examples?.kind !== 'list') return node
  const items = examples.items.filter(
    (item) => item.kind !== 'map' || !get(item, 'throws') || !get(item, 'send'),
  )
  const entries = node.entries.map((entry) =>
    entry.key.text === 'examples' ? { ...entry, value: { ...examples, items } } : entry,
  )
  return { ...node, entries }
}
