import { isUint8Array } from 'node:util/types'
import { IllegalInputError } from '../errors.js'
import { kindOf, shown } from '../kind.js'
import { LowBytes } from './lowbytes.js'

const C1 = 0xcc9e2d51
const C2 = 0x1b873593
const HIGHEST_SEED = 0xffffffff

const scratch = new LowBytes()

/**
 * MurmurHash3 (x86, 32 bits) of a text as pymemcache computes it: of its code points, each cut to its low 8 bits. For
 * ASCII that is the usual hash of its bytes.
 *
 * @param seed a whole number from 0 to 4294967295
 * @returns a whole number from 0 to 4294967295
 * @throws IllegalInputError if the one is no string, or the other no such number
 */
export function murmur3(text: string, seed = 0): number {
  if (typeof text !== 'string') {
    const remedy = isUint8Array(text) ? "; of bytes hash toString('latin1')" : ''
    throw new IllegalInputError(`murmur3: expected a string, got ${kindOf(text)}${remedy}`)
  }
  if (!Number.isInteger(seed) || seed < 0 || seed > HIGHEST_SEED) {
    throw new IllegalInputError(
      `murmur3: expected a whole number from 0 to ${HIGHEST_SEED} as seed, got ${shown(seed)}`,
    )
  }
  return new Murmur3('', seed).with(scratch.take(text))
}

/** Hashes of texts that begin alike: what they share is hashed once. */
export class Murmur3 {
  readonly #state: number
  /** The last bytes of the beginning, which do not fill a block, and how many bits they are. */
  readonly #rest: number
  readonly #restBits: number
  readonly #length: number

  constructor(beginning: string, seed = 0) {
    const { blocks, length } = scratch.take(beginning)
    const whole = length >> 2
    let state = seed | 0
    for (let i = 0; i < whole; i++) state = mix(state, blocks[i] as number)
    this.#state = state
    this.#restBits = 8 * (length & 3)
    this.#rest = this.#restBits === 0 ? 0 : (blocks[whole] as number)
    this.#length = length
  }

  /** The hash of the beginning and what goes on behind it. */
  with({ blocks, length }: LowBytes): number {
    const shift = this.#restBits
    const whole = length >> 2
    let state = this.#state
    let carried = this.#rest
    for (let i = 0; i < whole; i++) {
      const next = blocks[i] as number
      if (shift === 0) state = mix(state, next)
      else {
        state = mix(state, carried | (next << shift))
        carried = next >>> (32 - shift)
      }
    }
    const bits = 8 * (length & 3)
    if (bits > 0) {
      const last = blocks[whole] as number
      carried |= last << shift
      if (shift + bits >= 32) {
        state = mix(state, carried)
        carried = last >>> (32 - shift)
      }
    }
    return finish(state ^ scramble(carried), this.#length + length)
  }
}

function scramble(word: number): number {
  const product = Math.imul(word, C1)
  return Math.imul((product << 15) | (product >>> 17), C2)
}

function mix(state: number, word: number): number {
  const mixed = state ^ scramble(word)
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0
}

function finish(state: number, length: number): number {
  let hash = state ^ length
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
