import assert from 'node:assert/strict'
import { brotliCompressSync, brotliDecompressSync, deflateSync, inflateSync } from 'node:zlib'
import { type Compression, IllegalInputError, MemcacheError } from '#generated/index.js'
import { settings } from '#runtime/options.js'
import type { Codec } from '#runtime/serde/codec.js'
import { BYTES, COMPRESSED, INTEGER, JSON_TEXT, TEXT } from '#runtime/serde/flags.js'
import { typed } from '#runtime/serde/typed.js'
import { client, settled } from '../support/client.js'
import { read } from '../support/decode.js'
import { anyServer } from '../support/memcached.js'
import { pymemcache } from '../support/pymemcache.js'
import { refused } from '../support/refused.js'
import { suite } from '../support/suite.js'

function codec(compression: boolean | Compression, serde = {}): Codec {
  return settings({ compression, ...serde }).codec
}

const standard = codec(true)

function written(value: unknown, by: Codec = standard): [size: number, flags: number] {
  const { data, flags } = by.serialize('key', value)
  return [Buffer.byteLength(data as string), flags]
}

function thrown(body: () => unknown): MemcacheError {
  try {
    body()
  } catch (error) {
    assert.ok(error instanceof MemcacheError, String(error))
    return error
  }
  return assert.fail('nothing was thrown')
}

suite('compression', (test) => {
  test('is off unless it is asked for, and costs nothing then', () => {
    for (const given of [undefined, {}, { compression: false }, { compression: undefined }]) {
      const off = settings(given).codec
      assert.equal(off.serialize, typed.serialize)
      assert.equal(off.read, typed.read)
    }
  })

  test('is of values of more than 400 bytes, in UTF-8', () => {
    assert.deepEqual(written('a'.repeat(400)), [400, TEXT])
    assert.equal(written('a'.repeat(401))[1], TEXT | COMPRESSED)
    assert.ok(written('a'.repeat(401))[0] < 40)
    assert.deepEqual(written('é'.repeat(200)), [400, TEXT])
    assert.equal(written('é'.repeat(201))[1], TEXT | COMPRESSED)
    assert.deepEqual(written(Buffer.alloc(400)), [400, BYTES])
    assert.deepEqual(written(new Uint8Array(401))[1], BYTES | COMPRESSED)
    assert.deepEqual(written('x'.repeat(600).split(''))[1], JSON_TEXT | COMPRESSED)
    const low = codec({ threshold: 20 })
    assert.deepEqual(written('a'.repeat(20), low), [20, TEXT])
    assert.deepEqual(written('a'.repeat(21), low)[1], TEXT | COMPRESSED)
    assert.deepEqual(written(2n ** 64n - 1n, low), [20, INTEGER])
  })

  test('is of integers of any length', () => {
    const long = 10n ** 500n
    const { data, flags } = standard.serialize('k', long)
    assert.equal(flags, INTEGER | COMPRESSED)
    assert.equal(standard.read('k', Buffer.from(data), 0, data.length, flags), long)
  })

  test('is kept where it makes a value no longer', () => {
    const sized = (size: number) =>
      codec({ compress: () => new Uint8Array(size), decompress: (data) => data })
    assert.deepEqual(written('a'.repeat(401), sized(401)), [401, TEXT | COMPRESSED])
    assert.deepEqual(written('a'.repeat(401), sized(402)), [401, TEXT])
    const noise = deflateSync(Buffer.from(Array.from({ length: 2000 }, (_, i) => (i * i) >> 3)))
    assert.deepEqual(written(noise), [noise.length, BYTES])
  })

  test('gives back what was given', () => {
    const all = codec({ threshold: 20 })
    for (const value of [
      'short',
      'a'.repeat(5000),
      'é日😀'.repeat(500),
      Buffer.alloc(5000, 'ab'),
      { list: Array.from({ length: 500 }, () => 'one') },
      10n ** 500n,
      5,
    ]) {
      for (const by of [standard, all]) {
        const { data, flags } = by.serialize('key', value)
        assert.deepEqual(read(data, flags, by), value)
      }
    }
  })

  test('is the zlib container that pymemcache writes and reads', () => {
    const { data } = standard.serialize('key', 'a'.repeat(401))
    // The header of zlib at its usual level; what follows may differ from one zlib to the next.
    assert.deepEqual([...Buffer.from(data as Uint8Array).subarray(0, 2)], [0x78, 0x9c])
    assert.equal(inflateSync(data).toString(), 'a'.repeat(401))
  })

  test('gives what pymemcache’s CompressedSerde was seen to write', () => {
    const values: Readonly<Record<string, string | Buffer>> = {
      str400: 'a'.repeat(400),
      str401: 'a'.repeat(401),
      bytes401: Buffer.alloc(401, 'a'),
      utf8_402bytes: 'é'.repeat(201),
    }
    for (const [name, { flags, hex, len }] of Object.entries(pymemcache.compressed_serde)) {
      if (hex !== null) {
        const data = Buffer.from(hex, 'hex')
        assert.equal(data.length, len)
        // What it has pickled stays bytes.
        const value = flags === 9 ? inflateSync(data) : values[name]
        assert.ok(value !== undefined, name)
        assert.deepEqual(read(data, flags, standard), value, name)
      }
      const value = values[name]
      if (value === undefined) assert.equal(flags, 9, name)
      else assert.equal(written(value)[1], flags, name)
    }
    assert.equal(Object.keys(pymemcache.compressed_serde).length, 5)
  })

  test('gives the bytes of what it does not know, decompressed', () => {
    const data = deflateSync('pickled')
    assert.deepEqual(read(data, 1 | COMPRESSED, standard), Buffer.from('pickled'))
    assert.deepEqual(read(data, (0x80000000 | COMPRESSED) >>> 0, standard), Buffer.from('pickled'))
    // A value may be kept: it takes no more room than it needs.
    const value = read(deflateSync('a'.repeat(5000)), COMPRESSED, standard) as Buffer
    assert.equal(value.buffer.byteLength, 5000)
  })

  test('is left to the reader by a client without it: it gets the compressed bytes', () => {
    const { data, flags } = standard.serialize('key', 'a'.repeat(401))
    assert.deepEqual(read(data, flags), Buffer.from(data as Uint8Array))
  })

  test('is around a serde of the user, which sees neither the bit nor the compressed bytes', () => {
    const seen: unknown[] = []
    const by = codec(true, {
      serializer: (_key: unknown, value: string) => ({ data: value, flags: 0x80000001 }),
      deserializer: (key: unknown, data: Buffer, flags: number) => {
        seen.push(key, data.toString(), flags)
        return 'read'
      },
    })
    const { data, flags } = by.serialize('key', 'a'.repeat(500))
    assert.equal(flags, 0x80000009)
    assert.equal(read(data, flags, by), 'read')
    assert.deepEqual(seen, ['key', 'a'.repeat(500), 0x80000001])
  })
})

suite('what cannot be decompressed', (test) => {
  const small = deflateSync('a'.repeat(401))

  test('is an error that says so, and does not show it', () => {
    for (const data of [
      'secret',
      '',
      small.subarray(0, -1),
      Buffer.concat([small, Buffer.from(',more')]),
      Buffer.concat([Buffer.from('more,'), small]),
      brotliCompressSync('a'.repeat(401)),
    ]) {
      const error = thrown(() => read(data, TEXT | COMPRESSED, standard))
      assert.equal(error.code, 'MEMWIRE_UNREADABLE_VALUE')
      assert.equal(error.cause, undefined)
      assert.equal(
        error.message,
        'expected the stored value to be compressed by zlib, as its flags 24 say, got other bytes; it was written with ' +
          'another algorithm or changed afterwards, as append does, or a program that uses flags in its own way wrote ' +
          'it: read it with a client without compression',
      )
    }
  })

  test('is a value that would become too long', () => {
    const exact = codec({ maxSize: 401 })
    assert.equal(read(small, TEXT | COMPRESSED, exact), 'a'.repeat(401))
    const lower = codec({ maxSize: 400 })
    const error = thrown(() => read(small, TEXT | COMPRESSED, lower))
    assert.equal(error.code, 'MEMWIRE_VALUE_TOO_LARGE')
    assert.equal(
      error.message,
      'expected a value of at most 400 bytes when decompressed, got more; raise compression.maxSize if it can be trusted',
    )
    // What it could not read again, it does not compress.
    assert.deepEqual(written('a'.repeat(401), lower), [401, TEXT])
    assert.equal(written('a'.repeat(401), exact)[1], TEXT | COMPRESSED)
  })

  test('ends before the memory does: 64 MiB are the limit', () => {
    const limit = 64 * 2 ** 20
    const bomb = deflateSync(Buffer.alloc(limit + 1))
    assert.ok(bomb.length < 70_000)
    const error = thrown(() => read(bomb, COMPRESSED, standard))
    assert.equal(error.code, 'MEMWIRE_VALUE_TOO_LARGE')
    assert.match(error.message, /at most 67108864 bytes/)
  })
})

suite('functions that compress', (test) => {
  const brotli: Compression = {
    compress: (data) => brotliCompressSync(data),
    decompress: (data, maxSize) => brotliDecompressSync(data, { maxOutputLength: maxSize }),
  }

  test('may be the user’s', () => {
    const by = codec(brotli)
    const { data, flags } = by.serialize('key', 'é'.repeat(500))
    assert.equal(brotliDecompressSync(data).toString(), 'é'.repeat(500))
    assert.equal(read(data, flags, by), 'é'.repeat(500))
    const fast = codec({ compress: (bytes) => deflateSync(bytes, { level: 1 }) })
    const { data: level1 } = fast.serialize('key', 'a'.repeat(401))
    assert.equal(read(level1, TEXT | COMPRESSED, standard), 'a'.repeat(401))
  })

  test('throw what they like', () => {
    const mine = new RangeError('mine')
    const fail = () => {
      throw mine
    }
    const by = codec({ compress: fail, decompress: fail })
    for (const body of [
      () => by.serialize('key', 'a'.repeat(401)),
      () => read('a', COMPRESSED, by),
    ])
      assert.throws(body, (error) => error === mine)
  })

  test('get bytes: what is to be decompressed as a copy that may be kept', () => {
    const kept: Buffer[] = []
    const by = codec({
      compress: (data) => {
        kept.push(data)
        return data
      },
      decompress: (data) => {
        kept.push(data)
        return data
      },
    })
    by.serialize('key', 'é'.repeat(300))
    read('text', COMPRESSED, by)
    assert.deepEqual(kept, [Buffer.from('é'.repeat(300)), Buffer.from('text')])
  })

  test('have their answers checked', () => {
    for (const [answer, message] of [
      ['text', 'a string'],
      [undefined, 'undefined'],
      [new ArrayBuffer(1), 'an ArrayBuffer'],
      [Promise.resolve(Buffer.from('a')), 'a Promise; it cannot be asynchronous'],
    ] as const) {
      const wrong = () => answer as unknown as Uint8Array
      const by = codec({ compress: wrong, decompress: wrong })
      const start = 'expected it to return a Uint8Array, got'
      assert.throws(() => by.serialize('key', 'a'.repeat(401)), {
        name: 'IllegalInputError',
        message: `compression.compress: ${start} ${message}`,
      })
      assert.throws(() => read('a', COMPRESSED, by), {
        name: 'IllegalInputError',
        message: `compression.decompress: ${start} ${message}`,
      })
    }
    const long = codec({ maxSize: 10, decompress: () => new Uint8Array(11) })
    assert.equal(thrown(() => read('a', COMPRESSED, long)).code, 'MEMWIRE_VALUE_TOO_LARGE')
  })
})

suite('the option compression', (test) => {
  test('is refused where it is wrong', () => {
    for (const [compression, message] of [
      [
        5,
        /^compression: expected true, false or an object such as \{ threshold: 1000 \}, got a number$/,
      ],
      [null, /^compression: expected true, .* got null$/],
      ['zlib', /got a string$/],
      [[], /got an array$/],
      [{ treshold: 5 }, /^compression: unknown member "treshold"; did you mean threshold\?$/],
      [{ level: 5 }, /known are threshold, maxSize, compress, decompress$/],
      [{ threshold: 0 }, /^compression\.threshold: expected a whole number from 20 to \d+, got 0$/],
      [{ threshold: Infinity }, /^compression\.threshold: .* got Infinity$/],
      [{ maxSize: 0 }, /^compression\.maxSize: expected a whole number from 1 to \d+, got 0$/],
      [{ maxSize: Number.MAX_SAFE_INTEGER + 1 }, /^compression\.maxSize: /],
      [{ compress: 'zlib' }, /^compression\.compress: expected a function, got a string$/],
      [{ decompress: null }, /^compression\.decompress: expected a function, got null$/],
    ] as const) {
      refused(() => settings({ compression }), message)
    }
  })

  test('takes members that are undefined for left out', () => {
    const by = codec({ threshold: undefined, maxSize: undefined, compress: undefined })
    assert.equal(written('a'.repeat(401), by)[1], TEXT | COMPRESSED)
  })
})

suite('flags beside compression', (test) => {
  const taken = (flags: number) =>
    new RegExp(
      `^flags: expected a number without the bit 8, which marks compressed values, got ${flags}; ` +
        'use another bit, or a client without compression$',
    )

  test('that mark a value as compressed are refused', () => {
    for (const flags of [8, 9, 0xffffffff]) {
      const by = codec(true, { serializer: (_key: unknown, data: string) => ({ data, flags }) })
      refused(() => by.serialize('key', 'short'), taken(flags))
      refused(() => by.serialize('key', 'a'.repeat(500)), taken(flags))
      refused(() => standard.serialize('key', 'short', flags), taken(flags))
    }
  })

  test('of a call leave the bytes as the serializer gave them', async (t) => {
    const server = await anyServer(t)
    const cache = client(t, server, { defaultNoreply: false, compression: true })
    const plain = client(t, server)
    const text = 'a'.repeat(500)
    await t.until('set', cache.set('chosen', text, { flags: 4 }))
    assert.deepEqual(await t.until('get', plain.get('chosen')), Buffer.from(text))
    await t.until('setMany', cache.setMany({ chosen: `${text}b` }, { flags: TEXT }))
    assert.equal(await t.until('get', plain.get('chosen')), `${text}b`)
    const error = await t.until('the refusal', settled(cache.set('chosen', text, { flags: 9 })))
    assert.ok(error instanceof IllegalInputError)
    assert.match(error.message, taken(9))
    assert.equal(await t.until('get', plain.get('chosen')), `${text}b`)
    await t.until('undefined', cache.set('chosen', text, { flags: undefined }))
    assert.deepEqual(await t.until('get', plain.get('chosen')), deflateSync(text))
  })
})

suite('a client that compresses', (test) => {
  test('stores 5 MB that compress well', async (t) => {
    const cache = client(t, await anyServer(t), { defaultNoreply: false, compression: true })
    const value = 'memcached '.repeat(500_000)
    assert.equal(await t.until('set', cache.set('large', value)), true)
    assert.equal(await t.until('get', cache.get('large')), value)
  })

  test('writes less, reads what it wrote, and counts', async (t) => {
    const server = await anyServer(t)
    const cache = client(t, server, { defaultNoreply: false, compression: true })
    const plain = client(t, server)
    const users = { a: Array(200).fill('Ada'), b: 'x'.repeat(100_000), c: 'short' }
    assert.deepEqual(await t.until('setMany', cache.setMany(users)), [])
    assert.deepEqual(
      await t.until('getMany', cache.getMany(['a', 'b', 'c'])),
      new Map(Object.entries(users)),
    )
    assert.deepEqual((await t.until('gets', cache.gets('b')))?.value, users.b)
    const raw = (await t.until('get', plain.get('b'))) as Buffer
    assert.ok(raw.length < 200, String(raw.length))
    assert.equal(await t.until('get', plain.get('c')), 'short')
    await t.until('set', cache.set('count', 99))
    assert.equal(await t.until('incr', cache.incr('count', 1)), 100)
    assert.equal(await t.until('get', cache.get('count')), 100)
  })

  test('sends what is appended as it is, and finds a compressed value spoilt by it', async (t) => {
    const cache = client(t, await anyServer(t), { defaultNoreply: false, compression: true })
    await t.until('set', cache.set('log', 'short'))
    const line = ','.repeat(1000)
    assert.equal(await t.until('append', cache.append('log', line)), true)
    assert.equal(await t.until('get', cache.get('log')), `short${line}`)

    for (const change of ['append', 'prepend'] as const) {
      await t.until('set', cache.set('log', 'a'.repeat(1000)))
      assert.equal(await t.until(change, cache[change]('log', line)), true)
      const [lost, fine] = await t.until(
        'the values',
        Promise.all([settled(cache.get('log')), settled(cache.get('count'))]),
      )
      assert.ok(lost instanceof MemcacheError, change)
      assert.equal(lost.code, 'MEMWIRE_UNREADABLE_VALUE')
      assert.equal(lost.command, 'get')
      assert.ok(!(fine instanceof Error), 'the connection goes on')
    }
  })
})
