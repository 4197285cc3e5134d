import assert from 'node:assert/strict'
import { type Client, IllegalInputError } from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { exchange } from '../support/exchange.js'
import { suite } from '../support/suite.js'

/** Every method that takes a key, with this one. */
function calls(cache: Client<unknown, false>, key: string): Promise<unknown>[] {
  return [
    cache.get(key),
    cache.gets(key),
    cache.gat(key, 0),
    cache.gats(key, 0),
    cache.getMany(['a', key]),
    cache.set(key, 'value'),
    cache.add(key, 'value'),
    cache.setMany({ a: 'x', [key]: 'value' }),
    cache.delete(key),
    cache.deleteMany(['a', key]),
    cache.incr(key, 1),
    cache.touch(key, 0),
    cache.set(key, 'value', { noreply: true }),
  ]
}

async function refuses(cache: Client<unknown, false>, key: string, message: RegExp) {
  for (const call of calls(cache, key)) {
    const error = await settled(call)
    assert.ok(error instanceof IllegalInputError, String(error))
    assert.match(error.message, message)
  }
}

suite('keys as pymemcache checks them', (test) => {
  // Nobody listens at port 1: whatever is not refused fails to connect.
  const nowhere = (t: Parameters<typeof client>[0], allowUnicodeKeys = false) =>
    client(t, '127.0.0.1:1', { defaultNoreply: false, allowUnicodeKeys, onNoreplyError() {} })

  test('with a space are refused', async (t) => {
    for (const key of ['foo bar', ' foo', 'foo ', ' ']) {
      await refuses(nowhere(t), key, /expected no spaces/)
      await refuses(nowhere(t, true), key, /expected no spaces/)
    }
  })

  test('with a line feed, a carriage return or a NUL are refused', async (t) => {
    for (const key of ['foo\nbar', 'foo\rbar', 'foo\r\nbar', 'foo\0bar', '\r\n', '\t\t']) {
      await refuses(nowhere(t), key, /expected no spaces and no control bytes/)
    }
  })

  test('of more than 250 bytes are refused', async (t) => {
    await refuses(nowhere(t), 'x'.repeat(251), /expected at most 250 bytes, got 25[12]/)
    await refuses(nowhere(t, true), 'é'.repeat(126), /expected at most 250 bytes, got 25[12]/)
    await exchange(t, [[`get ${'x'.repeat(250)}\r\n`, 'END\r\n']], async (cache) => {
      assert.equal(await cache.get('x'.repeat(250)), undefined)
    })
  })

  test('that are empty are refused, so that no value is read as a command', async (t) => {
    await refuses(nowhere(t), '', /got an empty key/)
    const prefixed = client(t, '127.0.0.1:1', {
      defaultNoreply: false,
      keyPrefix: 'p',
      onNoreplyError() {},
    })
    await refuses(prefixed, '', /got an empty key/)
  })

  test('beyond ASCII are refused', async (t) => {
    for (const key of ['☃', 'my☃', 'é', 'myké']) {
      await refuses(nowhere(t), key, /expected ASCII/)
    }
  })

  test('beyond ASCII go as UTF-8 with allowUnicodeKeys', async (t) => {
    for (const key of ['☃', 'my☃', 'my☃key', '이것은키']) {
      const sent = `set ${key} 16 0 5\r\nvalue\r\n`
      await exchange(
        t,
        [[Buffer.from(sent), 'STORED\r\n']],
        async (cache) => assert.equal(await cache.set(key, 'value'), true),
        { defaultNoreply: false, allowUnicodeKeys: true },
      )
    }
  })

  test('are texts or bytes', async (t) => {
    await exchange(
      t,
      [
        ['get key\r\n', 'END\r\n'],
        ['get key\r\n', 'END\r\n'],
      ],
      async (cache) => {
        assert.equal(await cache.get('key'), undefined)
        assert.equal(await cache.get(Buffer.from('key')), undefined)
      },
    )
    for (const key of [null, undefined, 5, {}, ['a']]) {
      const error = await settled(nowhere(t).get(key as never))
      assert.ok(error instanceof IllegalInputError)
      assert.match(error.message, /expected a string or a Uint8Array/)
    }
  })

  test('that are refused cost no connection', async (t) => {
    const turn = ['get key\r\n', 'END\r\n'] as const
    await exchange(t, [turn, turn], async (cache) => {
      assert.equal(await cache.get('key'), undefined)
      await refuses(cache, 'foo bar', /expected no spaces/)
      assert.equal(await cache.get('key'), undefined)
    })
  })

  test('may come from a generator', async (t) => {
    function* keys() {
      yield 'a'
      yield 'b'
    }
    await exchange(
      t,
      [
        ['get a b\r\n', 'VALUE b 16 1\r\nx\r\nEND\r\n'],
        ['delete a\r\ndelete b\r\n', 'DELETED\r\nDELETED\r\n'],
      ],
      async (cache) => {
        assert.deepEqual([...(await cache.getMany(keys()))], [['b', 'x']])
        assert.deepEqual(await cache.deleteMany(keys()), [])
      },
    )
  })
})
