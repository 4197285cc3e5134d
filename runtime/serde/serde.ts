import type { Key } from '../types.js'

/** A value as it is stored. */
export interface Serialized {
  /** The bytes, which may be written over after the call: it has a copy. A string is stored as UTF-8. */
  data: string | Uint8Array
  /** A number that is stored beside them, 0 to 4294967295: tells the reader how to read. */
  flags: number
}

/** Turns a value into bytes. What it throws rejects the call as it is; nothing is sent. */
export type Serializer<V> = (key: Key, value: V) => Serialized

/**
 * Turns bytes into a value. The buffer is a copy that it may keep. What it throws rejects the call as it is; the
 * connection goes on.
 */
export type Deserializer<V> = (key: Key, data: Buffer, flags: number) => V

/** How values become bytes and bytes become values. The key is the caller's own, without the client's prefix. */
export interface Serde<V> {
  serialize(key: Key, value: V): Serialized
  deserialize(key: Key, data: Buffer, flags: number): V
}
