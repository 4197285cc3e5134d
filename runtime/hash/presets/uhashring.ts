import type { Key } from '../../types.js'
import type { Distribution, Place } from '../distribution.js'
import { ketamaPoints } from '../ketama.js'
import { bytesOf } from '../keybytes.js'
import { digest, md5 } from '../md5.js'
import { asListed } from '../naming.js'
import { ringDistribution } from '../rings.js'
import { shareOf } from '../share.js'
import { choice, whole } from '../terms.js'
import { checkWhole, totalOf, weightOf } from '../weights.js'

/** As Python's uhashring, which meta-memcache uses. */
export interface Uhashring {
  name: 'uhashring'
  /** Its `hash_fn`: its own ring, or the one that it calls ketama. @default 'md5' */
  hash?: 'md5' | 'ketama' | undefined
  /** Its option `vnodes`, 1 to 10000. @default 160, with ketama 40 */
  vnodes?: number | undefined
}

const MOST_VNODES = 10_000

/** Of 128 bits these do: two of some thousand points are never that near. */
const BYTES = 6

const MODES = {
  md5: {
    vnodes: 160,
    hash: (key: Key) => digest(bytesOf(key)).readUIntBE(0, BYTES),
    points: (place: Place, name: string, vnodes: number) =>
      shareOf(vnodes * weightOf(place), (i) => digest(`${name}-${i}`).readUIntBE(0, BYTES)),
  },
  ketama: {
    vnodes: 40,
    hash: (key: Key) => md5(bytesOf(key)),
    points: (place: Place, name: string, vnodes: number, places: readonly Place[]) =>
      ketamaPoints(name, Math.floor((vnodes * places.length * weightOf(place)) / totalOf(places))),
  },
}

export function uhashring({ name, hash = 'md5', vnodes }: Uhashring): Distribution {
  const mode = MODES[choice('hash', hash, MODES)]
  const count = vnodes === undefined ? mode.vnodes : whole('vnodes', vnodes, MOST_VNODES)
  return ringDistribution({
    client: name,
    naming: asListed,
    last: true,
    points(places, names) {
      checkWhole(name, places)
      return places.map((place, i) => mode.points(place, names[i] as string, count, places))
    },
    // Its search goes beyond a point that is equal.
    hash: (key) => mode.hash(key) + 1,
  })
}
