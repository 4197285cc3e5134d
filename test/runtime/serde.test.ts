import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { IllegalInputError, MemcacheError } from '#runtime/errors.js'
import { BYTES, CLONE, COMPRESSED, INTEGER, JSON_TEXT, TEXT } from '#runtime/serde/flags.js'
import { typed } from '#runtime/serde/typed.js'
import { read } from '../support/decode.js'
import { pymemcache } from '../support/pymemcache.js'
import { refused } from '../support/refused.js'
import { root } from '../support/root.js'
import { suite } from '../support/suite.js'

interface Stored {
  readonly client: string
  readonly type: string
  readonly flags: number
  readonly bytes: number
  readonly hex: string
}

/** What other clients were seen to store; of long values the first bytes only. */
const others: readonly Stored[] = JSON.parse(
  readFileSync(join(root, 'test/data/flags-vectors.json'), 'utf8'),
)

function stored(value: unknown): [string, number] {
  const { data, flags } = typed.serialize('key', value)
  return [typeof data === 'string' ? data : Buffer.from(data).toString('latin1'), flags]
}

function back(value: unknown): unknown {
  const { data, flags } = typed.serialize('key', value)
  return read(data, flags)
}

function unreadable(data: string | Uint8Array, flags: number, message: RegExp): void {
  assert.throws(
    () => read(data, flags),
    (error: unknown) => {
      assert.ok(error instanceof MemcacheError)
      assert.match(error.message, message)
      assert.equal(error.cause, undefined)
      return true
    },
  )
}

suite('the default serde', (test) => {
  test('writes bytes, text and integers as pymemcache does, the rest as JSON', () => {
    assert.deepEqual(stored(Buffer.from('\0\xff', 'latin1')), ['\0\xff', BYTES])
    assert.deepEqual(stored(new Uint8Array([1, 2]).subarray(1)), ['\x02', BYTES])
    assert.deepEqual(stored('é'), ['é', TEXT])
    assert.deepEqual(stored(''), ['', TEXT])
    assert.deepEqual(stored(-5), ['-5', INTEGER])
    assert.deepEqual(stored(2n ** 70n), ['1180591620717411303424', INTEGER])
    assert.deepEqual(stored(null), ['null', JSON_TEXT])
    assert.deepEqual(stored(1.5), ['1.5', JSON_TEXT])
    assert.deepEqual(stored({ a: [1, true, null] }), ['{"a":[1,true,null]}', JSON_TEXT])
    assert.deepEqual([BYTES, TEXT, INTEGER], [0, 16, 2])
  })

  test('gives back what it was given', () => {
    const values = [
      '',
      'text',
      'é日😀',
      '\ufffd',
      '\ufeff',
      'x'.repeat(5000),
      'abcdefg'.repeat(40_000),
      'x'.repeat(100_000),
      `${'y'.repeat(100_001)}é`,
      'é'.repeat(5000),
      '日😀'.repeat(3000),
      `${'x'.repeat(1023)}é`,
      0,
      1,
      -1,
      999_999_999_999_999,
      1e15,
      Number.MAX_SAFE_INTEGER,
      Number.MIN_SAFE_INTEGER,
      2 ** 53,
      1e21,
      1.5,
      -0.1,
      5e-324,
      Number.MAX_VALUE,
      2n ** 53n,
      2n ** 64n - 1n,
      -(2n ** 70n),
      null,
      true,
      false,
      [],
      {},
      [[], {}, null, 'é\u2028'],
      { 'a b': { '': [0.5, '\ud800'] } },
      JSON.parse('{"__proto__":{"a":1}}'),
    ]
    for (const value of values) assert.deepStrictEqual(back(value), value)
  })

  test('gives back any data that JSON gives back, and refuses other data', () => {
    const data = fc.oneof(fc.jsonValue({ stringUnit: 'binary' }), fc.anything())
    const reached = { given: 0, refused: 0 }
    fc.assert(
      fc.property(data, (value) => {
        let result: unknown
        try {
          result = back(value)
        } catch (error) {
          assert.ok(error instanceof IllegalInputError, String(error))
          reached.refused++
          return
        }
        assert.deepEqual(result, value)
        reached.given++
      }),
      { numRuns: 300 },
    )
    assert.ok(reached.given > 50 && reached.refused > 10, JSON.stringify(reached))
  })

  test('gives bytes that may be kept, as a Buffer', () => {
    const value = back(Uint8Array.of(1, 2, 255))
    assert.ok(Buffer.isBuffer(value))
    assert.deepEqual([...value], [1, 2, 255])
    const own = Buffer.from('abc\r\n')
    const view = typed.read('key', own, 0, 3, BYTES, true) as Buffer
    assert.equal(view.buffer, own.buffer)
    assert.equal(view.toString(), 'abc')
  })

  test('gives small bigints back as the number that they are', () => {
    assert.equal(back(5n), 5)
    assert.equal(back(2n ** 53n - 1n), 2 ** 53 - 1)
  })

  test('reads integers with spaces around, as counters that got shorter have', () => {
    for (const [text, value] of [
      ['99 ', 99],
      [' 99', 99],
      ['\t99\r\n', 99],
      ['+5', 5],
      ['-0', 0],
      ['007', 7],
      ['-9007199254740991', -9007199254740991],
      ['-9007199254740992', -9007199254740992n],
      ['0000000000000000000001', 1],
      ['18446744073709551615 ', 18446744073709551615n],
    ] as const) {
      assert.ok(Object.is(read(text, INTEGER), value), text)
    }
  })

  test('throws on values that are not what their flags say, and does not show them', () => {
    for (const text of [
      '',
      ' ',
      '-',
      '+',
      '1.5',
      '1e3',
      '0x1',
      '1 2',
      '--1',
      '1_000',
      'secret',
      '١',
    ]) {
      unreadable(
        text,
        INTEGER,
        /^expected the stored value to be an integer, as its flags 2 say, got other bytes; a program .* deserializer/,
      )
    }
    for (const bytes of ['ff', 'c3', 'c3c3', 'eda080', 'f8808080']) {
      unreadable(Buffer.from(bytes, 'hex'), TEXT, /text in UTF-8/)
      unreadable(Buffer.from(bytes + '61'.repeat(2000), 'hex'), TEXT, /text in UTF-8/)
    }
    unreadable(
      '{"secret',
      JSON_TEXT,
      /to be JSON, as its flags 1241513984 say, got other bytes; (?!.*secret)/,
    )
    unreadable('', JSON_TEXT, /JSON/)
    unreadable(Uint8Array.of(0x22, 0xff, 0x22), JSON_TEXT, /JSON in UTF-8/)
  })

  test('gives bytes where the flags are nobody’s that it knows', () => {
    for (const flags of [1, 3, 4, 8, 18, 24, 32, 256, 4294967295, JSON_TEXT + 8]) {
      const value = read('text', flags)
      assert.ok(Buffer.isBuffer(value), String(flags))
      assert.equal(value.toString(), 'text')
    }
  })

  test('refuses what would not come back, and names it', () => {
    class User {}
    for (const [value, message] of [
      [
        undefined,
        /^value: expected data that comes back as it is, got undefined, .*; leave it out, or use null$/,
      ],
      [() => 1, /got a function, .*; leave it out$/],
      [Symbol('a'), /got a symbol/],
      [NaN, /got NaN/],
      [Infinity, /got Infinity/],
      [-Infinity, /got -Infinity/],
      [-0, /got a negative zero, .*; use 0$/],
      [new Map(), /got a Map, .*; use an array of its entries$/],
      [new Set(), /got a Set/],
      [new Date(), /got a Date, .*; use toISOString\(\)$/],
      [/a/, /got a RegExp/],
      [new Error('a'), /got an Error/],
      [new User(), /got a User, .*; use a plain object, or give the client a serde for it$/],
      [Promise.resolve(), /got a Promise/],
      [Object(5), /got a Number/],
      [Object.create({ inherited: 1 }), /got an object/],
      [new (class Stack extends Array {})(), /got an array/],
      [new Float64Array(1), /^value: expected bytes as a Uint8Array, got a Float64Array/],
      [new ArrayBuffer(1), /^value: expected bytes as a Uint8Array, got an ArrayBuffer/],
      ['a\ud800', /^value: expected whole characters, .* half of a surrogate pair/],
    ] as const) {
      refused(() => typed.serialize('key', value), message)
    }
  })

  test('refuses at any depth what JSON would drop or change, and says where', () => {
    for (const [value, message] of [
      [{ a: undefined }, /^value\.a: .* got undefined/],
      [[undefined], /^value\[0\]: .* got undefined/],
      [new Array(1), /^value\[0\]: .* got undefined/],
      [{ a: { b: [1, { 'c d': NaN }] } }, /^value\.a\.b\[1\]\["c d"\]: .* got NaN/],
      [{ a: -0 }, /^value\.a: .* got a negative zero/],
      [[5n], /^value\[0\]: .* got a bigint, .*; use String\(…\)$/],
      [{ at: new Date() }, /^value\.at: .* got a Date/],
      [{ m: new Map() }, /^value\.m: .* got a Map/],
      [{ b: Buffer.from('secret') }, /^value\.b: .* got a Buffer(?!.*secret)/],
      [{ toJSON: () => 1 }, /^value\.toJSON: .* got a function/],
      [[{ f() {} }], /^value\[0\]\.f: .* got a function/],
    ] as const) {
      refused(() => typed.serialize('key', value), message)
    }
  })

  test('refuses circles and what is too deep, and takes one object twice', () => {
    const circle: { again?: unknown } = {}
    circle.again = [circle]
    refused(
      () => typed.serialize('key', circle),
      /^value\.again\[0\]: .* got an object that holds itself/,
    )
    let deep: unknown[] = []
    for (let i = 0; i < 100_000; i++) deep = [deep]
    refused(() => typed.serialize('key', deep), /more levels than the stack/)
    const shared = { a: 1 }
    assert.deepEqual(back([shared, shared]), [shared, shared])
  })

  test('lets an error of a getter through', () => {
    const mine = new TypeError('mine')
    const value = {
      get a() {
        throw mine
      },
    }
    assert.throws(
      () => typed.serialize('key', value),
      (error) => error === mine,
    )
  })

  test('passes on a RangeError of a getter', () => {
    const mine = new RangeError('mine')
    const value = {
      get a() {
        throw mine
      },
    }
    for (const given of [value, [{ value }]]) {
      assert.throws(
        () => typed.serialize('key', given),
        (error) => error === mine,
      )
    }
  })

  test('takes a proxy of data for its data, and refuses one that was revoked', () => {
    assert.deepEqual(back(new Proxy({ a: [new Proxy([1], {})] }, {})), { a: [[1]] })
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    const message =
      'expected data that comes back as it is, got a Proxy, which JSON would drop or change; use what it was made of'
    for (const [value, where] of [
      [proxy, 'value'],
      [{ a: [proxy] }, 'value.a[0]'],
    ] as const) {
      assert.throws(() => typed.serialize('key', value), {
        name: 'IllegalInputError',
        message: `${where}: ${message}`,
      })
    }
  })

  test('takes plain objects of another realm and without a prototype', () => {
    assert.deepEqual(stored(runInNewContext('({ a: [1] })')), ['{"a":[1]}', JSON_TEXT])
    assert.deepEqual(stored(Object.assign(Object.create(null), { a: 1 })), ['{"a":1}', JSON_TEXT])
    refused(() => typed.serialize('key', runInNewContext('new Date()')), /got a Date/)
  })
})

suite('flags of other clients', (test) => {
  for (const [what, ours] of [
    ['JSON', JSON_TEXT],
    ['structured clone', CLONE],
  ] as const) {
    test(`are never those of our ${what}, bit by bit`, () => {
      assert.ok(others.length > 190)
      for (const { client, type, flags } of others) {
        assert.notEqual(flags, ours)
        // Clients look at single bits: none of theirs is set in ours.
        assert.equal(flags & ours, 0, `${client} ${type}`)
      }
      // PHP keeps 16 bits for its types, mcrouter 4 more for itself; Java reads a signed number.
      assert.equal(ours & 0xfffff, 0)
      assert.ok(ours > 0 && ours <= 0x7fffffff)
      assert.equal(ours & (COMPRESSED | TEXT | INTEGER), 0)
    })
  }

  test('of ours have no bit in common', () => assert.equal(JSON_TEXT & CLONE, 0))

  test("are read as pymemcache's where they are the same, else given as bytes or refused", () => {
    for (const { client, type, flags, hex, bytes } of others) {
      const data = Buffer.from(hex, 'hex')
      if (data.length !== bytes) continue
      const what = `${client} ${type}`
      let value: unknown
      try {
        value = read(data, flags)
      } catch (error) {
        assert.ok(error instanceof MemcacheError, what)
        assert.ok(flags === TEXT || flags === INTEGER, what)
        assert.ok(!/^(pymemcache|python-memcached)/.test(client), what)
        continue
      }
      if (flags === TEXT && Buffer.isBuffer(value)) assert.fail(what)
      if (flags === TEXT) assert.equal(value, data.toString(), what)
      else if (flags === INTEGER) assert.equal(String(value), data.toString(), what)
      else assert.deepEqual(value, data, what)
    }
  })

  test('of pymemcache give the values that it wrote', () => {
    let integers = 0
    for (const [name, { flags, hex }] of Object.entries(pymemcache.pickle_serde)) {
      if (hex === undefined) continue
      const data = Buffer.from(hex, 'hex')
      const value = read(data, flags)
      if (flags === BYTES) assert.deepEqual(value, data, name)
      if (flags === TEXT) assert.equal(value, data.toString(), name)
      if (flags !== INTEGER) continue
      assert.equal(BigInt(value as number), BigInt(data.toString()), name)
      assert.deepEqual(stored(value), [data.toString(), INTEGER], name)
      integers++
    }
    assert.ok(integers > 1)
  })

  test('that say pickle give the bytes, whatever its version', () => {
    let pickles = 0
    for (const [name, { flags, hex, ...versions }] of Object.entries(pymemcache.pickle_serde)) {
      for (const [version, text] of Object.entries(versions)) {
        if (!version.startsWith('pickle_p')) continue
        assert.equal(flags, 1, name)
        const data = Buffer.from(text as string, 'hex')
        assert.deepEqual(read(data, flags), data, `${name} ${version}`)
        pickles++
      }
    }
    assert.ok(pickles > 50, String(pickles))
  })
})
