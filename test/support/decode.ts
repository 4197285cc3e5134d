import type { Codec } from '#runtime/serde/codec.js'
import { typed } from '#runtime/serde/typed.js'

/** Reads from the middle of a larger buffer, which is overwritten afterwards. */
export function read(data: string | Uint8Array, flags: number, codec: Codec = typed): unknown {
  const bytes = Buffer.from(data as string)
  const window = Buffer.concat([Buffer.from('9-"\xff'), bytes, Buffer.from('\xff9"')])
  const start = Buffer.byteLength('9-"\xff')
  try {
    return codec.read('key', window, start, start + bytes.length, flags)
  } finally {
    window.fill(0)
  }
}
