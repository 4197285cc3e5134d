import assert from 'node:assert/strict'
import {
  ClientError,
  IllegalInputError,
  ServerError,
  UnexpectedCloseError,
  UnknownCommandError,
  UnknownReplyError,
} from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { exchange } from '../support/exchange.js'
import { scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'

const sent = 'set key 16 0 5\r\nvalue\r\n'
const hit = ['get key\r\n', 'VALUE key 16 5\r\nvalue\r\nEND\r\n'] as const

suite('errors as pymemcache tells them', (test) => {
  test('ERROR to a get is an UnknownCommandError with command and server', async (t) => {
    await exchange(t, [['get key\r\n', 'ERROR\r\n'], hit], async (cache) => {
      const error = await settled(cache.get('key'))
      assert.ok(error instanceof UnknownCommandError)
      assert.equal(error.command, 'get')
      assert.match(error.server ?? '', /^127\.0\.0\.1:\d+$/)
      assert.equal(await cache.get('key'), 'value')
    })
  })

  test('the text behind ERROR is kept', async (t) => {
    await exchange(t, [['get key\r\n', 'ERROR Too many open connections\r\n']], async (cache) => {
      const error = await settled(cache.get('key'))
      assert.ok(error instanceof ClientError || error instanceof ServerError)
      assert.equal(error.message, 'Too many open connections')
      assert.equal(error.reply, 'Too many open connections')
    })
  })

  test('ERROR to a set is an UnknownCommandError', async (t) => {
    await exchange(t, [[sent, 'ERROR\r\n']], async (cache) => {
      assert.ok((await settled(cache.set('key', 'value'))) instanceof UnknownCommandError)
    })
  })

  test('CLIENT_ERROR to a set is a ClientError with the words of the server', async (t) => {
    await exchange(t, [[sent, 'CLIENT_ERROR some message\r\n']], async (cache) => {
      const error = await settled(cache.set('key', 'value'))
      assert.ok(error instanceof ClientError)
      assert.equal(error.message, 'some message')
    })
  })

  test('SERVER_ERROR to a set is a ServerError with the words of the server', async (t) => {
    await exchange(t, [[sent, 'SERVER_ERROR some message\r\n']], async (cache) => {
      const error = await settled(cache.set('key', 'value'))
      assert.ok(error instanceof ServerError)
      assert.equal(error.message, 'some message')
    })
  })

  test('what is no reply to a set is an UnknownReplyError', async (t) => {
    await exchange(t, [[sent, 'foobarbaz\r\n']], async (cache) => {
      const error = await settled(cache.set('key', 'value'))
      assert.ok(error instanceof UnknownReplyError)
      assert.match(error.message, /expected STORED or NOT_STORED, got "foobarbaz"$/)
    })
  })

  test('after an error that leaves the step in doubt a new connection is made', async (t) => {
    for (const reply of [
      'ERROR\r\n',
      'CLIENT_ERROR bad data chunk\r\n',
      'foobarbaz\r\n',
      'VALUE\r\n',
    ]) {
      const server = await scripted(t, { connections: [[[sent, reply]], [hit]] })
      const cache = client(t, server.server)
      assert.ok((await settled(cache.set('key', 'value'))) instanceof Error)
      assert.equal(await cache.get('key'), 'value')
    }
  })

  test('a connection goes on after a reply that only refuses', async (t) => {
    await exchange(
      t,
      [
        [sent, 'SERVER_ERROR object too large for cache\r\n'],
        ['incr key 1\r\n', 'CLIENT_ERROR cannot increment or decrement non-numeric value\r\n'],
        hit,
      ],
      async (cache) => {
        assert.ok((await settled(cache.set('key', 'value'))) instanceof ServerError)
        assert.ok((await settled(cache.incr('key', 1))) instanceof ClientError)
        assert.equal(await cache.get('key'), 'value')
      },
    )
  })

  test('what is no reply to delete, touch, incr or flushAll is an error, and a new connection is made', async (t) => {
    for (const [line, method] of [
      ['delete key', 'delete'],
      ['touch key 0', 'touch'],
      ['incr key 1', 'incr'],
      ['flush_all', 'flushAll'],
    ] as const) {
      const server = await scripted(t, { connections: [[[`${line}\r\n`, 'fake\r\n']], [hit]] })
      const cache = client(t, server.server)
      const call = {
        delete: () => cache.delete('key'),
        touch: () => cache.touch('key', 0),
        incr: () => cache.incr('key', 1),
        flushAll: () => cache.flushAll(),
      }[method]
      assert.ok((await settled(call())) instanceof UnknownReplyError, method)
      assert.equal(await cache.get('key'), 'value')
    }
  })

  test('a malformed item is an error of the protocol, and a new connection is made', async (t) => {
    for (const reply of [
      'VALUE key\r\n',
      'VALUE key 16\r\nvalue\r\nEND\r\n',
      'VALUE key x 5\r\nvalue\r\nEND\r\n',
      'VALUE key 16 -5\r\nvalue\r\nEND\r\n',
      'VALUE key 16 five\r\nvalue\r\nEND\r\n',
      'VALUEX key 16 5\r\nvalue\r\nEND\r\n',
      'VALUE key 16 4\r\nvalue\r\nEND\r\n',
      'VALUE key 16 5\r\nvalueXXEND\r\n',
      'VALUE other 16 5\r\nvalue\r\nEND\r\n',
      'OK\r\n',
      'STAT key 1\r\nEND\r\n',
    ]) {
      const server = await scripted(t, { connections: [[['get key\r\n', reply]], [hit]] })
      const cache = client(t, server.server)
      const error = await settled(cache.get('key'))
      assert.ok(error instanceof UnknownReplyError, reply)
      assert.equal(await cache.get('key'), 'value')
    }
  })

  test('an unexpected close is an error of its own, and a new connection is made', async (t) => {
    const server = await scripted(t, {
      connections: [[['incr key 1\r\n', (peer) => peer.close()]], [hit]],
    })
    const cache = client(t, server.server)
    const error = await settled(cache.incr('key', 1))
    assert.ok(error instanceof UnexpectedCloseError)
    assert.ok(error instanceof ServerError)
    assert.equal(await cache.get('key'), 'value')
  })

  test('setMany whose second reply fails has the outcome of each key', async (t) => {
    const many = 'set a 16 0 1\r\nx\r\nset b 16 0 1\r\ny\r\nset c 16 0 1\r\nz\r\n'
    const server = await scripted(t, {
      connections: [[[many, 'STORED\r\nfoobarbaz\r\n']], [['set c 16 0 1\r\nz\r\n', 'STORED\r\n']]],
    })
    const cache = client(t, server.server)
    const error = await settled(cache.setMany({ a: 'x', b: 'y', c: 'z' }))
    assert.ok(error instanceof UnknownReplyError)
    assert.equal(error.results?.get('a'), true)
    assert.equal(error.results?.get('b'), error)
    assert.equal(error.results?.get('c'), true)
  })

  test('a time that is no whole number of seconds is refused', async (t) => {
    const cache = client(t, '127.0.0.1:1', { defaultNoreply: false, onNoreplyError() {} })
    for (const exptime of [1.5, '1', {}, true, null, Number.NaN, 2 ** 70]) {
      for (const noreply of [true, false]) {
        const options = { exptime: exptime as number, noreply }
        for (const call of [
          cache.set('key', 'value', options),
          cache.setMany({ key: 'value' }, options),
          cache.add('key', 'value', options),
          cache.touch('key', exptime as number, { noreply }),
          cache.gat('key', exptime as number),
        ]) {
          assert.ok((await settled(call)) instanceof IllegalInputError, String(exptime))
        }
      }
    }
  })

  test('flags, deltas and sizes out of their range are refused', async (t) => {
    const cache = client(t, '127.0.0.1:1')
    for (const flags of [-1, 1.5, true, 2 ** 32, '0 0 3\r\nflush_all'] as number[]) {
      assert.ok((await settled(cache.set('key', 'x', { flags }))) instanceof IllegalInputError)
    }
    for (const delta of [-1, 1.5, true, 2n ** 64n, '1', null] as number[]) {
      assert.ok((await settled(cache.incr('key', delta))) instanceof IllegalInputError)
      assert.ok((await settled(cache.decr('key', delta))) instanceof IllegalInputError)
    }
    for (const size of [-1, 1.5, true, '64'] as number[]) {
      assert.ok((await settled(cache.cacheMemlimit(size))) instanceof IllegalInputError)
    }
    for (const delay of [-1, 1.5, true, '1'] as number[]) {
      assert.ok((await settled(cache.flushAll({ delay }))) instanceof IllegalInputError)
    }
  })
})
