import type { Client, NodeState } from '#generated/index.js'
import type { Ship } from './fleet.js'

/** A node's way back: how it was when its server returned, or became before it was used again. */
export interface Recovery {
  readonly node: string
  readonly was: NodeState
  /** Milliseconds from the return of the server. */
  readonly took: number
}

/** Watches how long nodes are not used although their servers are there. */
export class Recoveries {
  readonly all: Recovery[] = []
  readonly #states = new Map<string, NodeState>()

  constructor(cache: Client<unknown, false>, ships: readonly Ship[]) {
    cache.on('nodeFailing', ({ node }) => this.#states.set(node, 'failing'))
    cache.on('nodeDead', ({ node }) => this.#states.set(node, 'dead'))
    cache.on('nodeBack', ({ node, was }) => {
      this.#states.delete(node)
      const ship = ships.find(({ server }) => server === node)
      // It may have gone again between its answer and now.
      if (ship?.presence !== 'up') return
      this.all.push({ node, was, took: performance.now() - ship.returned })
    })
  }

  /** The nodes that are not used. */
  get lost(): readonly string[] {
    return [...this.#states].map(([node, state]) => `${node} is ${state}`)
  }

  /** How often nodes of this kind came back, and after which time half of them and all of them were. */
  of(state: NodeState): { readonly count: number; readonly half: number; readonly all: number } {
    const times = this.all.filter(({ was }) => was === state).map(({ took }) => Math.round(took))
    times.sort((a, b) => a - b)
    return { count: times.length, half: times[times.length >> 1] ?? 0, all: times.at(-1) ?? 0 }
  }
}
