import { Buffer } from 'node:buffer'
import { isIPv4 } from 'node:net'
import { IllegalInputError } from '../../errors.js'
import type { Key } from '../../types.js'
import { crc } from '../crc32.js'
import type { Distribution, Place } from '../distribution.js'
import { fnv1, fnv1a, fnv1aLow, fnv1Low } from '../fnv.js'
import { javaHash } from '../javahash.js'
import { floatCounts, ketamaPoints } from '../ketama.js'
import { md5 } from '../md5.js'
import { byCount } from '../modula.js'
import { type Naming, withoutOwnPort } from '../naming.js'
import { following } from '../probes.js'
import { ringDistribution } from '../rings.js'
import { shareOf } from '../share.js'
import { choice, wrong } from '../terms.js'
import { hashText } from '../text.js'
import { checkAlike, checkWhole, weightOf } from '../weights.js'

/** spymemcached's hashes, after the names of its DefaultHashAlgorithm. */
export type SpymemcachedHash =
  | 'native'
  | 'crc'
  | 'fnv1_64'
  | 'fnv1a_64'
  | 'fnv1_32'
  | 'fnv1a_32'
  | 'ketama'

const HASHES: Readonly<Record<SpymemcachedHash, (text: string) => number>> = {
  native: (text: string) => javaHash(text) >>> 0,
  crc: (text: string) => crc(Buffer.from(text)),
  fnv1_64: (text: string) => fnv1Low(unitsOf(text)),
  fnv1a_64: (text: string) => fnv1aLow(unitsOf(text)),
  fnv1_32: (text: string) => fnv1(unitsOf(text)),
  fnv1a_32: (text: string) => fnv1a(unitsOf(text)),
  ketama: (text: string) => md5(Buffer.from(text)),
}

/** As Java's spymemcached. */
export interface Spymemcached {
  name: 'spymemcached'
  /** Its node locator: ArrayModNodeLocator or KetamaNodeLocator. @default 'modulo' */
  locator?: 'modulo' | 'ketama' | undefined
  /** Its hash algorithm. @default 'native', with the locator ketama 'ketama' */
  hash?: SpymemcachedHash | undefined
  /** The format of its KetamaNodeKeyFormatter. @default 'spymemcached' */
  format?: 'spymemcached' | 'libmemcached' | undefined
  /** Whether it was given weights, which makes another ring even if they are all 1. @default whether one is not 1 */
  weighted?: boolean | undefined
}

const LOCATORS = { modulo, ketama }
const FORMATS = { spymemcached: ownFormat, libmemcached: otherFormat }
const POINTS = 160
const TRIES = 7

export function spymemcached({
  locator = 'modulo',
  hash,
  format = 'spymemcached',
  weighted,
}: Spymemcached): Distribution {
  if (weighted !== undefined && typeof weighted !== 'boolean') {
    throw wrong('weighted', 'true or false', weighted)
  }
  const make = LOCATORS[choice('locator', locator, LOCATORS)]
  const name = choice('hash', hash ?? (make === ketama ? 'ketama' : 'native'), HASHES)
  return make(name, FORMATS[choice('format', format, FORMATS)], weighted)
}

function modulo(hash: SpymemcachedHash): Distribution {
  const distribution: Distribution = (places) => {
    checkAlike('spymemcached', places)
    return byCount(places, (key) => HASHES[hash](hashText(key)))
  }
  return Object.assign(distribution, { failover: following(distribution) })
}

function ketama(hash: SpymemcachedHash, naming: Naming, weighted?: boolean): Distribution {
  const hashed = HASHES[hash]
  return ringDistribution({
    client: 'spymemcached',
    naming,
    last: true,
    points(places, names) {
      checkWhole('spymemcached', places)
      if (weighted ?? places.some((place) => weightOf(place) !== 1)) {
        const counts = floatCounts(places)
        return names.map((own, i) => ketamaPoints(own, counts[i] as number))
      }
      if (hash === 'ketama') return names.map((own) => ketamaPoints(own, POINTS / 4))
      return names.map((own) => shareOf(POINTS, (i) => hashed(`${own}-${i}`)))
    },
    hash: (key) => hashed(hashText(key)),
    *rehashes(key: Key) {
      const text = hashText(key)
      let hash = hashed(text)
      yield hash
      for (let i = 0; i < TRIES - 1; i++) {
        hash = (hash + hashed(`${i}${text}`)) >>> 0
        yield hash
      }
    },
  })
}

function unitsOf(text: string): Uint16Array {
  return Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i))
}

/** `InetSocketAddress.toString()`, which is known without asking DNS for IPv4 addresses alone. */
function ownFormat({ name, host, port, hashName }: Place): string {
  if (hashName !== undefined) return hashName
  if (host !== undefined && isIPv4(host)) return `${host}:${port}`
  throw new IllegalInputError(
    `server ${name}: expected an IPv4 address, since spymemcached hashes other hosts with what its JVM found for them; ` +
      `add its hashName, what Java's InetSocketAddress.toString() gives, such as '${host ?? 'cache-a'}/10.0.0.1:${port ?? 11211}'`,
  )
}

/** `getHostName()`, which asks DNS for the names of addresses. */
function otherFormat(place: Place): string {
  const { name, host, hashName } = place
  if (hashName !== undefined || (host !== undefined && !/^[\d.]+$|:/.test(host)))
    return withoutOwnPort(place)
  throw new IllegalInputError(
    `server ${name}: expected a host's name, since spymemcached looks up the name of an address; ` +
      "add its hashName, such as 'cache-a', or 'cache-a:11212' if the port is not 11211",
  )
}
