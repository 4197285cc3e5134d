import { isUint8Array } from 'node:util/types'
import { serialize } from 'node:v8'
import { MemcacheError } from '../errors.js'
import { deserialized } from './deserializer.js'
import { CLONE } from './flags.js'
import { checkReadBack } from './readback.js'
import type { Serde, Serialized } from './serde.js'
import { typed } from './typed.js'
import { unclonable } from './unclonable.js'
import { unreadable } from './unreadable.js'

/** What V8's data begin with, before the version of their format. */
const HEADER = 0xff
/** What this Node.js writes; it reads that and all older ones. */
const VERSION = serialize(0)[1] as number

/**
 * A serde that stores what structuredClone can copy: Date, Map, Set, RegExp, Error, typed arrays, undefined, NaN, nested
 * bigints and objects that hold themselves too. Bytes, text and integers are stored as the default serde stores them, so
 * that other programs read them; the rest as V8 serializes it, which only Node.js reads.
 *
 * As with structuredClone, an instance of a class comes back as a plain object. Values are given to V8 as they are: use it
 * only with servers that nobody else can write to.
 */
export function structuredCloneSerde<V = unknown>(): Serde<V> {
  return {
    serialize: (key, value) => (isPlain(value) ? typed.serialize(key, value) : cloned(value)),
    deserialize: (key, data, flags) =>
      (flags === CLONE ? read(data) : typed.read(key, data, 0, data.length, flags, true)) as V,
  }
}

/** Whether the default serde stores it as bytes, text or an integer. */
function isPlain(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'bigint':
      return true
    case 'number':
      return Number.isSafeInteger(value) && !Object.is(value, -0)
    default:
      return isUint8Array(value)
  }
}

function cloned(value: unknown): Serialized {
  let data: Buffer
  try {
    data = serialize(value)
  } catch (error) {
    // Not as the cause: its message shows the value.
    throw unclonable(value, error)
  }
  checkReadBack(value, data.length)
  return { data, flags: CLONE }
}

function read(data: Buffer): unknown {
  if (data[0] !== HEADER || data.length < 3) throw broken()
  const version = data[1] as number
  if (version > VERSION) throw tooNew(version)
  let result: { readonly value: unknown; readonly end: number }
  try {
    result = deserialized(data)
  } catch {
    throw broken('it was damaged, or has more levels than the stack of this program: write it anew')
  }
  if (result.end === data.length) return result.value
  throw broken()
}

const CHANGED = 'it was cut or changed after it was written, as append does: write it anew'

function broken(remedy: string = CHANGED): MemcacheError {
  return unreadable(CLONE, 'serialized by V8', remedy)
}

function tooNew(version: number): MemcacheError {
  return new MemcacheError(
    `expected a value in V8's serialization format ${VERSION} or older, which Node.js ${process.version} reads, ` +
      `got format ${version}; a newer Node.js wrote it: update this one, or write and read with one version`,
    {},
    'MEMWIRE_UNREADABLE_VALUE',
  )
}
