import { crypto } from '../../builtin.js'
import type { Distribution, Place } from '../distribution.js'
import { ketamaPoints } from '../ketama.js'
import { bytesOf } from '../keybytes.js'
import { digest } from '../md5.js'
import { asListed, withoutPort } from '../naming.js'
import { ringDistribution } from '../rings.js'
import { whole, wrong } from '../terms.js'
import { totalOf, weightOf } from '../weights.js'

/** As the npm package memcached. */
export interface NpmMemcached {
  name: 'npm-memcached'
  /** Its option `algorithm`: any digest of Node of at least 16 bytes. @default 'md5' */
  algorithm?: string | undefined
}

/** As the npm package hashring. */
export interface Hashring {
  name: 'hashring'
  /** Its algorithm: any digest of Node of at least 16 bytes. @default 'md5' */
  algorithm?: string | undefined
  /** Its option `vnode count`, 1 to 10000. @default 40 */
  vnodes?: number | undefined
  /** Its option `replicas`, 1 to 4; 3 with `compatibility: 'hash_ring'`. @default 4 */
  replicas?: number | undefined
  /** Its option `default port`: the port that does not count. @default none */
  defaultPort?: number | undefined
}

const OWN_PORT = 11211
const MOST_VNODES = 10_000

export function npmMemcached({ algorithm }: NpmMemcached): Distribution {
  return hashring({ name: 'hashring', algorithm, defaultPort: OWN_PORT }, 'npm-memcached')
}

export function hashring(
  { algorithm = 'md5', vnodes = 40, replicas = 4, defaultPort }: Hashring,
  client = 'hashring',
): Distribution {
  checkAlgorithm(algorithm)
  whole('vnodes', vnodes, MOST_VNODES)
  whole('replicas', replicas, 4)
  return ringDistribution({
    client,
    naming:
      defaultPort === undefined ? asListed : withoutPort(whole('defaultPort', defaultPort, 65535)),
    points(places, names) {
      const total = totalOf(places)
      const count = (place: Place) => Math.floor((weightOf(place) / total) * vnodes * places.length)
      return names.map((own, i) =>
        ketamaPoints(own, count(places[i] as Place), replicas, algorithm),
      )
    },
    hash: (key) => digest(bytesOf(key), algorithm).readUInt32LE(0),
  })
}

function checkAlgorithm(algorithm: unknown): void {
  if (
    typeof algorithm === 'string' &&
    crypto().getHashes().includes(algorithm) &&
    digest('', algorithm).length >= 16
  ) {
    return
  }
  throw wrong('algorithm', "a digest of Node of at least 16 bytes, such as 'md5'", algorithm)
}
