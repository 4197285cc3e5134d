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

/** Different keys, from none to more than fit on a line. */
export const someKeys: fc.Arbitrary<(string | Uint8Array)[]> = fc.uniqueArray(someKey, {
  maxLength: 20,
  selector: (key) => Buffer.from(key as string).toString('latin1'),
})

/** What is no key. */
export const noKey: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom('', 'a b', 'a\r\n', 'a\0', 'k'.repeat(251), '\ud800', '\x7f', ' '),
  fc.constantFrom(undefined, null, 5, new Uint8Array(), Buffer.alloc(251, 'k'), [] as unknown[]),
)
