import { Buffer, constants } from 'node:buffer'
import { isUint8Array } from 'node:util/types'
import { zlib } from '../builtin.js'
import { IllegalInputError } from '../errors.js'
import { isRecord, kindOf } from '../kind.js'
import { int } from '../number.js'
import { quote } from '../quote.js'
import { suggestion } from '../suggestion.js'
import { remedyFor } from './asynchronous.js'
import { inflate } from './inflate.js'
import { tooLarge } from './large.js'
import { copyOf } from './typed.js'

/** How values are compressed. All members may be left out. */
export interface Compression {
  /**
   * Values of more bytes are compressed, 20 to 9007199254740991. A counter has at most 20 digits, so that it can always
   * be counted.
   * @default 400
   */
  threshold?: number | undefined
  /**
   * How many bytes a decompressed value may have, 1 to the longest Buffer of this Node.js; more is an error with the code
   * `MEMWIRE_VALUE_TOO_LARGE`. Longer values are stored as they are. A megabyte, as much as a server stores by default,
   * can decompress to a gigabyte.
   * @default 67108864
   */
  maxSize?: number | undefined
  /**
   * Compresses, at once: it cannot give a Promise. It may not change what it gets, and may write over
   * what it gave the next time. What it throws rejects the call as it
   * is; nothing is sent.
   * @default zlib's deflateSync
   */
  compress?: ((data: Buffer) => Uint8Array) | undefined
  /**
   * The reverse. The buffer is a copy that it may keep; `maxSize` is the member above, for a function that can stop early.
   * What it throws rejects the call as it is.
   * @default zlib's inflateSync
   */
  decompress?: ((data: Buffer, maxSize: number) => Uint8Array) | undefined
}

/** How values are compressed, complete. */
export interface Compressor {
  readonly threshold: number
  readonly maxSize: number
  compress(data: Buffer): Uint8Array
  decompress(data: Buffer, flags: number): Buffer
}

const NAMES: readonly string[] = Object.keys({
  threshold: true,
  maxSize: true,
  compress: true,
  decompress: true,
} satisfies Record<keyof Compression, true>)

const LONGEST_COUNTER = 20

/**
 * Checks the option; undefined: nothing is to be compressed.
 *
 * @throws IllegalInputError if it is wrong
 */
export function compressorOf(option: unknown): Compressor | undefined {
  if (option === undefined || option === false) return undefined
  if (option !== true && !isRecord(option)) {
    throw new IllegalInputError(
      `compression: expected true, false or an object such as { threshold: 1000 }, got ${kindOf(option)}`,
    )
  }
  const given = Object(option) as { readonly [name in keyof Compression]: unknown }
  for (const name of Object.keys(given)) {
    if (!NAMES.includes(name)) {
      throw new IllegalInputError(
        `compression: unknown member ${quote(name)}; ${suggestion(name, NAMES)}`,
      )
    }
  }
  const { threshold = 400, maxSize: size = 67_108_864 } = given
  const maxSize = int('compression.maxSize', size, 1, constants.MAX_LENGTH)
  const compress = functionOf('compress', given.compress) as Compression['compress']
  const decompress = functionOf('decompress', given.decompress) as Compression['decompress']
  return {
    threshold: int('compression.threshold', threshold, LONGEST_COUNTER),
    maxSize,
    compress: compress
      ? (data) => bytes('compress', compress(data))
      : (data) => zlib().deflateSync(data),
    decompress: decompress
      ? (data) => bounded(bytes('decompress', decompress(copyOf(data), maxSize)), maxSize)
      : (data, flags) => inflate(data, maxSize, flags),
  }
}

function functionOf(name: string, value: unknown): unknown {
  if (value === undefined || typeof value === 'function') return value
  throw new IllegalInputError(`compression.${name}: expected a function, got ${kindOf(value)}`)
}

function bytes(name: string, value: unknown): Uint8Array {
  if (isUint8Array(value)) return value
  throw new IllegalInputError(
    `compression.${name}: expected it to return a Uint8Array, got ${kindOf(value)}${remedyFor(value)}`,
  )
}

function bounded(data: Uint8Array, maxSize: number): Buffer {
  if (data.byteLength > maxSize) throw tooLarge(maxSize)
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength)
}
