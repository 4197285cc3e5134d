import assert from 'node:assert/strict'
import { IllegalInputError } from '#runtime/errors.js'

/** Fails unless the body throws an IllegalInputError with a message like this. */
export function refused(body: () => unknown, message: RegExp): void {
  assert.throws(body, (error: unknown) => {
    assert.ok(error instanceof IllegalInputError, String(error))
    assert.equal(error.code, 'MEMWIRE_ILLEGAL_INPUT')
    assert.match(error.message, message)
    return true
  })
}
