import assert from 'node:assert/strict'
import { type Cas, type Client, IllegalInputError } from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { exchange } from '../support/exchange.js'
import { suite } from '../support/suite.js'

const token = '123' as unknown as Cas
const sent = 'cas key 16 0 5 123\r\nvalue\r\n'

suite('cas as pymemcache has it', (test) => {
  test("STORED is 'stored'", async (t) => {
    await exchange(t, [[sent, 'STORED\r\n']], async (cache) => {
      assert.equal(await cache.cas('key', 'value', token), 'stored')
    })
  })

  test("EXISTS is 'exists'", async (t) => {
    await exchange(t, [[sent, 'EXISTS\r\n']], async (cache) => {
      assert.equal(await cache.cas('key', 'value', token), 'exists')
    })
  })

  test("NOT_FOUND is 'not_found'", async (t) => {
    await exchange(t, [[sent, 'NOT_FOUND\r\n']], async (cache) => {
      assert.equal(await cache.cas('key', 'value', token), 'not_found')
    })
  })

  test('it asks for a reply although the client asks for none by default', async (t) => {
    const body = async (cache: Client<unknown, true>) => {
      assert.equal(await cache.cas('key', 'value', token), 'stored')
      assert.equal(await cache.cas('key', 'value', token, { noreply: undefined }), 'stored')
    }
    const turn = [sent, 'STORED\r\n'] as const
    await exchange(t, [turn, turn], body, { defaultNoreply: true })
  })

  test('a token that is no number is refused', async (t) => {
    const cache = client(t, '127.0.0.1:1')
    for (const wrong of [
      undefined,
      null,
      '',
      'nonintegerstring',
      '123 ',
      ' 1',
      '-1',
      '⁰',
      '١',
      true,
    ]) {
      const error = await settled(cache.cas('key', 'value', wrong as never))
      assert.ok(error instanceof IllegalInputError, String(wrong))
    }
  })
})
