import { Buffer } from 'node:buffer'
import { IllegalInputError } from './errors.js'
import { lend } from './wire/loan.js'
import { LARGE } from './wire/writer.js'

/**
 * A copy of bytes that a call gives, to be sent when the connection is ready for them: their owner may write over them
 * or transfer them meanwhile.
 *
 * @throws IllegalInputError if their memory is gone already
 */
export function snapshot(what: string, bytes: Uint8Array): Buffer {
  checkMemory(what, bytes)
  if (bytes.byteLength <= LARGE) return Buffer.from(bytes)
  const copy = lend(bytes.byteLength)
  copy.set(bytes)
  return copy
}

/** @throws IllegalInputError if the memory of the bytes is gone, so that they look like none */
export function checkMemory(what: string, bytes: Uint8Array): void {
  if (bytes.byteLength > 0) return
  try {
    // Most methods refuse such an array; what it says of itself is the same as for an empty one.
    Uint8Array.prototype.at.call(bytes, 0)
  } catch {
    throw new IllegalInputError(
      `${what}: expected a Uint8Array with its bytes, got one whose memory was transferred or made too short; ` +
        'make a copy before that',
    )
  }
}
