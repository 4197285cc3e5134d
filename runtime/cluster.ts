import type { Address } from './address.js'
import type { Protocol } from './command.js'
import { IllegalInputError } from './errors.js'
import { Rendezvous } from './hash/rendezvous.js'
import { hashText } from './hash/text.js'
import { shown } from './kind.js'
import { Node } from './node.js'
import type { Settings } from './options.js'
import type { Key } from './types.js'

/** The servers of a client, and which of them a key belongs to. */
export class Cluster {
  readonly nodes: readonly Node[]
  readonly #byName: ReadonlyMap<string, Node>
  readonly #distribution: Rendezvous<Node>

  constructor(addresses: readonly Address[], protocol: Protocol, settings: Settings) {
    this.nodes = addresses.map((address) => new Node(address, protocol, settings))
    this.#byName = new Map(this.nodes.map((node) => [node.name, node]))
    this.#distribution = new Rendezvous(
      this.nodes.map((node, index) => [(addresses[index] as Address).hashName, node]),
    )
  }

  /** The node of a key. */
  nodeFor(key: Key): Node {
    return this.nodes.length === 1
      ? (this.nodes[0] as Node)
      : this.#distribution.find(hashText(key))
  }

  /** The node that a call names. */
  named(name: unknown): Node {
    const node = this.#byName.get(name as string)
    if (node) return node
    const names = this.nodes.map(({ name }) => name).join(', ')
    const got = typeof name === 'string' ? JSON.stringify(name) : shown(name)
    throw new IllegalInputError(`node: expected one of ${names}, got ${got}`)
  }
}
