import { Buffer } from 'node:buffer'
import type { Key } from '../../types.js'
import { crc32 } from '../crc32.js'
import type { Distribution } from '../distribution.js'
import { bytesOf } from '../keybytes.js'
import { digest } from '../md5.js'
import { hostAndPort } from '../naming.js'
import { ringDistribution } from '../rings.js'
import { shareOf } from '../share.js'
import { checkWhole, totalOf, weightOf } from '../weights.js'

/** As Ruby's dalli. */
export interface Dalli {
  name: 'dalli'
}

const POINTS = 160
const TRIES = 20

export function dalli({ name }: Dalli): Distribution {
  return ringDistribution({
    client: name,
    naming: hostAndPort,
    owner: 'previous',
    last: true,
    points(places, names) {
      checkWhole(name, places)
      const total = totalOf(places)
      return places.map((place, i) => {
        const length = Math.floor((places.length * POINTS * weightOf(place)) / total)
        return shareOf(length, (j) => digest(`${names[i]}:${j}`, 'sha1').readUInt32BE(0))
      })
    },
    hash: (key) => crc32(bytesOf(key)),
    rehashes,
  })
}

function* rehashes(key: Key): Generator<number> {
  const bytes = bytesOf(key)
  yield crc32(bytes)
  for (let i = 0; i < TRIES - 1; i++) yield crc32(Buffer.concat([Buffer.from(String(i)), bytes]))
}
