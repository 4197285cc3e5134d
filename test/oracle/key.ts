import fc from 'fast-check'
import { someWord } from './text.js'

/** Keys up to their limit, in bytes and in text; some bear the names of words of the protocol. */
export const someKey: fc.Arbitrary<string | Uint8Array> = fc.oneof(
  { weight: 4, arbitrary: someWord },
  { weight: 2, arbitrary: fc.string({ unit: fc.constantFrom('a', 'b', ':'), minLength: 1 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('noreply', 'END', 'VALUE', '0', 'k'.repeat(250), 'é'.repeat(125)),
  },
  {
    weight: 1,
    arbitrary: fc
      .uint8Array({ minLength: 1, maxLength: 250 })
      .map((bytes) => bytes.map((byte) => (byte <= 0x20 || byte === 0x7f ? 0x21 : byte))),
  },
)

/** Keys that are sent as base64: any bytes, up to what that leaves room for. */
export const someEncodedKey: fc.Arbitrary<string | Uint8Array> = fc.oneof(
  { weight: 3, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 186 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('a', ' ', 'a b\r\n', '\0', '\x7f', 'k'.repeat(186), 'é'.repeat(93)),
  },
)

/** Different keys, from none to more than fit on a line. */
export function keysOf(
  key: fc.Arbitrary<string | Uint8Array>,
): fc.Arbitrary<(string | Uint8Array)[]> {
  return fc.uniqueArray(key, {
    maxLength: 20,
    selector: (one) => Buffer.from(one as string).toString('latin1'),
  })
}

/** What is no key. */
export const noKey: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom('', 'a b', 'a\r\n', 'a\0', 'k'.repeat(251), '\ud800', '\x7f', ' '),
  fc.constantFrom(undefined, null, 5, new Uint8Array(), Buffer.alloc(251, 'k'), [] as unknown[]),
)

/** What is no key either way, or only as base64. */
export const noEncodedKey: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom('k'.repeat(187), 'é'.repeat(94), '', '\ud800', 'a b', new Uint8Array([0, 10])),
  fc.constantFrom<unknown>(null, 7n, new Uint8Array(), new Uint8Array(187)),
)
