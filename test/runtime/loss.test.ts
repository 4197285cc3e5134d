import assert from 'node:assert/strict'
import { ConnectError, type MemcacheError, UnexpectedCloseError } from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { memcached } from '../support/memcached.js'
import { proxy } from '../support/proxy.js'
import { scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'

suite('lost connections', (test) => {
  test('what is safe to repeat is repeated, a write is not', async (t) => {
    const server = await scripted(t, {
      connections: [
        [['get a\r\nincr n 1\r\nset b 16 0 1\r\nx\r\n', (peer) => peer.close()]],
        [['get a\r\nset b 16 0 1\r\nx\r\n', 'VALUE a 16 1\r\nA\r\nEND\r\nSTORED\r\n']],
      ],
    })
    const cache = client(t, server.server)
    const [a, n, b] = await Promise.all([
      cache.get('a'),
      settled(cache.incr('n', 1)),
      cache.set('b', 'x'),
    ])
    assert.equal(a, 'A')
    assert.ok(n instanceof UnexpectedCloseError)
    assert.match(n.message, /^127\.0\.0\.1:\d+ closed the connection before the reply/)
    assert.equal(n.code, 'MEMWIRE_UNEXPECTED_CLOSE')
    assert.equal(b, true)
  })

  test('nothing is repeated twice', async (t) => {
    const server = await scripted(t, {
      connections: [
        [['get a\r\n', (peer) => peer.close()]],
        [['get a\r\n', (peer) => peer.close()]],
      ],
    })
    const cache = client(t, server.server)
    assert.ok((await settled(cache.get('a'))) instanceof UnexpectedCloseError)
  })

  test('a connection lost inside a value leaves nothing to the next one', async (t) => {
    const server = await scripted(t, {
      connections: [
        [['get a\r\n', 'VALUE a 16 300\r\nxxx', (peer) => peer.close()]],
        [['get a\r\n', 'VALUE a 16 3\r\nyes\r\nEND\r\n']],
      ],
    })
    const cache = client(t, server.server)
    assert.equal(await cache.get('a'), 'yes')
  })

  test('an error behind a block ends the connection for those behind it too', async (t) => {
    const server = await scripted(t, {
      connections: [
        [['set a 16 0 1\r\nx\r\nget b\r\n', 'CLIENT_ERROR bad data chunk\r\nERROR\r\nEND\r\n']],
        [['get b\r\n', 'VALUE b 16 1\r\nB\r\nEND\r\n']],
      ],
    })
    const cache = client(t, server.server)
    const [a, b] = await Promise.all([settled(cache.set('a', 'x')), cache.get('b')])
    assert.equal((a as MemcacheError).code, 'MEMWIRE_CLIENT_ERROR')
    assert.equal((a as MemcacheError).reply, 'bad data chunk')
    assert.equal(b, 'B')
  })

  test('a server error behind a block leaves the connection in step', async (t) => {
    const server = await scripted(t, [
      ['set a 16 0 1\r\nx\r\nget b\r\n', 'SERVER_ERROR object too large for cache\r\nEND\r\n'],
    ])
    const cache = client(t, server.server)
    const [a, b] = await Promise.all([settled(cache.set('a', 'x')), cache.get('b')])
    assert.equal((a as Error).message, 'object too large for cache')
    assert.equal(b, undefined)
  })

  test('a block without its CRLF ends the connection', async (t) => {
    const server = await scripted(t, {
      connections: [[['get a\r\n', 'VALUE a 16 3\r\noneEND\r\n']]],
    })
    const cache = client(t, server.server)
    const error = await settled(cache.get('a'))
    assert.match((error as Error).message, /the block of 3 bytes does not end with CRLF$/)
  })

  test('bytes that nobody asked for end the connection', async (t) => {
    const server = await scripted(t, {
      connections: [
        [['get a\r\n', 'END\r\nEND\r\n']],
        [['get b\r\n', 'VALUE b 16 1\r\nB\r\nEND\r\n']],
      ],
    })
    const cache = client(t, server.server)
    assert.equal(await cache.get('a'), undefined)
    await t.until('the end of the connection', server.peers[0]?.closed as Promise<void>)
    assert.equal(await cache.get('b'), 'B')
  })

  test('a server that has no room says so', async (t) => {
    const server = await scripted(t, [
      ['get a\r\n', 'ERROR Too many open connections\r\n', (peer) => peer.close()],
    ])
    const cache = client(t, server.server)
    const error = await settled(cache.get('a'))
    assert.equal((error as Error).message, 'Too many open connections')
  })

  test('a line without end is no reply', async (t) => {
    const server = await scripted(t, {
      connections: [[['incr a 1\r\n', async (peer) => await peer.send('x'.repeat(600_000))]]],
    })
    const cache = client(t, server.server)
    const error = await settled(cache.incr('a', 1))
    assert.match((error as Error).message, /no end of line in 524288 bytes$/)
  })

  test('a server that cannot be reached is named, with the reason, and left alone for a while', async (t) => {
    const cache = client(t, '127.0.0.1:1')
    const first = await settled(cache.get('a'))
    assert.ok(first instanceof ConnectError)
    assert.equal(first.message, 'cannot connect to 127.0.0.1:1: connect ECONNREFUSED 127.0.0.1:1')
    assert.equal(first.server, '127.0.0.1:1')
    const second = await settled(cache.get('a'))
    assert.ok(second instanceof ConnectError)
    assert.match(
      second.message,
      /connect ECONNREFUSED 127\.0\.0\.1:1; the next attempt may be made in \d+ ms$/,
    )
  })

  test('a server that comes back is used again', async (t) => {
    const server = await memcached(t)
    const between = await proxy(t, server.server)
    const { port } = between
    const cache = client(t, between.server)
    assert.equal(await cache.set('a', 'one'), true)
    await between.stop()
    assert.ok((await settled(cache.get('a'))) instanceof Error)
    await between.listen({ port })
    let value: unknown
    while (value !== 'one') {
      await new Promise((resolve) => setTimeout(resolve, 5))
      value = await settled(cache.get('a'))
    }
  })

  test('all addresses of a name are tried', async (t) => {
    const server = await memcached(t)
    // memcached listens on 127.0.0.1 only; localhost may mean ::1 first.
    const cache = client(t, server.server.replace('127.0.0.1', 'localhost'))
    assert.equal(await cache.set('a', 'one'), true)
  })

  test('a UNIX socket works as well', async (t) => {
    const server = await memcached(t, { socket: true })
    const cache = client(t, server.server)
    assert.equal(await cache.set('a', 'one'), true)
    assert.equal(await cache.get('a'), 'one')
  })

  test('a change is not repeated over a later one of its key, nor one whose reply would lie', async (t) => {
    const server = await scripted(t, {
      connections: [
        [
          [
            'set k 16 0 3\r\nold\r\nincr k 1\r\nset j 16 0 1\r\nx\r\ndelete j\r\nset i 16 0 1\r\nx\r\n',
            (peer) => peer.close(),
          ],
        ],
        [['set i 16 0 1\r\nx\r\n', 'STORED\r\n']],
      ],
    })
    const cache = client(t, server.server)
    const results = await Promise.all([
      settled(cache.set('k', 'old')),
      settled(cache.incr('k', 1)),
      settled(cache.set('j', 'x')),
      settled(cache.delete('j')),
      cache.set('i', 'x'),
    ])
    assert.deepEqual(
      results.map((result) => result instanceof UnexpectedCloseError),
      [true, true, true, true, false],
    )
  })

  test('a change is not repeated over later ones that asked for no reply', async (t) => {
    const server = await scripted(t, [
      ['set k 16 0 3\r\nold\r\nset k 16 0 3 noreply\r\nnew\r\n', (peer) => peer.close()],
    ])
    const cache = client(t, server.server, { defaultNoreply: false, onNoreplyError() {} })
    const old = settled(cache.set('k', 'old'))
    await cache.set('k', 'new', { noreply: true })
    assert.ok((await old) instanceof UnexpectedCloseError)
  })
})
