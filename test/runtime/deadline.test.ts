import assert from 'node:assert/strict'
import { TimeoutError, UnexpectedCloseError } from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { Gate } from '../support/gate.js'
import { memcached } from '../support/memcached.js'
import { answering, scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'

suite('deadlines and aborts', (test) => {
  test('a late reply after a timeout reaches nobody', async (t) => {
    const gate = new Gate()
    const server = await scripted(t, [
      ['get a\r\n', () => gate.opened, 'VALUE a 16 4\r\nlate\r\nEND\r\n'],
      ['get b\r\n', 'VALUE b 16 2\r\nit\r\nEND\r\n'],
    ])
    const cache = client(t, server.server)
    await cache.connect()
    const error = await settled(cache.get('a', { timeout: 30 }))
    assert.ok(error instanceof TimeoutError)
    assert.equal(error.message, `no reply from ${server.server} within 30 ms`)
    assert.equal(error.code, 'MEMWIRE_TIMEOUT')
    assert.equal(error.command, 'get')
    gate.open()
    assert.equal(await cache.get('b'), 'it')
  })

  test('a stream of new calls does not postpone the deadline of an old one', async (t) => {
    const server = await scripted(
      t,
      answering((line) => (line === 'get slow' ? undefined : undefined)),
    )
    const cache = client(t, server.server)
    let over = false
    const old = settled(cache.get('slow', { timeout: 100 })).then((error) => {
      over = true
      return error
    })
    const others: Promise<unknown>[] = []
    while (!over) {
      others.push(settled(cache.get('other', { timeout: 5000 })))
      await new Promise((resolve) => setTimeout(resolve, 5))
      assert.ok(others.length < 500, 'the old call never ended')
    }
    assert.ok((await old) instanceof TimeoutError)
    cache.destroy()
    await Promise.all(others)
  })

  test('the deadline covers connecting', async (t) => {
    // A full backlog: the connection is accepted by nobody.
    const cache = client(t, '192.0.2.1:11211', { defaultNoreply: false, connectTimeout: 5000 })
    const error = await settled(cache.get('a', { timeout: 30 }))
    assert.ok(error instanceof Error)
    assert.match(error.message, /no connection to 192\.0\.2\.1:11211 within 30 ms|cannot connect/)
  })

  test('an aborted call rejects with the reason of its signal and stays in step', async (t) => {
    const gate = new Gate()
    const asked = new Gate()
    const server = await scripted(t, [
      ['incr a 1\r\n', () => asked.open(), () => gate.opened, '41\r\n'],
      ['incr b 1\r\n', '7\r\n'],
    ])
    const cache = client(t, server.server)
    const abort = new AbortController()
    const reason = new Error('the user has left')
    const call = settled(cache.incr('a', 1, { signal: abort.signal }))
    await asked.opened
    abort.abort(reason)
    assert.equal(await call, reason)
    gate.open()
    assert.equal(await cache.incr('b', 1), 7)
  })

  test('a call that is aborted before it is sent is never sent', async (t) => {
    const server = await scripted(t, [['incr b 1\r\n', '7\r\n']])
    const cache = client(t, server.server)
    const abort = new AbortController()
    const call = settled(cache.incr('a', 1, { signal: abort.signal }))
    abort.abort('no')
    assert.equal(await call, 'no')
    assert.equal(await cache.incr('b', 1), 7)
  })

  test('an aborted getMany leaves the others of its line alone', async (t) => {
    const gate = new Gate()
    const asked = new Gate()
    const server = await scripted(t, [
      [
        'get a\r\nget b c\r\n',
        () => asked.open(),
        () => gate.opened,
        'VALUE a 16 1\r\nA\r\nEND\r\n',
        'END\r\n',
      ],
    ])
    const cache = client(t, server.server)
    const abort = new AbortController()
    const single = cache.get('a')
    const many = settled(cache.getMany(['b', 'c'], { signal: abort.signal }))
    await asked.opened
    abort.abort('enough')
    assert.equal(await many, 'enough')
    gate.open()
    assert.equal(await single, 'A')
  })

  test('a signal that is aborted already ends the call before any I/O', async (t) => {
    const cache = client(t, '127.0.0.1:1')
    assert.equal(await settled(cache.get('a', { signal: AbortSignal.abort('gone') })), 'gone')
  })

  test('a server that falls silent is replaced, and what waited on it rejects', async (t) => {
    const server = await scripted(t, {
      connections: [[['get a\r\n']], [['get b\r\n', 'VALUE b 16 5\r\nfresh\r\nEND\r\n']]],
    })
    const cache = client(t, server.server, { defaultNoreply: false, timeout: 200 })
    const error = await settled(cache.get('a', { timeout: 9000 }))
    assert.ok(error instanceof UnexpectedCloseError)
    assert.match(
      error.message,
      /nothing has come from 127\.0\.0\.1:\d+ for 2\d{3} ms; the connection is replaced/,
    )
    assert.equal(await cache.get('b'), 'fresh')
  })

  test('timeout 0 waits without end', async (t) => {
    const gate = new Gate()
    const server = await scripted(t, [['get a\r\n', () => gate.opened, 'END\r\n']])
    const cache = client(t, server.server, { defaultNoreply: false, timeout: 0 })
    const call = cache.get('a')
    setTimeout(() => gate.open(), 50)
    assert.equal(await call, undefined)
  })

  test('work of our own between two calls does not make the second look old', async (t) => {
    const server = await memcached(t)
    const cache = client(t, server.server, { defaultNoreply: false, timeout: 400 })
    await cache.get('a')
    busy(500)
    assert.equal(await cache.get('b'), undefined)
    await cache.set('n', 1)
    const call = cache.incr('n', 1, { timeout: 5000 })
    await new Promise((resolve) => setImmediate(resolve))
    busy(2100)
    assert.equal(await call, 2)
  })

  test('a signal that many calls share has one listener', async (t) => {
    const server = await scripted(
      t,
      answering((line) => (line.startsWith('incr') ? '1\r\n' : undefined)),
    )
    const cache = client(t, server.server)
    const warnings: Error[] = []
    const note = (warning: Error) => warnings.push(warning)
    process.on('warning', note)
    t.after(() => process.off('warning', note))
    const { signal } = new AbortController()
    await Promise.all(Array.from({ length: 30 }, () => cache.incr('n', 1, { signal })))
    await new Promise((resolve) => setImmediate(resolve))
    assert.deepEqual(warnings, [])
    server.peers[0]?.close()
  })
})

/** Keeps the process from doing anything else. */
function busy(milliseconds: number): void {
  const until = performance.now() + milliseconds
  while (performance.now() < until);
}
