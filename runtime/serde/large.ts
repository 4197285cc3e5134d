import { MemcacheError } from '../errors.js'

/** A compressed value is longer than the client is ready to make it. */
export function tooLarge(maxSize: number): MemcacheError {
  return new MemcacheError(
    `expected a value of at most ${maxSize} bytes when decompressed, got more; ` +
      'raise compression.maxSize if it can be trusted',
    {},
    'MEMWIRE_VALUE_TOO_LARGE',
  )
}
