import { Buffer } from 'node:buffer'
import { TWEMPROXY, type TwemproxyHash } from '../chash.js'
import type { Distribution, Place } from '../distribution.js'
import { floatCounts, ketamaPoints } from '../ketama.js'
import { bytesOf } from '../keybytes.js'
import { byWeight } from '../modula.js'
import { withoutOwnPort } from '../naming.js'
import { ringDistribution } from '../rings.js'
import { choice } from '../terms.js'
import { checkWhole } from '../weights.js'

/** As twemproxy (nutcracker) places keys on the servers behind it. */
export interface Twemproxy {
  name: 'twemproxy'
  /** @default 'ketama' */
  distribution?: 'ketama' | 'modula' | undefined
  /** @default 'fnv1a_64' */
  hash?: TwemproxyHash | undefined
}

const DISTRIBUTIONS = { ketama, modula }

export function twemproxy({ distribution = 'ketama', hash = 'fnv1a_64' }: Twemproxy): Distribution {
  const hashed = TWEMPROXY[choice('hash', hash, TWEMPROXY)]
  return DISTRIBUTIONS[choice('distribution', distribution, DISTRIBUTIONS)](hashed)
}

function ketama(hashed: (bytes: Buffer) => number): Distribution {
  return ringDistribution({
    client: 'twemproxy',
    naming,
    points(places, names) {
      checkWhole('twemproxy', places)
      const counts = floatCounts(places)
      return names.map((own, i) => ketamaPoints(own, counts[i] as number))
    },
    hash: (key) => hashed(bytesOf(key)),
  })
}

function modula(hashed: (bytes: Buffer) => number): Distribution {
  return (places) => {
    checkWhole('twemproxy', places)
    const order = inOrder(places)
    const find = byWeight(
      order.map((index) => places[index] as Place),
      (key) => hashed(bytesOf(key)),
    )
    return (key) => order[find(key)] as number
  }
}

/** twemproxy sorts its servers: short names first, names of one length by their bytes. */
function inOrder(places: readonly Place[]): number[] {
  const names = places.map((place) => Buffer.from(naming(place)))
  return [...names.keys()].sort((a, b) => {
    const [one, other] = [names[a] as Buffer, names[b] as Buffer]
    return one.length - other.length || one.compare(other)
  })
}

/** Of a socket it takes the colon that stands behind its path. */
function naming(place: Place): string {
  return place.hashName ?? (place.host === undefined ? `${place.name}:` : withoutOwnPort(place))
}
