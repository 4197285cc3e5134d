import assert from 'node:assert/strict'
import { codecOf, codecOfFunctions } from '#runtime/serde/custom.js'
import { INTEGER, TEXT } from '#runtime/serde/flags.js'
import { client, settled } from '../support/client.js'
import { read } from '../support/decode.js'
import { anyServer } from '../support/memcached.js'
import { refused } from '../support/refused.js'
import { suite } from '../support/suite.js'

suite('a serde of the user', (test) => {
  const json = {
    serialize: (key: unknown, value: unknown) => ({
      data: `${key} ${JSON.stringify(value)}`,
      flags: 7,
    }),
    deserialize: (key: unknown, data: Buffer, flags: number) => ({ key, data, flags }),
  }

  test('is called as the object that it is, with the caller’s key and a copy', () => {
    const codec = codecOf(
      new (class {
        #flags = 9
        serialize(key: unknown, value: unknown) {
          return { data: Buffer.from(`${key}=${value}`), flags: this.#flags }
        }
        deserialize(key: unknown, data: Buffer, flags: number) {
          return { key, data, flags, own: this.#flags }
        }
      })(),
    )
    assert.deepEqual(codec.serialize('key', 1), { data: Buffer.from('key=1'), flags: 9 })
    assert.deepEqual(read('text', 3, codec), {
      key: 'key',
      data: Buffer.from('text'),
      flags: 3,
      own: 9,
    })
  })

  test('may be half of one: the other half is the default', () => {
    const writing = codecOfFunctions(json.serialize, undefined)
    assert.deepEqual(writing.serialize('key', 1), { data: 'key 1', flags: 7 })
    assert.equal(read('5', INTEGER, writing), 5)
    const reading = codecOfFunctions(undefined, json.deserialize)
    assert.deepEqual(reading.serialize('key', 5), { data: '5', flags: INTEGER })
    assert.deepEqual(read('5', INTEGER, reading), {
      key: 'key',
      data: Buffer.from('5'),
      flags: INTEGER,
    })
    assert.equal(
      codecOfFunctions(undefined, undefined).read('key', Buffer.from('a'), 0, 1, TEXT),
      'a',
    )
  })

  test('gets a buffer of its own as it is', () => {
    const codec = codecOfFunctions(undefined, (_key, data) => data)
    const own = Buffer.from('abc\r\n')
    assert.equal((codec.read('key', own, 0, 3, 0, true) as Buffer).buffer, own.buffer)
  })

  test('throws what it likes', () => {
    const mine = new RangeError('mine')
    const fail = () => {
      throw mine
    }
    const codec = codecOfFunctions(fail, fail)
    assert.throws(
      () => codec.serialize('key', 1),
      (error) => error === mine,
    )
    assert.throws(
      () => read('a', 0, codec),
      (error) => error === mine,
    )
  })

  test('gives the value itself, not the promise of one', async (t) => {
    const then = () => {}
    for (const [answer, got] of [
      [Promise.resolve(1), 'a Promise; it cannot be asynchronous'],
      [{ then }, 'an object with a method then'],
      [Object.assign(() => 1, { then }), 'a function with a method then'],
    ] as const) {
      assert.throws(
        () =>
          read(
            'a',
            0,
            codecOfFunctions(undefined, () => answer),
          ),
        {
          name: 'IllegalInputError',
          message: `deserializer: expected it to return the value itself, got ${got}`,
        },
      )
    }
    for (const value of [null, undefined, JSON.parse('{"then":1}'), () => 1])
      assert.equal(
        read(
          'a',
          0,
          codecOfFunctions(undefined, () => value),
        ),
        value,
      )
    const deserializer = () => new Promise<never>(() => {})
    const cache = client(t, await anyServer(t), { defaultNoreply: false, deserializer })
    await cache.set('k', 'v')
    for (const call of [cache.get('k'), cache.getMany(['k']), cache.gets('k')])
      assert.match(String(await t.until('the refusal', settled(call))), /got a Promise/)
  })

  test('may reject a promise that is refused: that harms nobody', async (t) => {
    const rejected = async () => Promise.reject(new Error('mine'))
    const codec = codecOfFunctions(rejected as never, rejected)
    refused(() => codec.serialize('key', 1), /got a Promise; it cannot be asynchronous$/)
    refused(() => read('a', 0, codec), /got a Promise; it cannot be asynchronous$/)
    const compression = { threshold: 20, compress: rejected, decompress: rejected } as never
    const server = await anyServer(t)
    const cache = client(t, server, { defaultNoreply: false, compression })
    const text = 'x'.repeat(100)
    assert.match(String(await settled(cache.set('k', text))), /compress: .* got a Promise/)
    const zlib = client(t, server, { defaultNoreply: false, compression: { threshold: 20 } })
    await zlib.set('k', text)
    assert.match(String(await settled(cache.get('k'))), /decompress: .* got a Promise/)
    // An unhandled rejection would be told, and fail this test, before the next turn.
    await new Promise(setImmediate)
  })

  test('has its answer checked', () => {
    for (const [answer, message] of [
      [undefined, /^serializer: expected it to return \{ data, flags \}, got undefined$/],
      ['text', /got a string$/],
      [null, /got null$/],
      [Promise.resolve({ data: '', flags: 0 }), /got a Promise; it cannot be asynchronous$/],
      [{}, /expected data to be a string or a Uint8Array, got undefined$/],
      [{ data: 5, flags: 0 }, /expected data to be a string or a Uint8Array, got a number$/],
      [{ data: ['a'], flags: 0 }, /got an array$/],
      [{ data: 'a\ud800', flags: 0 }, /^serializer: data: expected whole characters/],
      [{ data: 'a' }, /expected flags to be a whole number from 0 to 4294967295, got undefined$/],
      [{ data: 'a', flags: -1 }, /got -1$/],
      [{ data: 'a', flags: 1.5 }, /got 1.5$/],
      [{ data: 'a', flags: 2 ** 32 }, /got 4294967296$/],
      [{ data: 'a', flags: '1\r\n' }, /got the string "1\\r\\n"$/],
      [{ data: 'a', flags: true }, /got true$/],
    ] as const) {
      refused(() => codecOfFunctions(() => answer as never, undefined).serialize('key', 1), message)
    }
  })
})
