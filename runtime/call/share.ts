import type { Cluster } from '../cluster.js'
import type { Node } from '../node.js'
import type { Routed } from './route.js'

/** The keys of a call that go to one node, and which parts of the call they are. */
export interface Share {
  readonly node: Node
  readonly keys: string[]
  readonly parts: number[]
}

/** What each node gets of a call for many keys. */
export function sharesOf(
  cluster: Cluster,
  { keys, routes }: Routed,
  wireKeys: string[],
): Iterable<Share> {
  const nodes = keys.map((key, i) => cluster.nodeFor(key, routes[i]))
  const [first] = nodes
  if (first === undefined) return []
  // Mostly so: nothing is copied then.
  if (nodes.every((node) => node === first)) {
    return [{ node: first, keys: wireKeys, parts: wireKeys.map((_, i) => i) }]
  }
  const shares = new Map<Node, Share>()
  for (const [part, node] of nodes.entries()) {
    let share = shares.get(node)
    if (!share) {
      share = { node, keys: [], parts: [] }
      shares.set(node, share)
    }
    share.keys.push(wireKeys[part] as string)
    share.parts.push(part)
  }
  return shares.values()
}
