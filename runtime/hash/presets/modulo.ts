import { Buffer } from 'node:buffer'
import type { Key } from '../../types.js'
import { crc, crc32 } from '../crc32.js'
import type { Distribution } from '../distribution.js'
import { javaHash } from '../javahash.js'
import { bytesOf } from '../keybytes.js'
import { byCount, byWeight } from '../modula.js'
import { firstUp, following, staying } from '../probes.js'
import { hashText } from '../text.js'
import { checkAlike, checkWhole } from '../weights.js'

/** As the npm package memjs. */
export interface Memjs {
  name: 'memjs'
}

/** As Python's python-memcached. */
export interface PythonMemcached {
  name: 'python-memcached'
}

/** As Go's gomemcache. It sorts nothing: the list has to be in the order of its own. */
export interface Gomemcache {
  name: 'gomemcache'
}

const PYTHON_TRIES = 10

export function memjs({ name }: Memjs): Distribution {
  const distribution: Distribution = (places) => {
    checkAlike(name, places)
    return byCount(places, (key) => Math.abs(javaHash(hashText(key))))
  }
  return Object.assign(distribution, { failover: following(distribution) })
}

export function pythonMemcached({ name }: PythonMemcached): Distribution {
  const at = (places: Parameters<Distribution>[0]) => {
    checkWhole(name, places)
    return byWeight(places, (key) => crc(bytesOf(key)) || 1)
  }
  const failover: Distribution['failover'] = (places, down) => {
    const find = at(places)
    function* probes(key: Key) {
      yield find(key)
      let hash = crc(bytesOf(key)) || 1
      for (let i = 0; i < PYTHON_TRIES - 1; i++) {
        const again = `${hash}${i}`
        yield find(again)
        hash = crc(Buffer.from(again)) || 1
      }
    }
    return firstUp(probes, down, places.length)
  }
  return Object.assign(at, { failover })
}

export function gomemcache({ name }: Gomemcache): Distribution {
  const distribution: Distribution = (places) => {
    checkWhole(name, places)
    return byWeight(places, (key) => crc32(bytesOf(key)))
  }
  return Object.assign(distribution, { failover: staying(distribution) })
}
