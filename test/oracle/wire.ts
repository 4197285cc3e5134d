import fc from 'fast-check'
import type { Scalar } from '#codegen/fieldtype.js'
import type { Field } from '#codegen/ir.js'
import { someWireWord } from './text.js'

/** Bytes, a character each. */
export type Wire = fc.Arbitrary<string>

const scalars: Readonly<Record<Exclude<Scalar, 'key' | 'length' | 'value' | 'bytes'>, Wire>> = {
  uint32: fc.nat(4294967295).map(String),
  flags: fc.oneof(fc.constantFrom('0', '16', '4294967295'), fc.nat().map(String)),
  int32: fc.integer().map(String),
  int: fc.maxSafeInteger().map(String),
  uint64: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String),
  float: fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  cas: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String),
  exptime: fc.nat().map(String),
  token: someWireWord,
  text: fc.array(someWireWord, { maxLength: 4 }).map((words) => words.join(' ')),
  scalar: fc.oneof(
    fc.maxSafeInteger().map(String),
    fc.constantFrom('', '0', '-0', '1.10', '007', '1e3', '9007199254740993', '0.25', '-', 'yes'),
    fc.array(someWireWord, { maxLength: 4 }).map((words) => words.join(' ')),
  ),
  name: someWireWord,
  uri: fc.oneof(
    fc.string().map((text) => encodeURIComponent(`x${text}`)),
    fc.uint8Array({ minLength: 1, maxLength: 8 }).map((bytes) => {
      return [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
    }),
    someWireWord,
  ),
  base64: fc.uint8Array({ minLength: 1, maxLength: 9 }).map((bytes) => {
    return Buffer.from(bytes).toString('base64')
  }),
}

/** What a server may write for a field of a line. */
export function someField({ type, name }: Field): Wire {
  if (type.kind === 'enum') return fc.constantFrom(...type.words.map(({ wire }) => wire))
  const some = (scalars as Partial<Record<Scalar, Wire>>)[type.kind]
  if (!some) throw new Error(`<${name}> is no field of a line`)
  return some
}
