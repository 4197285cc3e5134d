import assert from 'node:assert/strict'
import { UnknownReplyError } from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { everyCut } from '../support/cuts.js'
import { exchange } from '../support/exchange.js'
import { scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'

const item = 'VALUE key 16 5\r\nvalue\r\n'

suite('fetching as pymemcache does', (test) => {
  test('get gives the value', async (t) => {
    await exchange(t, [['get key\r\n', `${item}END\r\n`]], async (cache) => {
      assert.equal(await cache.get('key'), 'value')
    })
  })

  test('get gives undefined on a miss, for which the caller writes a default', async (t) => {
    const turn = ['get key\r\n', 'END\r\n'] as const
    await exchange(t, [turn, turn], async (cache) => {
      assert.equal(await cache.get('key'), undefined)
      assert.equal((await cache.get('key')) ?? 'foobar', 'foobar')
    })
  })

  test('with errorsAsMisses what is no reply reads as a miss', async (t) => {
    const server = await scripted(t, {
      connections: [[['get key\r\n', 'INVALID DATA\r\n']], [['get key\r\n', `${item}END\r\n`]]],
    })
    const cache = client(t, server.server, { defaultNoreply: false, errorsAsMisses: true })
    assert.equal((await cache.get('key')) ?? 'foobar', 'foobar')
    assert.equal(await cache.get('key'), 'value')
  })

  test('getMany gives an empty Map when nothing was found', async (t) => {
    await exchange(t, [['get a b c\r\n', 'END\r\n']], async (cache) => {
      assert.deepEqual(await cache.getMany(['a', 'b', 'c']), new Map())
    })
  })

  test('getMany without keys asks nothing', async (t) => {
    const cache = client(t, '127.0.0.1:1')
    assert.deepEqual(await cache.getMany([]), new Map())
    assert.deepEqual(await cache.getsMany([]), new Map())
  })

  test('getMany gives those of the keys that were found', async (t) => {
    await exchange(t, [['get key absent\r\n', `${item}END\r\n`]], async (cache) => {
      assert.deepEqual(await cache.getMany(['key', 'absent']), new Map([['key', 'value']]))
    })
  })

  test('getMany gives all keys when all were found', async (t) => {
    const first = 'VALUE a 16 3\r\none\r\n'
    const sent = ['get a key\r\n', `${first}${item}END\r\n`] as const
    await exchange(t, [sent], async (cache) => {
      const found = await cache.getMany(['a', 'key'])
      assert.deepEqual(
        [...found],
        [
          ['a', 'one'],
          ['key', 'value'],
        ],
      )
    })
  })

  test('gets gives value and token, undefined on a miss', async (t) => {
    await exchange(
      t,
      [
        ['gets key\r\n', 'VALUE key 16 5 10\r\nvalue\r\nEND\r\n'],
        ['gets key\r\n', 'END\r\n'],
        ['cas key 16 0 1 10\r\nx\r\n', 'STORED\r\n'],
      ],
      async (cache) => {
        const found = await cache.gets('key')
        assert.deepEqual(found, { value: 'value', cas: '10' })
        const { value = 'foo', cas = 'bar' } = (await cache.gets('key')) ?? {}
        assert.deepEqual([value, cas], ['foo', 'bar'])
        assert.ok(found)
        assert.equal(await cache.cas('key', 'x', found.cas), 'stored')
      },
    )
  })

  test('getsMany gives those that were found with their tokens', async (t) => {
    await exchange(
      t,
      [
        ['gets key absent\r\n', 'END\r\n'],
        ['gets key absent\r\n', 'VALUE key 16 5 11\r\nvalue\r\nEND\r\n'],
      ],
      async (cache) => {
        assert.deepEqual(await cache.getsMany(['key', 'absent']), new Map())
        const found = await cache.getsMany(['key', 'absent'])
        assert.deepEqual([...found], [['key', { value: 'value', cas: '11' }]])
      },
    )
  })

  test('gats sends the time before the key and gives value and token, undefined on a miss', async (t) => {
    await exchange(
      t,
      [
        ['gats 30 key\r\n', 'VALUE key 16 5 10\r\nvalue\r\nEND\r\n'],
        ['gats 30 key\r\n', 'END\r\n'],
      ],
      async (cache) => {
        assert.deepEqual(await cache.gats('key', 30), { value: 'value', cas: '10' })
        const { value = 'foo', cas = 'bar' } = (await cache.gats('key', 30)) ?? {}
        assert.deepEqual([value, cas], ['foo', 'bar'])
      },
    )
  })

  test('replies are read wherever CRLF is cut', async (t) => {
    const reply = 'VALUE key1 16 6\r\nvalue1\r\nVALUE key2 16 6\r\nvalue2\r\nEND\r\n'
    for (const [head, tail] of everyCut(reply)) {
      const server = await scripted(t, [['get key1 key2\r\n', head, tail]])
      const cache = client(t, server.server)
      const found = await cache.getMany(['key1', 'key2'])
      assert.deepEqual(
        [...found],
        [
          ['key1', 'value1'],
          ['key2', 'value2'],
        ],
      )
      cache.destroy()
    }
  })

  test('what is no reply is an error, and the connection is not used again', async (t) => {
    const server = await scripted(t, {
      connections: [[['get key\r\n', 'foobarbaz\r\n']], [['get key\r\n', `${item}END\r\n`]]],
    })
    const cache = client(t, server.server)
    const error = await settled(cache.get('key'))
    assert.ok(error instanceof UnknownReplyError)
    assert.match(error.message, /expected VALUE or END, got "foobarbaz"$/)
    assert.equal(await cache.get('key'), 'value')
  })
})
