import { Buffer } from 'node:buffer'
import { LIBMEMCACHED, type LibmemcachedHash } from '../chash.js'
import type { Distribution } from '../distribution.js'
import { floatCounts, ketamaPoints } from '../ketama.js'
import { bytesOf } from '../keybytes.js'
import { byCount } from '../modula.js'
import { withoutOwnPort } from '../naming.js'
import { staying } from '../probes.js'
import { ringDistribution } from '../rings.js'
import { shareOf } from '../share.js'
import { choice } from '../terms.js'
import { checkAlike, checkWhole, weightOf } from '../weights.js'

/** As libmemcached's KETAMA_WEIGHTED: PHP's OPT_LIBKETAMA_COMPATIBLE, pylibmc's `ketama_weighted`. */
export interface Libmemcached {
  name: 'libmemcached'
  /** The hash of keys; points are hashed by MD5. @default 'md5' */
  hash?: LibmemcachedHash | undefined
}

/** As libmemcached's KETAMA, which is another ring: PHP's DISTRIBUTION_CONSISTENT, pylibmc's `ketama`. */
export interface LibmemcachedConsistent {
  name: 'libmemcached-consistent'
  /** The hash of keys. @default 'default' */
  hash?: LibmemcachedHash | undefined
  /** The hash of points: another than that of keys if it was set before the servers were added. @default `hash` */
  points?: LibmemcachedHash | undefined
}

/** As libmemcached by default, and PHP's memcached with it: the hash modulo the number of servers. */
export interface LibmemcachedModula {
  name: 'libmemcached-modula'
  /** The hash of keys. @default 'default' */
  hash?: LibmemcachedHash | undefined
}

const POINTS = 100

export function libmemcached({ name, hash = 'md5' }: Libmemcached): Distribution {
  const hashed = LIBMEMCACHED[choice('hash', hash, LIBMEMCACHED)]
  return ringDistribution({
    client: name,
    naming: withoutOwnPort,
    points(places, names) {
      checkWhole(name, places)
      const counts = floatCounts(places)
      return names.map((own, i) => ketamaPoints(own, counts[i] as number))
    },
    hash: (key) => hashed(bytesOf(key)),
  })
}

export function libmemcachedConsistent({
  name,
  hash = 'default',
  points = hash,
}: LibmemcachedConsistent): Distribution {
  const hashed = LIBMEMCACHED[choice('hash', hash, LIBMEMCACHED)]
  const pointed = LIBMEMCACHED[choice('points', points, LIBMEMCACHED)]
  return ringDistribution({
    client: name,
    naming: withoutOwnPort,
    points(places, names) {
      checkWhole(name, places)
      // A weight makes libmemcached take to the other ring, with the same hash of keys.
      if (places.some((place) => weightOf(place) > 1)) {
        const counts = floatCounts(places)
        return names.map((own, i) => ketamaPoints(own, counts[i] as number))
      }
      return names.map((own) => shareOf(POINTS, (i) => pointed(Buffer.from(`${own}-${i}`))))
    },
    hash: (key) => hashed(bytesOf(key)),
  })
}

export function libmemcachedModula({ name, hash = 'default' }: LibmemcachedModula): Distribution {
  const hashed = LIBMEMCACHED[choice('hash', hash, LIBMEMCACHED)]
  const distribution: Distribution = (places) => {
    checkAlike(name, places)
    return byCount(places, (key) => hashed(bytesOf(key)))
  }
  return Object.assign(distribution, { failover: staying(distribution) })
}
