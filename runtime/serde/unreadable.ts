import { MemcacheError } from '../errors.js'

const FOREIGN =
  'a program that uses flags in its own way wrote it: read it with a deserializer for them'

/** A stored value is not what its flags say. The value is not shown. */
export function unreadable(
  flags: number,
  expected: string,
  remedy: string = FOREIGN,
): MemcacheError {
  return new MemcacheError(
    `expected the stored value to be ${expected}, as its flags ${flags} say, got other bytes; ${remedy}`,
    {},
    'MEMWIRE_UNREADABLE_VALUE',
  )
}
