import assert from 'node:assert/strict'
import { IllegalInputError } from '#generated/index.js'
import { client } from '../support/client.js'
import { suite } from '../support/suite.js'

suite('a block of bytes', (test) => {
  test('is no text with half of a surrogate pair, which would arrive as another character', async (t) => {
    const cache = client(t, 'nowhere.invalid')
    await assert.rejects(cache.append('log', 'a\ud800'), (error) => {
      assert.ok(error instanceof IllegalInputError)
      assert.match(error.message, /^append: expected whole characters, .* or bytes$/)
      return true
    })
  })

  test('is bytes or text', async (t) => {
    const cache = client(t, 'nowhere.invalid')
    await assert.rejects(cache.append('log', 5 as never), {
      message:
        'append: expected a string or a Uint8Array of at most 2147483645 bytes, got a number',
    })
  })
})
