import { isUint8Array } from 'node:util/types'
import type { Key } from '../../types.js'
import type { Distribution } from '../distribution.js'
import { hostAndPort } from '../naming.js'
import { pyRepr } from '../pyrepr.js'
import { Rendezvous } from '../rendezvous.js'
import { choice, wrong } from '../terms.js'
import { hashText } from '../text.js'
import { checkNames, weightOf } from '../weights.js'

/** As pymemcache's HashClient: rendezvous hashing with murmur3. */
export interface Pymemcache {
  name: 'pymemcache'
  /** The hash's seed, a whole number from 0 to 4294967295. @default 0 */
  seed?: number | undefined
  /**
   * What a key that is bytes is hashed by: the text that it is, so that it lives with that text, or Python's `b'key'`, as
   * pymemcache has it.
   * @default 'text'
   */
  bytes?: 'text' | 'repr' | undefined
}

const BYTES = { text: hashText, repr: (key: Key) => (isUint8Array(key) ? pyRepr(key) : key) }
const HIGHEST_SEED = 0xffffffff

export function pymemcache({ seed = 0, bytes = 'text' }: Pymemcache): Distribution {
  if (!Number.isInteger(seed) || seed < 0 || seed > HIGHEST_SEED) {
    throw wrong('seed', `a whole number from 0 to ${HIGHEST_SEED}`, seed)
  }
  const textOf = BYTES[choice('bytes', bytes, BYTES)]
  return (places) => {
    const names = places.map(hostAndPort)
    checkNames(names, places)
    const rendezvous = new Rendezvous(
      places.map((place, index) => [names[index] as string, index, weightOf(place)]),
      seed,
    )
    return (key) => rendezvous.find(textOf(key))
  }
}
