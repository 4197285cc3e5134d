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

  test('gives each typed array a memory that no other value shares, wherever it lies', () => {
    const views = {
      bytes: Uint8Array.of(1, 2, 3),
      buffer: Buffer.from('abc'),
      floats: Float64Array.of(1.5, 2.5),
      view: new DataView(Uint8Array.of(1, 2, 3, 4).buffer, 1, 2),
      bigs: BigInt64Array.of(7n),
    }
    for (let shift = 1; shift <= 8; shift++) {
      const { data, flags } = codec.serialize('key', { ['p'.repeat(shift)]: 1, ...views })
      const result = read(data, flags, codec) as typeof views
      for (const name of ['bytes', 'buffer', 'floats', 'view', 'bigs'] as const) {
        assert.deepStrictEqual(result[name], views[name])
        assert.equal(result[name].buffer.byteLength, views[name].byteLength, name)
      }
    }
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

  test('passes on a RangeError of a getter, at once or behind something that is in the way', () => {
    const mine = new RangeError('mine')
    for (const value of [
      {
        get a() {
          throw mine
        },
      },
      {
        get a(): unknown {
          throw mine
        },
        b: () => 1,
      },
    ]) {
      assert.throws(
        () => serde.serialize('key', value),
        (error) => error === mine,
      )
    }
  })

  test('refuses what looks like a plain object and is none', () => {
    const proxy = new Proxy({}, { get: () => assert.fail('a trap was called') })
    const revocable = Proxy.revocable({}, {})
    revocable.revoke()
    const given = (function (..._: unknown[]) {
      // biome-ignore lint/complexity/noArguments: it is what is refused.
      return arguments
    })(1)
    for (const [value, where, what] of [
      [proxy, 'value', 'a Proxy'],
      [{ a: [proxy] }, 'value.a[0]', 'a Proxy'],
      [{ a: revocable.proxy }, 'value.a', 'a Proxy'],
      [{ a: { given } }, 'value.a.given', 'an arguments object'],
      [{ a: [{}, { environment: process.env }] }, 'value.a[1].environment', 'an object'],
    ] as const) {
      const message = `${where}: expected data that structuredClone can copy, got ${what}; leave it out, or give the client a serde for it`
      assert.throws(() => serde.serialize('key', value), { name: 'IllegalInputError', message })
    }
  })

  test('refuses what could not be read again: too many levels, and errors that are their own cause', () => {
    const deep =
      'value: expected data that structuredClone can copy, got more levels than the stack; flatten it'
    const wraps: readonly ((inner: unknown) => unknown)[] = [
      (inner) => ({ a: inner }),
      (inner) => [inner],
      (inner) => new Map([[1, inner]]),
      (inner) => new Map([[inner, 1]]),
      (inner) => new Set([inner]),
    ]
    const reached = { stored: 0, refused: 0 }
    for (const wrap of wraps) {
      let value: unknown = null
      for (let levels = 1; levels <= 8000; levels++) {
        value = wrap(value)
        if (levels % 100 > 0) continue
        try {
          const { data, flags } = serde.serialize('key', value)
          serde.deserialize('key', data as Buffer, flags)
          reached.stored++
        } catch (error) {
          assert.equal((error as Error).message, deep)
          reached.refused++
        }
      }
    }
    assert.ok(reached.stored > 50 && reached.refused > 50, JSON.stringify(reached))
    const own: Error & { cause?: unknown } = new Error('secret')
    own.cause = own
    const holder: Record<string, unknown> = {}
    holder['failed'] = [new Error('secret', { cause: holder })]
    for (const [value, where] of [
      [own, 'value'],
      [{ a: [new Map([[1, own]])] }, 'value.a[0] (an entry)'],
    ] as const) {
      assert.throws(() => serde.serialize('key', value), {
        name: 'IllegalInputError',
        message: `${where}: expected an error that V8 reads again, got one whose cause leads back to it; leave the cause out`,
      })
    }
    const held = (back(holder) as { failed: Error[] }).failed[0] as Error
    assert.deepStrictEqual(Object.keys(held.cause as object), ['failed'])
    const caused = new Error('mine', { cause: new TypeError('inner') })
    assert.equal(((back({ caused }) as { caused: Error }).caused.cause as Error).message, 'inner')
    // Every level twice: as many ways through it as no memory holds.
    let lattice: unknown = []
    for (let i = 0; i < 100; i++) lattice = [lattice, lattice]
    assert.deepStrictEqual((back(lattice) as unknown[]).length, 2)
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
    const expected =
      'expected the stored value to be serialized by V8, as its flags 872415232 say, got other bytes; '
    for (const data of [
      Buffer.alloc(0),
      whole.subarray(0, 1),
      whole.subarray(0, 2),
      Buffer.from('{"a":1}'),
      Buffer.concat([whole, Buffer.from(',more')]),
      Buffer.concat([Buffer.from('more,'), whole]),
    ]) {
      unreadable(
        data,
        `${expected}it was cut or changed after it was written, as append does: write it anew`,
      )
    }
    const deep = Buffer.concat([
      whole.subarray(0, 2),
      Buffer.from('4101'.repeat(100_000), 'hex'),
      Buffer.from('30'),
    ])
    for (const data of [whole.subarray(0, -1), deep]) {
      unreadable(
        data,
        `${expected}it was damaged, or has more levels than the stack of this program: write it anew`,
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
