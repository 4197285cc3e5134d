import type { Placement } from '../placement.js'
import type { Key } from '../types.js'

/** What a group has to know of its nodes. */
export interface Mortal {
  readonly isDead: boolean
}

/** Nodes among which keys are distributed. */
export class Group<N extends Mortal> {
  readonly nodes: readonly N[]
  readonly #moves: boolean
  readonly #placement: Placement

  /** @param moves Whether the keys of a dead node move to the others. */
  constructor(nodes: readonly N[], moves: boolean, placement: Placement) {
    this.nodes = nodes
    this.#moves = moves
    this.#placement = placement
  }

  /** Whether no node is left. */
  get isForsaken(): boolean {
    return this.nodes.every(({ isDead }) => isDead)
  }

  /**
   * The node of a key: if none is left, the one that it had first.
   *
   * @param route what places the key in its stead
   */
  find(key: Key, route?: Key): N {
    const index = this.nodes.length === 1 ? 0 : this.#placement.find(key, route)
    return this.nodes[index] as N
  }

  /** A node has died or come back. */
  update(): void {
    if (!this.#moves) return
    this.#placement.leaveOut(this.isForsaken ? [] : this.nodes.map(({ isDead }) => isDead))
  }
}
