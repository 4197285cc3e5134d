import fc from 'fast-check'
import type { Scalar } from '#codegen/fieldtype.js'
import type { Field } from '#codegen/ir.js'
import { someTagged } from './tagged.js'
import { someBytes, someText, someWord } from './text.js'

type Some = (field: Field) => fc.Arbitrary<unknown>

/** Types that no caller gives. */
const nobody: Some = ({ name }) => {
  throw new Error(`<${name}> is no argument`)
}

const scalars: Readonly<Record<Scalar, Some>> = {
  uint32: (field) => whole(field, 0, 4294967295),
  flags: (field) => whole(field, 0, 4294967295),
  int32: (field) => whole(field, -2147483648, 2147483647),
  int: (field) => whole(field, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  uint64: ({ min = 0, max = 2n ** 64n - 1n }) =>
    fc.oneof(
      fc.constantFrom(BigInt(min), BigInt(max), min),
      fc.bigInt({ min: BigInt(min), max: BigInt(max) }),
      fc.maxSafeNat().filter((number) => number >= min && number <= max),
    ),
  float: ({ min = -1e21, max = 1e21 }) =>
    fc.oneof(fc.constantFrom(min, max), fc.double({ min, max, noNaN: true })),
  token: (field) => bounded(someWord, field),
  text: (field) => bounded(fc.array(someWord, { minLength: 1, maxLength: 4 }).map(joined), field),
  exptime: () =>
    fc.oneof(
      fc.constantFrom(0, -0, -1, 2592000, -2147483649, new Date(0), new Date(-1)),
      fc.nat(2592000),
    ),
  cas: () =>
    fc.oneof(
      fc.constantFrom('0', '007', '18446744073709551615', 0, 2n ** 64n - 1n),
      fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String),
      fc.maxSafeNat(),
    ),
  value: () => someTagged,
  bytes: () => fc.oneof(someText, someBytes),
  key: nobody,
  length: nobody,
  scalar: nobody,
  name: nobody,
  uri: nobody,
  base64: nobody,
}

/** What a caller may give for a field. */
export function someGiven(field: Field): fc.Arbitrary<unknown> {
  const { type } = field
  return type.kind === 'enum'
    ? fc.constantFrom(...type.words.map(({ value }) => value))
    : scalars[type.kind](field)
}

/** What a caller may not give, or only just. */
export function oddGiven({ min = 0, max = 0 }: Field): fc.Arbitrary<unknown> {
  const edges = [min - 1, max + 1, -1, -0, 0.5, NaN, Infinity, 4294967296, -2147483649, 2 ** 53]
  return fc.oneof(
    fc.constantFrom<unknown>(...edges, 2n ** 64n, -1n, null, '', '5', '+5', '-0', ' ', 'a b'),
    fc.constantFrom<unknown>('\ud800', 'a\nb', 'a\0', '1'.repeat(21), '18446744073709551616'),
    fc.constantFrom<unknown>('x'.repeat(900), 'x'.repeat(3000)),
    fc.constantFrom<unknown>(true, [5], {}, new Date(NaN), new Uint8Array([53]), 1000000000),
  )
}

function whole({ min, max }: Field, least: number, greatest: number): fc.Arbitrary<number> {
  const bounds = { min: min ?? least, max: max ?? greatest }
  return fc.oneof(
    fc.constantFrom(bounds.min, bounds.max),
    fc.integer({ min: Math.max(bounds.min, -2147483648), max: Math.min(bounds.max, 2147483647) }),
  )
}

function bounded(text: fc.Arbitrary<string>, { min = 1, max = Infinity }: Field) {
  return text.filter((one) => Buffer.byteLength(one) >= min && Buffer.byteLength(one) <= max)
}

function joined(words: readonly string[]): string {
  return words.join(' ')
}
