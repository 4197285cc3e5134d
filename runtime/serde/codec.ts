import type { Serialized } from './serde.js'

/** How the runtime turns values into bytes and back. */
export interface Codec {
  /** @param chosen the number that the call wants beside the value, whatever the serializer says */
  serialize(key: unknown, value: unknown, chosen?: number): Serialized
  /**
   * Reads a value from `start` to `end` of the read buffer, which is used again afterwards, unless `own` says that the
   * buffer was made for this value alone. `ascii`: it is known that there are no other bytes.
   */
  read(
    key: unknown,
    buffer: Buffer,
    start: number,
    end: number,
    flags: number,
    own?: boolean,
    ascii?: boolean,
  ): unknown
}
