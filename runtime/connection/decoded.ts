import type { Codec } from '../serde/codec.js'
import type { Reader } from '../wire/reader.js'

/** The block that a reader has found, as a codec reads it. */
export function decoded(reader: Reader, codec: Codec, key: unknown, flags: number): unknown {
  const { body, bodyStart, bodyEnd, limit } = reader
  const isOwn = body !== reader.buffer
  const isAscii = !isOwn && reader.ascii.covers(body, bodyStart, bodyEnd, limit)
  return codec.read(key, body, bodyStart, bodyEnd, flags, isOwn, isAscii)
}
