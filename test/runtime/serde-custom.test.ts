import assert from 'node:assert/strict'
import { codecOf, codecOfFunctions } from '#runtime/serde/custom.js'
import { INTEGER, TEXT } from '#runtime/serde/flags.js'
import { read } from '../support/decode.js'
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
