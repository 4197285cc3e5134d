import assert from 'node:assert/strict'
import { TimeoutError, UnknownCommandError } from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { exchange } from '../support/exchange.js'
import { scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'

const fence = 'VERSION 1\r\n'

suite('raw as pymemcache has raw_command', (test) => {
  test('gives the reply up to CRLF', async (t) => {
    await exchange(t, [['key xyz\r\nversion\r\n', `REPLY\r\n${fence}`]], async (cache) => {
      assert.equal(String(await cache.raw('key xyz')), 'REPLY')
    })
  })

  test('gives the reply up to the end that the call names', async (t) => {
    const reply = 'CONFIG cluster 0 3\r\na b\n\r\nEND\r\n'
    await exchange(t, [['config get cluster\r\nversion\r\n', reply + fence]], async (cache) => {
      const config = await cache.raw('config get cluster', { end: '\n\r\nEND\r\n' })
      assert.equal(String(config), 'CONFIG cluster 0 3\r\na b')
    })
  })

  test('waits for the end as long as it has not come', async (t) => {
    const server = await scripted(t, [['mine\r\nversion\r\n', 'REPLY\r']])
    const error = await settled(client(t, server.server).raw('mine', { timeout: 50 }))
    assert.ok(error instanceof TimeoutError)
  })

  test('the end is text or bytes', async (t) => {
    const turn = ['key\r\nversion\r\n', `REPLY END\r\n${fence}`] as const
    await exchange(t, [turn, turn], async (cache) => {
      assert.equal(String(await cache.raw('key', { end: ' END\r\n' })), 'REPLY')
      assert.equal(String(await cache.raw('key', { end: Buffer.from(' END\r\n') })), 'REPLY')
    })
  })

  test('gives a long reply whole', async (t) => {
    const value = 'x'.repeat(20_000)
    const reply = `VALUE k 0 20000\r\n${value}\r\n`
    const server = await scripted(t, [['get k\r\nversion\r\n', reply, 'EN', 'D\r', `\n${fence}`]])
    const got = await client(t, server.server).raw('get k', { end: '\r\nEND\r\n' })
    assert.equal(String(got), `VALUE k 0 20000\r\n${value}`)
  })

  test('an error line ends it, whatever end was named', async (t) => {
    await exchange(
      t,
      [['config get cluster\r\nversion\r\n', `ERROR\r\n${fence}`]],
      async (cache) => {
        const error = await settled(cache.raw('config get cluster', { end: '\n\r\nEND\r\n' }))
        assert.ok(error instanceof UnknownCommandError)
      },
    )
  })
})
