import fc from 'fast-check'

/** Blocks that look like a part of the protocol, and some that reach beyond the client's buffers. */
const TRICKY = [
  '',
  '\r\n',
  '\n',
  '\0',
  'END\r\n',
  'END\r\nVALUE a 0 1\r\nx\r\nEND\r\n',
  'ERROR\r\n',
  'x'.repeat(16_382),
  `${'y'.repeat(300_000)}\r\n`,
]

/** Text as a caller may give it: with line breaks, signs beyond ASCII and beyond 16 bits. */
export const someText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 1, arbitrary: fc.constantFrom(...TRICKY) },
)

export const someBytes: fc.Arbitrary<Uint8Array> = fc.oneof(
  { weight: 3, arbitrary: fc.uint8Array({ maxLength: 24 }) },
  { weight: 1, arbitrary: fc.constantFrom(...TRICKY).map((text) => Buffer.from(text)) },
)

/** One word as a caller may give it: no space, no control byte. */
export const someWord: fc.Arbitrary<string> = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map((text) => text.replace(/[\s\p{Cc}]/gu, '_'))

/** One word on the wire, a character a byte; also with bytes that are no UTF-8. */
export const someWireWord: fc.Arbitrary<string> = fc.oneof(
  someWord.map((text) => Buffer.from(text).toString('latin1')),
  fc
    .uint8Array({ minLength: 1, maxLength: 8 })
    .map((bytes) => Buffer.from(bytes).toString('latin1').replace(/[\n ]/g, '_')),
)
