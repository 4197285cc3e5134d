import assert from 'node:assert/strict'
import type { Key } from '#generated/index.js'
import { exchange } from '../support/exchange.js'
import { suite } from '../support/suite.js'

/** JSON under a flag that names the kind of the value, as the tests of pymemcache have it. */
const json = {
  serialize(_key: Key, value: unknown) {
    return typeof value === 'string'
      ? { data: value, flags: 1 }
      : { data: JSON.stringify(value), flags: 2 }
  },
  deserialize(_key: Key, data: Buffer, flags: number): unknown {
    if (flags === 1) return data.toString()
    if (flags === 2) return JSON.parse(data.toString())
    throw new RangeError(`unknown flags ${flags}`)
  },
}

suite('serializers and flags as pymemcache has them', (test) => {
  test('a serializer decides what is sent', async (t) => {
    await exchange(
      t,
      [['set key 0 0 9 noreply\r\n{"c":"d"}\r\n']],
      (cache) => cache.set('key', { c: 'd' }),
      {
        defaultNoreply: true,
        serializer: (_key, value) => ({ data: JSON.stringify(value), flags: 0 }),
        onNoreplyError() {},
      },
    )
  })

  test('each value of setMany has the flags of its serializer', async (t) => {
    await exchange(
      t,
      [['set a 1 0 1\r\nx\r\nset c 2 0 9\r\n{"c":"d"}\r\n', 'STORED\r\nSTORED\r\n']],
      async (cache) => assert.deepEqual(await cache.setMany({ a: 'x', c: { c: 'd' } }), []),
      { defaultNoreply: false, serde: json },
    )
  })

  test('flags of the call go before those of the serializer', async (t) => {
    await exchange(
      t,
      [['set a 5 0 1\r\nx\r\nset c 5 0 9\r\n{"c":"d"}\r\n', 'STORED\r\nSTORED\r\n']],
      async (cache) => {
        assert.deepEqual(await cache.setMany({ a: 'x', c: { c: 'd' } }, { flags: 5 }), [])
      },
      { defaultNoreply: false, serde: json },
    )
  })

  test('flags of a call go on the wire with each of the commands that store', async (t) => {
    await exchange(
      t,
      [
        ['set key 5 0 1\r\nx\r\n', 'STORED\r\n'],
        ['add key 5 0 1\r\nx\r\n', 'STORED\r\n'],
        ['replace key 5 0 1\r\nx\r\n', 'STORED\r\n'],
        ['gets key\r\n', 'VALUE key 16 1 7\r\nx\r\nEND\r\n'],
        ['cas key 5 0 1 7\r\nx\r\n', 'STORED\r\n'],
      ],
      async (cache) => {
        await cache.set('key', 'x', { flags: 5 })
        await cache.add('key', 'x', { flags: 5 })
        await cache.replace('key', 'x', { flags: 5 })
        const item = await cache.gets('key')
        if (item) await cache.cas('key', 'x', item.cas, { flags: 5 })
      },
    )
  })

  test('a deserializer is given the flags of each value', async (t) => {
    await exchange(
      t,
      [['get a c\r\n', 'VALUE a 1 1\r\nx\r\nVALUE c 2 9\r\n{"c":"d"}\r\nEND\r\n']],
      async (cache) => {
        const found = await cache.getMany(['a', 'c'])
        assert.deepEqual(
          [...found],
          [
            ['a', 'x'],
            ['c', { c: 'd' }],
          ],
        )
      },
      { defaultNoreply: false, serde: json },
    )
  })

  test('what a deserializer throws reaches the caller, and the connection goes on', async (t) => {
    await exchange(
      t,
      [
        ['get a\r\n', 'VALUE a 9 1\r\nx\r\nEND\r\n'],
        ['get a\r\n', 'VALUE a 1 1\r\nx\r\nEND\r\n'],
      ],
      async (cache) => {
        await assert.rejects(cache.get('a'), new RangeError('unknown flags 9'))
        assert.equal(await cache.get('a'), 'x')
      },
      { defaultNoreply: false, serde: json },
    )
  })

  test('both functions are given the key of the caller, without prefix', async (t) => {
    const seen: Key[] = []
    await exchange(
      t,
      [
        ['set p:k 0 0 1\r\nx\r\n', 'STORED\r\n'],
        ['get p:k\r\n', 'VALUE p:k 0 1\r\nx\r\nEND\r\n'],
      ],
      async (cache) => {
        seen.length = 0
        await cache.set('k', 'x')
        assert.equal(await cache.get('k'), 'x')
        assert.deepEqual(seen, ['k', 'k'])
      },
      {
        defaultNoreply: false,
        keyPrefix: 'p:',
        serializer(key, value) {
          seen.push(key)
          return { data: String(value), flags: 0 }
        },
        deserializer(key, data) {
          seen.push(key)
          return data.toString()
        },
      },
    )
  })
})
