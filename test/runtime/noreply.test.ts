import assert from 'node:assert/strict'
import { once } from 'node:events'
import {
  Client,
  IllegalInputError,
  type MemcacheError,
  ServerError,
  TimeoutError,
  UnexpectedCloseError,
} from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { Gate } from '../support/gate.js'
import { memcached } from '../support/memcached.js'
import { scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'

type Report = {
  error: Error
  command: string
  key: unknown
  keys: readonly unknown[]
  node: string
}

/** Collects what the handler is told. */
function reports() {
  const told: Report[] = []
  let wake = (): void => {}
  return {
    told,
    onNoreplyError(error: Error, context: Omit<Report, 'error'>) {
      told.push({ error, ...context })
      wake()
    },
    async first(): Promise<Report> {
      while (told.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      return told[0] as Report
    },
  }
}

suite('noreply', (test) => {
  test('an error line is never the reply of the next command', async (t) => {
    const server = await scripted(t, [
      ['set a 16 0 1 noreply\r\nx\r\n'],
      [
        'version\r\nget b\r\n',
        'SERVER_ERROR out of memory storing object\r\nVERSION 1.6.18\r\nVALUE b 16 1\r\nB\r\nEND\r\n',
      ],
    ])
    const { told, first, onNoreplyError } = reports()
    const cache = client(t, server.server, { defaultNoreply: true, onNoreplyError })
    assert.equal(await cache.set('a', 'x'), undefined)
    assert.equal(await cache.get('b'), 'B')
    const { error, command, key, keys, node } = await first()
    assert.ok(error instanceof ServerError)
    assert.equal(error.message, 'out of memory storing object')
    assert.deepEqual(
      { command, key, keys, node },
      { command: 'set', key: 'a', keys: ['a'], node: server.server },
    )
    assert.equal(told.length, 1)
  })

  test('an error of one of several names all keys that it may have been', async (t) => {
    const server = await scripted(t, [
      [
        'set a 16 0 1 noreply\r\nx\r\nset b 16 0 1 noreply\r\ny\r\n',
        'SERVER_ERROR out of memory\r\n',
      ],
    ])
    const { first, onNoreplyError } = reports()
    const cache = client(t, server.server, { defaultNoreply: true, onNoreplyError })
    await cache.setMany({ a: 'x', b: 'y' })
    const { key, keys } = await first()
    assert.equal(key, undefined)
    assert.deepEqual(keys, ['a', 'b'])
  })

  test('a client error behind a block ends the connection, and reads behind it are repeated', async (t) => {
    const server = await scripted(t, {
      connections: [
        [
          ['set a 16 0 1 noreply\r\nx\r\n'],
          ['version\r\nget b\r\n', 'CLIENT_ERROR bad data chunk\r\nERROR\r\n'],
        ],
        [['get b\r\n', 'VALUE b 16 1\r\nB\r\nEND\r\n']],
      ],
    })
    const { told, onNoreplyError } = reports()
    const cache = client(t, server.server, { defaultNoreply: true, onNoreplyError })
    await cache.set('a', 'x')
    assert.equal(await cache.get('b'), 'B')
    assert.equal(told.length, 1)
    assert.equal(told[0]?.error.message, 'bad data chunk')
  })

  test('a fence closes a long batch although nothing else is asked', async (t) => {
    const line = 'touch k 0 noreply\r\n'
    const server = await scripted(t, [[`${line.repeat(512)}version\r\n`, 'VERSION 1.6.18\r\n']])
    const cache = client(t, server.server, { defaultNoreply: true })
    await Promise.all(Array.from({ length: 512 }, () => cache.touch('k', 0)))
    await server.played
  })

  test('what is lost with the connection is told', async (t) => {
    const server = await scripted(t, [['set a 16 0 1 noreply\r\nx\r\n', (peer) => peer.close()]])
    const { first, onNoreplyError } = reports()
    const cache = client(t, server.server, { defaultNoreply: true, onNoreplyError })
    await cache.set('a', 'x')
    const { error, key } = await first()
    assert.ok(error instanceof UnexpectedCloseError)
    assert.equal(key, 'a')
  })

  test('what cannot be handed over rejects, is told, and is no unhandled rejection', async (t) => {
    const { told, onNoreplyError } = reports()
    const cache = client(t, '127.0.0.1:1', { defaultNoreply: true, onNoreplyError })
    cache.set('a', 'x')
    const error = await settled(cache.set('b', 'y'))
    assert.match((error as Error).message, /^cannot connect to 127\.0\.0\.1:1: /)
    assert.deepEqual(
      told.map(({ key }) => key),
      ['a', 'b'],
    )
  })

  test('a wrong argument is told as well', async (t) => {
    const { first, onNoreplyError } = reports()
    const cache = client(t, '127.0.0.1:1', { defaultNoreply: true, onNoreplyError })
    cache.set('two words', 'x')
    const { error, command } = await first()
    assert.ok(error instanceof IllegalInputError)
    assert.equal(command, 'set')
  })

  test('without a handler there is one warning a connection', async (t) => {
    const cache = new Client('127.0.0.1:1')
    t.after(() => cache.destroy())
    const warnings: Error[] = []
    const note = (warning: Error) => warnings.push(warning)
    process.on('warning', note)
    t.after(() => process.off('warning', note))
    const warned = once(process, 'warning')
    cache.set('a', 'x')
    cache.set('b', 'y')
    await t.until('the warning', warned)
    await new Promise((resolve) => setImmediate(resolve))
    assert.equal(warnings.length, 1)
    assert.equal(warnings[0]?.name, 'MemcacheWarning')
    assert.match(
      warnings[0]?.message as string,
      /^a set without reply failed at 127\.0\.0\.1:1: cannot connect/,
    )
  })

  test('a loop that awaits waits for a server that does not read', async (t) => {
    const gate = new Gate()
    const server = await scripted(t, async (peer) => {
      peer.pause()
      await gate.opened
      peer.resume()
      await peer.closed
    })
    const cache = client(t, server.server, { defaultNoreply: true, timeout: 0 })
    const value = 'x'.repeat(64 * 1024)
    let stored = 0
    const full = (async () => {
      for (; stored < 1000; stored++) await cache.set('k', value)
    })()
    let seen = -1
    while (seen !== stored || stored === 0) {
      seen = stored
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    assert.ok(stored < 1000, `all of ${stored} were taken`)
    gate.open()
    await full
    assert.equal(stored, 1000)
  })

  test('a call that cannot be handed over in time rejects', async (t) => {
    const gate = new Gate()
    const server = await scripted(t, async (peer) => {
      peer.pause()
      await gate.opened
      peer.resume()
      await peer.closed
    })
    const { told, onNoreplyError } = reports()
    const cache = client(t, server.server, { defaultNoreply: true, onNoreplyError })
    const value = 'x'.repeat(1024 * 1024)
    let error: unknown
    for (let i = 0; i < 100 && !error; i++)
      error = await settled(cache.set('k', value, { timeout: 100 }))
    assert.ok(error instanceof TimeoutError)
    assert.ok(told.length >= 1)
    gate.open()
  })

  test('defaultNoreply: false asks for replies, a call may decide otherwise', async (t) => {
    const server = await scripted(t, [
      ['set a 16 0 1\r\nx\r\n', 'NOT_STORED\r\n'],
      ['set a 16 0 1 noreply\r\nx\r\n'],
    ])
    const cache = client(t, server.server)
    assert.equal(await cache.set('a', 'x'), false)
    assert.equal(await cache.set('a', 'x', { noreply: true }), undefined)
    await server.played
  })

  test('cas, incr and decr ask for a reply whatever the client says', async (t) => {
    const server = await scripted(t, [['incr n 1\r\n', '2\r\n']])
    const cache = client(t, server.server, { defaultNoreply: true })
    assert.equal(await cache.incr('n', 1), 2)
  })

  test('a fence comes by itself when nothing else is asked', async (t) => {
    const server = await scripted(t, [['touch k 0 noreply\r\nversion\r\n', 'VERSION 1.6.18\r\n']])
    const cache = client(t, server.server, { defaultNoreply: true })
    await cache.touch('k', 0)
    await server.played
  })

  test('whatever ends a call without reply, the process goes on', async (t) => {
    const { told, onNoreplyError } = reports()
    const fails = (thrown: unknown) => () => {
      throw thrown
    }
    for (const thrown of [undefined, null, 42, Object.assign(new Error('x'), { code: 42 })]) {
      const loud = client(t, '127.0.0.1:1', { defaultNoreply: true, serializer: fails(thrown) })
      assert.equal(await settled(loud.set('k', 'v')), thrown)
      const heard = client(t, '127.0.0.1:1', {
        defaultNoreply: true,
        onNoreplyError,
        serializer: fails(thrown),
      })
      assert.equal(await settled(heard.set('k', 'v')), thrown)
    }
    const cache = client(t, '127.0.0.1:1', { defaultNoreply: true })
    const abort = new AbortController()
    const call = settled(cache.set('k', 'v', { signal: abort.signal }))
    abort.abort()
    assert.equal(await call, abort.signal.reason)
    assert.equal(told.length, 4)
  })

  test('a getter of the options that throws rejects the call', async (t) => {
    const cache = client(t, '127.0.0.1:1', { defaultNoreply: true })
    const mine = new Error('mine')
    const options = {
      get noreply(): boolean {
        throw mine
      },
    }
    assert.equal(await settled(cache.set('k', 'v', options)), mine)
    assert.equal(await settled(cache.delete('k', options)), mine)
  })

  test('a refused call does not reject one that was taken', async (t) => {
    const server = await memcached(t)
    const cache = client(t, server.server, {
      defaultNoreply: true,
      maxPending: 1,
      onNoreplyError() {},
    })
    const [first, second] = await Promise.all([
      settled(cache.set('a', 1)),
      settled(cache.set('b', 2)),
    ])
    assert.equal(first, undefined)
    assert.equal((second as MemcacheError).code, 'MEMWIRE_QUEUE_FULL')
    assert.equal(await cache.get('a'), 1)
  })
})
