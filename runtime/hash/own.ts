import { IllegalInputError } from '../errors.js'
import { shown } from '../kind.js'
import type { Distribution, Find } from './distribution.js'

/** A distribution of a caller's own, which is looked at whether it gives what it should. */
export function checked(own: Distribution): Distribution {
  if (/^class\b/.test(Function.prototype.toString.call(own))) throw wrong('a class')
  const { failover, hashesPrefix = false } = own
  if (failover !== undefined && typeof failover !== 'function') {
    throw new IllegalInputError(
      `distribution: expected a function as failover, got ${shown(failover)}`,
    )
  }
  if (typeof hashesPrefix !== 'boolean') {
    throw new IllegalInputError(
      `distribution: expected true or false as hashesPrefix, got ${shown(hashesPrefix)}`,
    )
  }
  const distribution: Distribution = (places) => finding(own(places), places.length)
  return Object.assign(
    distribution,
    { hashesPrefix },
    failover && {
      failover: (...given: Parameters<typeof failover>) =>
        finding(failover(...given), given[0].length),
    },
  )
}

function finding(find: Find, count: number): Find {
  if (typeof find !== 'function') throw wrong(`one that gives ${shown(find)}`)
  return (key) => {
    const index: unknown = find(key)
    if (Number.isInteger(index) && (index as number) >= 0 && (index as number) < count) {
      return index as number
    }
    throw new IllegalInputError(
      `distribution: expected the index of one of ${count} places, got ${shown(index)}`,
    )
  }
}

function wrong(got: string): IllegalInputError {
  return new IllegalInputError(
    'distribution: expected a function that takes the places and gives a function from a key to the index of its place, ' +
      `such as (places) => (key) => key.length % places.length, got ${got}`,
  )
}
