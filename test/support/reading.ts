import assert from 'node:assert/strict'
import { Intake } from '#runtime/wire/intake.js'
import type { Reader } from '#runtime/wire/reader.js'

/** A reader over these bytes, at its first line. */
export function reading(text: string): Reader {
  const intake = new Intake(() => undefined)
  const bytes = Buffer.from(text)
  intake.space().set(bytes)
  intake.received(bytes.byteLength)
  assert.equal(intake.reader.line(), true)
  return intake.reader
}

/** What a read takes from the only token of a line; undefined if it does not fit. */
export function taken<T>(token: string, read: (reader: Reader) => T): T | undefined {
  const reader = reading(`X ${token}\r\n`)
  reader.is('X')
  const value = read(reader)
  return reader.end() ? value : undefined
}
