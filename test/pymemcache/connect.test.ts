import assert from 'node:assert/strict'
import { syncBuiltinESMExports } from 'node:module'
import net, { type Socket } from 'node:net'
import { Client, ConnectError, IllegalInputError } from '#generated/index.js'
import { client, settled } from '../support/client.js'
import type { Stage } from '../support/scene.js'
import { scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'

interface Opened {
  readonly options: net.TcpNetConnectOpts
  readonly socket: Socket
}

/** Records with which options sockets are opened. */
function watchSockets(stage: Stage): Opened[] {
  const opened: Opened[] = []
  const { connect } = net
  net.connect = ((options: net.TcpNetConnectOpts) => {
    const socket = connect(options)
    opened.push({ options, socket })
    return socket
  }) as typeof connect
  syncBuiltinESMExports()
  stage.after(() => {
    net.connect = connect
    syncBuiltinESMExports()
  })
  return opened
}

suite('connecting as pymemcache does', (test) => {
  test('is left for the first call', async (t) => {
    const opened = watchSockets(t)
    const server = await scripted(t, [['get a\r\n', 'END\r\n']])
    const cache = client(t, server.server)
    assert.equal(opened.length, 0)
    await cache.get('a')
    assert.equal(opened.length, 1)
  })

  test('sends small packets at once unless noDelay is false', async (t) => {
    const opened = watchSockets(t)
    for (const options of [{}, { noDelay: false }])
      await settled(client(t, '127.0.0.1:1', options).get('a'))
    assert.deepEqual(
      opened.map(({ options }) => [options.host, options.port, options.noDelay]),
      [
        ['127.0.0.1', 1, true],
        ['127.0.0.1', 1, false],
      ],
    )
  })

  test('goes to IPv6 addresses', async (t) => {
    const opened = watchSockets(t)
    await settled(client(t, '[::1]:1').get('a'))
    const [first] = opened
    assert.deepEqual([first?.options.host, first?.options.port], ['::1', 1])
  })

  test('asks for keep-alive as the option says, on every system', async (t) => {
    const opened = watchSockets(t)
    for (const options of [{}, { keepAlive: 5000 }, { keepAlive: false } as const]) {
      await settled(client(t, '127.0.0.1:1', options).get('a'))
    }
    assert.deepEqual(
      opened.map(({ options }) => {
        const { keepAlive, keepAliveInitialDelay } = options
        return [keepAlive, keepAliveInitialDelay]
      }),
      [
        [true, 60_000],
        [true, 5000],
        [false, 0],
      ],
    )
  })

  test('takes no keep-alive that is no time', () => {
    for (const keepAlive of [true, -1, '5', {}, null]) {
      assert.throws(
        () => new Client('127.0.0.1:1', { keepAlive: keepAlive as never }),
        (error) => error instanceof IllegalInputError && /^keepAlive: /.test(error.message),
        String(keepAlive),
      )
    }
  })

  test('leaves no socket behind when it fails', async (t) => {
    const opened = watchSockets(t)
    const error = await settled(client(t, '127.0.0.1:1').get('a'))
    assert.ok(error instanceof ConnectError)
    assert.deepEqual(
      opened.map(({ socket }) => socket.destroyed),
      [true],
    )
  })

  test('close closes the socket', async (t) => {
    const opened = watchSockets(t)
    const server = await scripted(t, [['get a\r\n', 'END\r\n'], ['quit\r\n']])
    const cache = client(t, server.server, { defaultNoreply: false, timeout: 100 })
    await cache.get('a')
    await cache.close()
    assert.equal(opened[0]?.socket.destroyed, true)
  })

  test('close hears no errors of the socket', async (t) => {
    const opened = watchSockets(t)
    const server = await scripted(t, [
      ['get a\r\n', 'END\r\n'],
      ['quit\r\n', (peer) => peer.reset()],
    ])
    const cache = client(t, server.server)
    await cache.get('a')
    assert.equal(await cache.close(), undefined)
    assert.equal(opened[0]?.socket.destroyed, true)
  })
})
