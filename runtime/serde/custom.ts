import { isPromise, isUint8Array } from 'node:util/types'
import { checkMemory } from '../bytes.js'
import { IllegalInputError } from '../errors.js'
import { kindOf, shown } from '../kind.js'
import type { Key } from '../types.js'
import { isThenable, remedyFor } from './asynchronous.js'
import type { Codec } from './codec.js'
import type { Deserializer, Serde, Serialized, Serializer } from './serde.js'
import { copyOf, typed } from './typed.js'
import { checkWellFormed } from './wellformed.js'

const HIGHEST_FLAGS = 4294967295

/** A codec of the user's own functions; one that is not given is the default's. */
export function codecOfFunctions<V>(
  serializer: Serializer<V> | undefined,
  deserializer: Deserializer<V> | undefined,
): Codec {
  return {
    serialize: serializer
      ? (key, value) => checked(serializer(key as Key, value as V))
      : typed.serialize,
    read: deserializer
      ? (key, buffer, start, end, flags, own = false) => {
          const data = own ? buffer.subarray(start, end) : copyOf(buffer, start, end)
          return present(deserializer(key as Key, data, flags))
        }
      : typed.read,
  }
}

/** A codec of the user's own object. */
export function codecOf<V>(serde: Serde<V>): Codec {
  return codecOfFunctions<V>(
    (key, value) => serde.serialize(key, value),
    (key, data, flags) => serde.deserialize(key, data, flags),
  )
}

/** A value, and not the promise of one: the calls behind it would not wait for that, nor would its deadline. */
function present(value: unknown): unknown {
  if (!isThenable(value)) return value
  const what = isPromise(value) ? 'a Promise' : `${kindOf(value)} with a method then`
  throw new IllegalInputError(
    `deserializer: expected it to return the value itself, got ${what}${remedyFor(value)}`,
  )
}

function checked(answer: unknown): Serialized {
  if (typeof answer !== 'object' || answer === null || isPromise(answer)) {
    throw new IllegalInputError(
      `serializer: expected it to return { data, flags }, got ${kindOf(answer)}${remedyFor(answer)}`,
    )
  }
  const { data, flags } = answer as Partial<Record<keyof Serialized, unknown>>
  if (typeof data === 'string') checkWellFormed('serializer: data', data)
  else if (isUint8Array(data)) checkMemory('serializer: data', data)
  else {
    throw new IllegalInputError(
      `serializer: expected data to be a string or a Uint8Array, got ${kindOf(data)}`,
    )
  }
  if (!Number.isInteger(flags) || (flags as number) < 0 || (flags as number) > HIGHEST_FLAGS) {
    throw new IllegalInputError(
      `serializer: expected flags to be a whole number from 0 to ${HIGHEST_FLAGS}, got ${shown(flags)}`,
    )
  }
  // What was checked, not what a getter gives the next time.
  return { data, flags: flags as number }
}
