import type { Client } from '#generated/index.js'

type Cache = Client<unknown, false>

/** Which node a call was for, if it was one and the same from its beginning to its end. */
export class Places {
  readonly #cache: Cache
  /** How often keys have moved. */
  #moves = 0

  constructor(cache: Cache) {
    this.#cache = cache
    cache.on('nodeDead', () => this.#moves++)
    cache.on('nodeBack', () => this.#moves++)
  }

  /** Asked before a call; the answer is asked after it. */
  watch(key: string): () => string | undefined {
    const moves = this.#moves
    const node = this.#cache.nodeFor(key)
    return () =>
      moves === this.#moves && this.#cache.nodeFor(key) === node ? `${key} at ${node}` : undefined
  }
}
