import { Buffer } from 'node:buffer'
import type { Key } from '../../types.js'
import { crc32 } from '../crc32.js'
import type { Distribution } from '../distribution.js'
import { furc } from '../furc.js'
import { jump as jumpHash } from '../jump.js'
import { bytesOf } from '../keybytes.js'
import { staying } from '../probes.js'
import { text } from '../terms.js'
import { checkAlike } from '../weights.js'
import { xxh3 } from '../xxh3.js'

/** As mcrouter by default, `Ch3`: the order of the servers counts, their names do not. */
export interface McrouterCh3 {
  name: 'mcrouter-ch3'
  /** Its option `salt`. @default '' */
  salt?: string | undefined
}

/** As mcrouter's `Crc32`: the order of the servers counts, their names do not. */
export interface McrouterCrc32 {
  name: 'mcrouter-crc32'
  /** Its option `salt`. @default '' */
  salt?: string | undefined
}

/** As memcached's own proxy by default: jump hash over XXH3. The order of the servers counts, their names do not. */
export interface Jump {
  name: 'jump'
  /** The pool's option `seed`. @default none */
  seed?: string | undefined
}

export function mcrouterCh3({ name, salt = '' }: McrouterCh3): Distribution {
  const end = Buffer.from(text('salt', salt))
  return numbered(name, (key, count) => furc(routingKey(key, end), count))
}

export function mcrouterCrc32({ name, salt = '' }: McrouterCrc32): Distribution {
  const end = Buffer.from(text('salt', salt))
  return numbered(name, (key, count) => (crc32(routingKey(key, end)) & 0x7fffffff) % count)
}

export function jump({ name, seed }: Jump): Distribution {
  const number = seed === undefined ? 0n : xxh3(Buffer.from(text('seed', seed)))
  return numbered(name, (key, count) => jumpHash(xxh3(bytesOf(key), number), count))
}

function numbered(name: string, pick: (key: Key, count: number) => number): Distribution {
  const distribution: Distribution = (places) => {
    checkAlike(name, places)
    return (key) => pick(key, places.length)
  }
  return Object.assign(distribution, { failover: staying(distribution) })
}

/** What mcrouter hashes of a key: neither its `/region/cluster/` nor what follows `|#|`. */
function routingKey(key: Key, salt: Buffer): Buffer {
  const bytes = bytesOf(key)
  const text = bytes.toString('latin1')
  const start = /^\/[^/]+\/[^/]+\//.exec(text)?.[0].length ?? 0
  const end = text.indexOf('|#|', start)
  const part = bytes.subarray(start, end < 0 ? bytes.length : end)
  return salt.length === 0 ? part : Buffer.concat([part, salt])
}
