import assert from 'node:assert/strict'
import { serialize } from 'node:v8'
import { MemcacheError, structuredCloneSerde } from '#generated/index.js'
import { settings } from '#runtime/options.js'
import { BYTES, CLONE, INTEGER, JSON_TEXT, TEXT } from '#runtime/serde/flags.js'
import { client, settled } from '../support/client.js'
import { read } from '../support/decode.js'
import { anyServer } from '../support/memcached.js'
import { refused } from '../support/refused.js'
import { suite } from '../support/suite.js'

const serde = structuredCloneSerde()
const { codec } = settings({ serde })

function back(value: unknown): unknown {
  const { data, flags } = codec.serialize('key', value)
  return read(data, flags, codec)
}

function unreadable(data: Uint8Array, message: string): void {
  assert.throws(
    () => read(data, CLONE, codec),
    (error: unknown) => {
      assert.ok(error instanceof MemcacheError, String(error))
      assert.equal(error.code, 'MEMWIRE_UNREADABLE_VALUE')
      assert.equal(error.message, message)
      assert.equal(error.cause, undefined)
      return true
    },
  )
}

suite('the structured-clone serde', (test) => {
  test('writes bytes, text and integers as the default does', () => {
    for (const [value, data, flags] of [
      ['é', 'é', TEXT],
      [-5, '-5', INTEGER],
      [2n ** 70n, '1180591620717411303424', INTEGER],
      [Buffer.from('a'), Buffer.from('a'), BYTES],
    ] as const) {
      assert.deepEqual(serde.serialize('key', value), { data, flags })
      assert.deepEqual(back(value), value)
    }
    refused(() => serde.serialize('key', 'a\ud800'), /^value: expected whole characters/)
  })

  test('gives back what JSON could not', () => {
    const circle: { self?: unknown; at: Date } = { at: new Date(0) }
    circle.self = circle
    for (const value of [
      undefined,
      null,
      true,
      1.5,
      -0,
      NaN,
      2 ** 60,
      new Date(5),
      new Map([[{ a: 1 }, new Set([1n])]]),
      /a+/gi,
      [undefined, ...new Array(1), 'half \ud800'],
      new Array(2),
      { a: undefined, b: { c: 10n } },
      new Float64Array([0.5]),
      new Uint8Array([1]).buffer,
      { bytes: Buffer.from('abc') },
      new TypeError('mine'),
      circle,
    ]) {
      const { data, flags } = codec.serialize('key', value)
      assert.equal(flags, CLONE)
      assert.deepStrictEqual(read(data, flags, codec), value)
    }
  })

  test('gives typed arrays a memory that no other value shares', () => {
    const { data, flags } = codec.serialize('key', { bytes: Uint8Array.of(1, 2, 3) })
    const { bytes } = read(data, flags, codec) as { bytes: Uint8Array }
    assert.deepEqual([...bytes], [1, 2, 3])
    assert.equal(bytes.buffer.byteLength, data.length)
  })

  test('reads what the default serde wrote, and gives the bytes of the rest', () => {
    assert.deepEqual(read('{"a":1}', JSON_TEXT, codec), { a: 1 })
    assert.deepEqual(read('pickle', 1, codec), Buffer.from('pickle'))
    // A client without it gets bytes, not an error.
    assert.deepEqual(read(serialize({}), CLONE), serialize({}))
  })

  test('refuses what cannot be cloned, and says where it is', () => {
    const circle: Record<string, unknown> = { b: {} }
    Object.assign(circle['b'] as object, { back: circle })
    circle['f'] = () => 'secret'
    class Holder {
      readonly held = new WeakMap()
    }
    for (const [value, where, what] of [
      [() => 'secret', 'value', 'a function'],
      [Symbol('secret'), 'value', 'a symbol'],
      [Promise.resolve(), 'value', 'a Promise'],
      [new WeakMap(), 'value', 'a WeakMap'],
      [new Blob(['secret']), 'value', 'a Blob'],
      [new SharedArrayBuffer(1), 'value', 'a SharedArrayBuffer'],
      [{ a: [1, { 'c d': () => 1 }] }, 'value.a[1]["c d"]', 'a function'],
      [new Map([[1, { f: Symbol('x') }]]), 'value (an entry).f', 'a symbol'],
      [new Map([[() => 1, 1]]), 'value (a key)', 'a function'],
      [new Set([() => 1]), 'value (an element)', 'a function'],
      [new Holder(), 'value.held', 'a WeakMap'],
      [circle, 'value.f', 'a function'],
    ] as const) {
      const message = `${where}: expected data that structuredClone can copy, got ${what}; leave it out, or give the client a serde for it`
      assert.throws(() => serde.serialize('key', value), { name: 'IllegalInputError', message })
    }
    let deep: unknown[] = []
    for (let i = 0; i < 1_000_000; i++) deep = [deep]
    refused(
      () => serde.serialize('key', deep),
      /^value: expected data that structuredClone can copy, got more levels than the stack; flatten it$/,
    )
  })

  test('lets an error of a getter through', () => {
    const mine = new TypeError('mine')
    const value = {
      get a() {
        throw mine
      },
    }
    assert.throws(
      () => serde.serialize('key', value),
      (error) => error === mine,
    )
  })

  test('reads older formats and refuses newer ones, with both versions', () => {
    const now = serialize(0)[1] as number
    // As Node.js 16 wrote `{ a: [1, 'é'] }`.
    const node16 = Buffer.from('ff0d6f220161410249022201e92400027b01', 'hex')
    assert.deepEqual(read(node16, CLONE, codec), { a: [1, 'é'] })
    const newer = serialize({ a: 1 })
    newer[1] = now + 1
    unreadable(
      newer,
      `expected a value in V8's serialization format ${now} or older, which Node.js ${process.version} reads, got ` +
        `format ${now + 1}; a newer Node.js wrote it: update this one, or write and read with one version`,
    )
  })

  test('refuses what V8 has not serialized, or what was changed', () => {
    const whole = serialize({ a: 'b'.repeat(100) })
    for (const data of [
      Buffer.alloc(0),
      whole.subarray(0, 1),
      whole.subarray(0, 2),
      whole.subarray(0, -1),
      Buffer.from('{"a":1}'),
      Buffer.concat([whole, Buffer.from(',more')]),
      Buffer.concat([Buffer.from('more,'), whole]),
    ]) {
      unreadable(
        data,
        'expected the stored value to be serialized by V8, as its flags 872415232 say, got other bytes; it was cut or ' +
          'changed after it was written, as append does: write it anew',
      )
    }
  })

  test('works in a client, with compression too', async (t) => {
    const server = await anyServer(t)
    const value = {
      at: new Date(0),
      tags: new Set(Array.from({ length: 200 }, (_, i) => `tag ${i}`)),
    }
    for (const compression of [false, true]) {
      const cache = client(t, server, { defaultNoreply: false, serde, compression })
      assert.equal(await t.until('set', cache.set('clone', value)), true)
      assert.deepEqual(await t.until('get', cache.get('clone')), value)
      const error = await t.until('the refusal', settled(cache.set('clone', () => 1)))
      assert.match(String(error), /^IllegalInputError: value: expected data that structuredClone/)
    }
  })
})
