import assert from 'node:assert/strict'
import { IllegalInputError, type MemcacheError, UnknownCommandError } from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { memcached } from '../support/memcached.js'
import { scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'

suite('raw', (test) => {
  test('gives the reply up to the end of a line, or to the end that the call names', async (t) => {
    const server = await memcached(t)
    const cache = client(t, server.server)
    await cache.set('a', 'x'.repeat(200_000))
    assert.equal(String(await cache.raw('version')), 'VERSION 1.6.18')
    const reply = await cache.raw('get a', { end: '\r\nEND\r\n' })
    assert.equal(String(reply), `VALUE a 16 200000\r\n${'x'.repeat(200_000)}`)
  })

  test('finds an end that comes in two packets', async (t) => {
    const server = await scripted(t, [
      ['odd\r\nversion\r\n', 'some', ' text E', 'N', 'D', '\r', '\nVERSION 1\r\n'],
    ])
    const cache = client(t, server.server)
    assert.equal(String(await cache.raw('odd', { end: 'END\r\n' })), 'some text ')
  })

  test('an error line rejects, whatever the end', async (t) => {
    const server = await memcached(t)
    const cache = client(t, server.server)
    const error = await settled(cache.raw('bogus', { end: 'END\r\n' }))
    assert.ok(error instanceof UnknownCommandError)
    assert.equal(error.message, 'the server does not know the command')
    assert.equal(await cache.get('a'), undefined)
  })

  test('bytes behind a wrong end answer nobody', async (t) => {
    const server = await scripted(t, {
      connections: [
        [['get a\r\nversion\r\nget b\r\n', 'VALUE a 0 1\r\nx\r\nEND\r\nVERSION 1\r\nEND\r\n']],
        [['get b\r\n', 'VALUE b 16 1\r\nB\r\nEND\r\n']],
      ],
    })
    const cache = client(t, server.server)
    const [line, b] = await Promise.all([settled(cache.raw('get a')), cache.get('b')])
    assert.equal((line as MemcacheError).code, 'MEMWIRE_UNKNOWN_REPLY')
    assert.equal(b, 'B')
  })

  test('a cluster needs to be told where', async (t) => {
    const cache = client(t, ['127.0.0.1:1', '127.0.0.1:2'])
    const error = await settled(cache.raw('version'))
    assert.ok(error instanceof IllegalInputError)
    assert.equal(error.message, 'raw: a cluster needs the option node or the option key')
  })

  test('what is no line, no end and no option is refused', async (t) => {
    const cache = client(t, '127.0.0.1:1')
    for (const [line, options, message] of [
      ['', {}, 'raw: expected a line of text'],
      ['version', { end: '' }, 'end: expected a text or bytes of at least one byte'],
      ['version', { ends: 'x' }, 'raw has no option ends; did you mean end?'],
      ['version', { color: 1 }, 'raw has no option color; it has node, key, end, timeout, signal'],
    ] as const) {
      assert.equal(((await settled(cache.raw(line, options as object))) as Error).message, message)
    }
  })
})
