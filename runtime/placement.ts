import { Buffer } from 'node:buffer'
import type { Address } from './address.js'
import { type Distribution, type Find, placed } from './hash/distribution.js'
import { bytesOf } from './hash/keybytes.js'
import { distributionOf } from './hash/preset.js'
import { type HashTag, tagged } from './hash/tag.js'
import type { Settings } from './options.js'
import type { Key } from './types.js'

/** Which of a client's servers a key lives on, by their indexes. */
export class Placement {
  readonly #addresses: readonly Address[]
  readonly #distribution: Distribution
  readonly #hashTag: HashTag | undefined
  /** What goes before a key in the hash, as text. */
  readonly #prefix: string
  #find: Find

  /** @throws IllegalInputError if there is no such distribution, or it cannot have these servers */
  constructor(addresses: readonly Address[], settings: Settings) {
    const { keyPrefix } = settings
    const distribution = distributionOf(settings.distribution)
    this.#distribution = distribution
    this.#addresses = addresses
    this.#hashTag = settings.hashTag
    this.#prefix = distribution.hashesPrefix ? Buffer.from(keyPrefix, 'latin1').toString() : ''
    this.#find = placed(distribution, addresses)
  }

  /** @param route what places the key in its stead */
  find(key: Key, route?: Key): number {
    return this.#find(route ?? this.#hashed(key))
  }

  /** From now on keys live on the servers that are not down. */
  leaveOut(down: readonly boolean[]): void {
    this.#find = placed(this.#distribution, this.#addresses, down)
  }

  #hashed(key: Key): Key {
    const hashTag = this.#hashTag
    const whole = this.#prefix === '' ? key : prefixed(this.#prefix, key)
    return hashTag ? tagged(whole, hashTag) : whole
  }
}

function prefixed(prefix: string, key: Key): Key {
  return typeof key === 'string' ? prefix + key : Buffer.concat([Buffer.from(prefix), bytesOf(key)])
}
