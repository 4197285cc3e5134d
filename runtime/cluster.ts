import type { Address } from './address.js'
import type { Protocol } from './command.js'
import { IllegalInputError } from './errors.js'
import { shown } from './kind.js'
import { Node } from './node.js'
import type { Settings } from './options.js'
import { Placement } from './placement.js'
import type { Key } from './types.js'

/** The servers of a client, and which of them a key belongs to. */
export class Cluster {
  readonly nodes: readonly Node[]
  readonly #byName: ReadonlyMap<string, Node>
  readonly #placement: Placement

  constructor(addresses: readonly Address[], protocol: Protocol, settings: Settings) {
    this.nodes = addresses.map((address) => new Node(address, protocol, settings))
    this.#byName = new Map(this.nodes.map((node) => [node.name, node]))
    this.#placement = new Placement(addresses, settings)
  }

  /**
   * The node of a key.
   *
   * @param route what places the key in its stead
   */
  nodeFor(key: Key, route?: Key): Node {
    const index = this.nodes.length === 1 ? 0 : this.#placement.find(key, route)
    return this.nodes[index] as Node
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
