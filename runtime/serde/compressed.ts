import { Buffer } from 'node:buffer'
import { IllegalInputError } from '../errors.js'
import type { Codec } from './codec.js'
import type { Compressor } from './compression.js'
import { COMPRESSED } from './flags.js'
import type { Serialized } from './serde.js'

/** A codec whose long values are compressed, as pymemcache's CompressedSerde does around another serde. */
export function compressed(inner: Codec, compressor: Compressor): Codec {
  return {
    serialize(key, value, chosen) {
      const serialized = inner.serialize(key, value, chosen)
      checkFree(chosen ?? serialized.flags)
      // Who chooses the number chooses how the bytes are read: they stay as the serializer gave them.
      return chosen === undefined ? packed(serialized, compressor) : serialized
    },

    read(key, buffer, start, end, flags, own, ascii) {
      if ((flags & COMPRESSED) === 0) return inner.read(key, buffer, start, end, flags, own, ascii)
      const data = compressor.decompress(buffer.subarray(start, end), flags)
      // Not as its own: zlib gives a small value in a buffer of 16 kB, which would be kept with it.
      return inner.read(key, data, 0, data.length, (flags & ~COMPRESSED) >>> 0)
    },
  }
}

/** What is not shorter than it was stays as it was; equally long counts as compressed, as pymemcache has it. */
function packed(serialized: Serialized, { threshold, maxSize, compress }: Compressor): Serialized {
  const { data, flags } = serialized
  const size = typeof data === 'string' ? sizeOf(data, threshold) : data.byteLength
  if (size <= threshold || size > maxSize) return serialized
  const small = compress(bufferOf(data))
  return small.byteLength > size ? serialized : { data: small, flags: (flags | COMPRESSED) >>> 0 }
}

/** The length in UTF-8, where it can be more than the threshold. */
function sizeOf(text: string, threshold: number): number {
  return text.length * 3 <= threshold ? 0 : Buffer.byteLength(text)
}

function bufferOf(data: string | Uint8Array): Buffer {
  return typeof data === 'string'
    ? Buffer.from(data)
    : Buffer.from(data.buffer, data.byteOffset, data.byteLength)
}

/** What a serializer or a call marks with the bit, the client itself would take for compressed. */
function checkFree(flags: number): void {
  if ((flags & COMPRESSED) === 0) return
  throw new IllegalInputError(
    `flags: expected a number without the bit ${COMPRESSED}, which marks compressed values, got ${flags}; ` +
      'use another bit, or a client without compression',
  )
}
