import { type Address, canonical, servers } from './address.js'
import { Group } from './cluster/group.js'
import type { Protocol } from './command.js'
import { type Cap, capAt } from './connection/cap.js'
import type { Exchange } from './connection/exchange.js'
import { Held } from './connection/held.js'
import { IllegalInputError } from './errors.js'
import type { Emitter } from './events.js'
import { shown } from './kind.js'
import { Node } from './node.js'
import type { Settings } from './options.js'
import { Placement } from './placement.js'
import { isA } from './thrown.js'
import type { Key } from './types.js'

/** The servers of a client, and which of them a key belongs to. */
export class Cluster {
  readonly nodes: readonly Node[]
  readonly #group: Group<Node>
  /** The nodes that stand in for dead ones. */
  readonly #gutter: Group<Node> | undefined
  readonly #byName: ReadonlyMap<string, Node>
  readonly #settings: Settings
  readonly #held: Held | undefined

  constructor(
    addresses: readonly Address[],
    protocol: Protocol,
    settings: Settings,
    events: Emitter,
  ) {
    this.#settings = settings
    const { failover, retry } = settings
    this.#held = retry
      ? new Held(retry, events, (exchange, node) => this.#resend(exchange, node))
      : undefined
    const standIns =
      typeof failover === 'object' ? gutterOf(failover.gutter, addresses, protocol) : []
    const group = (list: readonly Address[], moves: boolean, cap?: Cap) => {
      const made: Group<Node> = new Group(
        list.map((address) => {
          return new Node(address, protocol, settings, {
            events,
            held: this.#held,
            cap,
            isAlone: list.length === 1 && (moves || standIns.length === 0),
            move: (exchange) => this.#move(exchange),
            changed: (node) => {
              made.update()
              this.#outrun(node)
            },
            isForsaken: () => moves && made.isForsaken,
          })
        }),
        moves,
        new Placement(list, settings),
      )
      return made
    }
    this.#group = group(addresses, failover === 'rehash')
    this.#gutter =
      typeof failover === 'object' ? group(standIns, true, capAt(failover.maxExptime)) : undefined
    this.nodes = this.#group.nodes
    this.#byName = new Map(this.#all.map((node) => [node.name, node]))
  }

  /**
   * The node of a key, or the one that stands in for it.
   *
   * @param route what places the key in its stead
   */
  nodeFor(key: Key, route?: Key): Node {
    const node = this.#group.find(key, route)
    return this.#gutter !== undefined && node.isDead ? this.#gutter.find(key, route) : node
  }

  /** The node that a call names. */
  named(name: unknown): Node {
    const node = this.#byName.get(name as string)
    if (node) return node
    const names = this.nodes.map(({ name }) => name).join(', ')
    const got = typeof name === 'string' ? JSON.stringify(name) : shown(name)
    throw new IllegalInputError(`node: expected one of ${names}, got ${got}`)
  }

  async close(): Promise<void> {
    this.#held?.stop()
    await Promise.all(this.#all.map((node) => node.close()))
  }

  /** Ends at once. */
  destroy(): void {
    this.#held?.stop()
    for (const node of this.#all) node.destroy()
  }

  get #all(): readonly Node[] {
    return [...this.nodes, ...(this.#gutter?.nodes ?? [])]
  }

  /** Sends a request of a dead node to those that have its keys now. False if nobody has them. */
  #move(exchange: Exchange): boolean {
    if (this.#settings.failover === 'fail') return false
    if ((this.#gutter ?? this.#group).isForsaken) return false
    return this.#scatter(exchange)
  }

  /**
   * The keys have moved. What is under way to nodes that they have left must not come behind later requests, which go to
   * the new ones. What a dying node leaves is moved in this very moment, ahead of all of those.
   */
  #outrun(changed: Node): void {
    for (const node of this.#all) {
      if (node === changed) continue
      node.connection.outrun((key, route) => this.nodeFor(key, route) !== node)
    }
  }

  #resend(exchange: Exchange, name: string): void {
    if (!this.#scatter(exchange)) this.named(name).connection.send(exchange)
  }

  /** Sends a request to the nodes of its keys. False if it has none. */
  #scatter(exchange: Exchange): boolean {
    const places = exchange.scatter((key, route) => this.nodeFor(key, route))
    for (const [node, parts] of places ?? []) {
      for (const part of parts) node.connection.send(part)
    }
    return places !== undefined
  }
}

function gutterOf(
  given: unknown,
  addresses: readonly Address[],
  { port }: Protocol,
): readonly Address[] {
  const gutter = gutterServers(given, port)
  const used = addresses.map(canonical)
  for (const address of gutter) {
    if (used.includes(canonical(address))) {
      throw new IllegalInputError(
        `failover.gutter: expected servers that the client does not use otherwise, got ${address.name}`,
      )
    }
  }
  return gutter
}

/** The servers, or an error that says which option is wrong. */
function gutterServers(given: unknown, port: number): readonly Address[] {
  try {
    return servers(given, port)
  } catch (error) {
    if (!isA(error, IllegalInputError)) throw error
    throw new IllegalInputError(error.message.replace(/^servers?: /, 'failover.gutter: '))
  }
}
