import type { Serialized } from './serde.js'

/** How the runtime turns values into bytes and back. */
export interface Codec {
  serialize(key: unknown, value: unknown): Serialized
  /**
   * Reads a value from `start` to `end` of the read buffer, which is used again afterwards, unless `own` says that the
   * buffer was made for this value alone.
   */
  read(
    key: unknown,
    buffer: Buffer,
    start: number,
    end: number,
    flags: number,
    own?: boolean,
  ): unknown
}
