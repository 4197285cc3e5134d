import assert from 'node:assert/strict'
import fc from 'fast-check'
import { get } from '#generated/commands/get.js'
import type { Request } from '#runtime/command.js'
import { more } from '#runtime/command.js'
import { decoded } from '#runtime/connection/decoded.js'
import { TEXT } from '#runtime/serde/flags.js'
import { typed } from '#runtime/serde/typed.js'
import { Ascii } from '#runtime/wire/ascii.js'
import { Intake } from '#runtime/wire/intake.js'
import type { Reader } from '#runtime/wire/reader.js'
import { suite } from '../support/suite.js'

/** Reads replies to requests for one key each, in packets of these sizes, again from the first when they are used up. */
function readThrough(values: readonly string[], packets: readonly number[]): string[] {
  const replies = values.map(
    (value) => `VALUE k ${TEXT} ${Buffer.byteLength(value)}\r\n${value}\r\nEND\r\n`,
  )
  const wire = Buffer.from(replies.join(''))
  const intake = new Intake(() => undefined)
  const { reader } = intake
  const found: string[] = []
  const request = {
    keys: ['k'],
    next: 0,
    value: (one: Reader, flags: number) => decoded(one, typed, 'k', flags),
    found: (_: number, value: unknown) => found.push(value as string),
  } as unknown as Request
  for (let fed = 0, turn = 0; fed < wire.length; turn++) {
    const space = intake.space()
    const packet = packets[turn % packets.length] as number
    const part = wire.subarray(fed, fed + Math.min(packet, space.length))
    space.set(part)
    fed += part.length
    if (!intake.received(part.length)) continue
    while (reader.at < reader.limit) {
      if (get.parse(reader, request) !== more) continue
      reader.at = reader.mark
      break
    }
  }
  return found
}

const length = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 300 }) },
  { weight: 2, arbitrary: fc.integer({ min: 1000, max: 5000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 120_000, max: 140_000 }) },
)
const value = fc
  .tuple(length, fc.constantFrom('', '', 'é', '日', '😀'), fc.boolean())
  .map(([size, foreign, first]) =>
    first ? foreign + 'x'.repeat(size) : 'x'.repeat(size) + foreign,
  )

suite('texts that come together', (test) => {
  test('are what they were, wherever other letters than ASCII stand and packets end', () => {
    const packet = fc.oneof(
      fc.integer({ min: 1, max: 100 }),
      fc.integer({ min: 2000, max: 70_000 }),
    )
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 80 }),
        fc.array(packet, { minLength: 1, maxLength: 5 }),
        (values, packets) => {
          const mean = packets.reduce((sum, size) => sum + size, 0) / packets.length
          fc.pre(mean > 50)
          assert.deepEqual(readThrough(values, packets), values)
        },
      ),
      { numRuns: 150 },
    )
  })

  test('are what they were behind so many others that the window has moved', () => {
    const plain = Array.from({ length: 1500 }, (_, i) => `${i}`.padStart(300, 'x'))
    const foreign = Array.from({ length: 1500 }, (_, i) => `é${i}`.padStart(300, 'x'))
    const values = [...plain, ...foreign]
    assert.deepEqual(readThrough(values, [10_007]), values)
  })

  test('are looked at once for all of them', () => {
    const ascii = new Ascii()
    const window = Buffer.alloc(10_000, 'x')
    assert.equal(ascii.covers(window, 100, 200, 10_000), true)
    // Nobody looks again: what lies behind is known.
    window[300] = 0xff
    assert.equal(ascii.covers(window, 250, 350, 10_000), true)
    ascii.forget()
    assert.equal(ascii.covers(window, 250, 350, 10_000), false)
    window[300] = 0x78
    assert.equal(ascii.covers(window, 250, 350, 10_000), false)
  })

  test('are not looked at where they are few', () => {
    const ascii = new Ascii()
    const window = Buffer.alloc(10_000, 'x')
    assert.equal(ascii.covers(window, 9000, 9100, 10_000), false)
    assert.equal(ascii.covers(window, 0, 100, 10_000), true)
  })
})
