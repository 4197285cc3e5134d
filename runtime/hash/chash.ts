import { crc, crc16, crc32 } from './crc32.js'
import { fnv1, fnv1a, fnv1aLow, fnv1Low } from './fnv.js'
import type { Hash } from './hash.js'
import { hsieh } from './hsieh.js'
import { bytesOf, signed } from './keybytes.js'
import { lookup3 } from './lookup3.js'
import { md5 } from './md5.js'
import { murmur2 } from './murmur2.js'
import { murmur3 } from './murmur3.js'
import { oneAtATime } from './oneatatime.js'

/** The hashes that libmemcached and twemproxy have under the same name. */
type Shared = 'md5' | 'fnv1_64' | 'fnv1a_64' | 'fnv1_32' | 'fnv1a_32' | 'murmur' | 'jenkins'

/** libmemcached's hashes by its names; `default` is Jenkins's one-at-a-time. */
export type LibmemcachedHash = Shared | 'default' | 'crc' | 'murmur3'

/** twemproxy's hashes by its names. */
export type TwemproxyHash = Shared | 'one_at_a_time' | 'crc16' | 'crc32' | 'crc32a' | 'hsieh'

const COMMON: Readonly<Record<Shared, Hash>> = {
  md5,
  fnv1_64: (bytes: Uint8Array) => fnv1Low(signed(bytes)),
  fnv1a_64: (bytes: Uint8Array) => fnv1aLow(signed(bytes)),
  fnv1_32: (bytes: Uint8Array) => fnv1(signed(bytes)),
  fnv1a_32: (bytes: Uint8Array) => fnv1a(signed(bytes)),
  murmur: murmur2,
  jenkins: lookup3,
}

export const LIBMEMCACHED: Readonly<Record<LibmemcachedHash, Hash>> = {
  default: oneAtATime,
  crc,
  murmur3(bytes) {
    return murmur3(bytesOf(bytes).toString('latin1'), Math.imul(0xdeadbeef, bytes.length) >>> 0)
  },
  ...COMMON,
}

export const TWEMPROXY: Readonly<Record<TwemproxyHash, Hash>> = {
  one_at_a_time: oneAtATime,
  crc16,
  crc32: crc,
  crc32a: crc32,
  hsieh,
  ...COMMON,
}
