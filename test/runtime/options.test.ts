import assert from 'node:assert/strict'
import { settings } from '#runtime/options.js'
import { refused } from '../support/refused.js'
import { suite } from '../support/suite.js'

suite('options', (test) => {
  test('have defaults', () => {
    const { codec, ...plain } = settings()
    assert.deepEqual(plain, {
      connectTimeout: 1000,
      timeout: 1000,
      noDelay: true,
      keepAlive: 60_000,
      tls: undefined,
      auth: undefined,
      assume: undefined,
      keyPrefix: '',
      distribution: 'pymemcache',
      hashTag: undefined,
      allowUnicodeKeys: false,
      defaultNoreply: true,
      onNoreplyError: undefined,
      errorsAsMisses: false,
      retry: false,
      failover: 'rehash',
      retryAttempts: 2,
      retryTimeout: 1000,
      deadTimeout: 60_000,
      flushOnReturn: false,
      maxPending: 100_000,
    })
    assert.equal(codec.serialize('key', 'text').flags, 16)
  })

  test('are taken over, and cannot be changed afterwards', () => {
    const given = {
      connectTimeout: 1,
      timeout: 0,
      noDelay: false,
      keepAlive: false,
      keyPrefix: 'é:',
      allowUnicodeKeys: true,
      defaultNoreply: false,
      onNoreplyError: () => {},
      errorsAsMisses: true,
      failover: 'fail',
      retryAttempts: 0,
      retryTimeout: 0,
      deadTimeout: 1,
      flushOnReturn: true,
      maxPending: 1,
      distribution: 'jump',
    } as const
    const { codec, ...plain } = settings(given)
    assert.deepEqual(plain, {
      ...given,
      keyPrefix: '\xc3\xa9:',
      hashTag: undefined,
      tls: undefined,
      auth: undefined,
      assume: undefined,
      retry: false,
    })
    assert.ok(Object.isFrozen(settings({})))
    assert.equal(settings({ keepAlive: 5 }).keepAlive, 5)
  })

  test('that are undefined count as left out', () => {
    const { codec, ...plain } = settings({
      timeout: undefined,
      keepAlive: undefined,
      serde: undefined,
      keyPrefix: undefined,
    })
    const { codec: other, ...defaults } = settings()
    assert.deepEqual(plain, defaults)
    assert.equal(typeof codec.read, typeof other.read)
  })

  test('that nobody knows are refused, with the one that was meant', () => {
    refused(
      () => settings({ connect_timeout: 1 }),
      /^options: unknown option "connect_timeout"; did you mean connectTimeout\?$/,
    )
    refused(() => settings({ defaultNoReply: 1 }), /did you mean defaultNoreply\?/)
    refused(() => settings({ serialiser: 1 }), /did you mean serializer\?/)
    refused(() => settings({ timout: undefined }), /did you mean timeout\?/)
    refused(
      () => settings({ ignore_exc: true }),
      /known are connectTimeout, timeout, .*, maxPending$/,
    )
  })

  test('are an object', () => {
    for (const options of [null, 500, 'a', true, [], () => {}]) {
      refused(
        () => settings(options),
        /^options: expected an object such as \{ timeout: 500 \}, got /,
      )
    }
  })

  test('are refused where they are wrong, by name', () => {
    for (const [options, message] of [
      [
        { timeout: '500' },
        /^timeout: expected milliseconds from 0 to 2147483647, got the string "500"/,
      ],
      [{ timeout: -1 }, /^timeout: .* got -1/],
      [{ timeout: Infinity }, /^timeout: .* got Infinity/],
      [{ timeout: null }, /^timeout: .* got null/],
      [{ connectTimeout: 0 }, /^connectTimeout: expected milliseconds from 1 to/],
      [{ noDelay: 1 }, /^noDelay: expected true or false, got 1$/],
      [
        { keepAlive: true },
        /^keepAlive: expected milliseconds or false, got true; leave it out for 60000$/,
      ],
      [{ keepAlive: -1 }, /^keepAlive: expected milliseconds from 0/],
      [{ keyPrefix: 'a b' }, /^keyPrefix "a b": expected no spaces/],
      [{ keyPrefix: 'é' }, /^keyPrefix "é": expected ASCII/],
      [{ allowUnicodeKeys: 'yes' }, /^allowUnicodeKeys: expected true or false/],
      [{ defaultNoreply: 0 }, /^defaultNoreply: expected true or false, got 0$/],
      [{ errorsAsMisses: null }, /^errorsAsMisses: expected true or false, got null$/],
      [{ onNoreplyError: 'log' }, /^onNoreplyError: expected a function, got a string$/],
      [{ maxPending: 0 }, /^maxPending: expected a whole number from 1 to/],
      [
        { retry: 3 },
        /^retry: expected true, false or an object such as \{ attempts: 3 \}, got a number$/,
      ],
      [
        { retry: { attempts: 0 } },
        /^retry.attempts: expected a whole number from 1 to 100, got 0$/,
      ],
      [{ retry: { tries: 1 } }, /^retry: unknown member "tries"; known are attempts, /],
      [{ retry: { delay: -1 } }, /^retry.delay: expected milliseconds from 0/],
      [
        { retry: { backoff: 0.5 } },
        /^retry.backoff: expected a finite number from 1 to 100, got 0.5$/,
      ],
      [{ retry: { jitter: 2 } }, /^retry.jitter: expected a finite number from 0 to 1, got 2$/],
      [
        { retry: { retryOn: 'MEMWIRE_CONNECT' } },
        /^retry.retryOn: expected a list of codes such as/,
      ],
      [
        { retry: { retryOn: ['MEMWIRE_TIMEOUT'] } },
        /^retry.retryOn: expected codes out of MEMWIRE_CONNECT, .* got the string "MEMWIRE_TIMEOUT"; behind any other/,
      ],
      [
        { failover: 'move' },
        /^failover: expected 'rehash', 'fail' or \{ gutter: servers \}, got the string "move"$/,
      ],
      [{ failover: {} }, /^failover: expected gutter, the servers that stand in/],
      [{ failover: { guter: [] } }, /^failover: unknown member "guter"; did you mean gutter\?$/],
      [
        { failover: { gutter: 'a', maxExptime: 0 } },
        /^failover.maxExptime: expected a whole number from 1 to 2592000, got 0$/,
      ],
      [{ retryAttempts: -1 }, /^retryAttempts: expected a whole number from 0 to 1000, got -1$/],
      [{ retryTimeout: '1' }, /^retryTimeout: expected milliseconds from 0/],
      [{ deadTimeout: -1 }, /^deadTimeout: expected milliseconds from 0/],
      [{ flushOnReturn: 1 }, /^flushOnReturn: expected true or false, got 1$/],
      [{ maxPending: 1.5 }, /^maxPending: .* got 1.5/],
      [{ serializer: {} }, /^serializer: expected a function, got an object$/],
      [{ deserializer: null }, /^deserializer: expected a function, got null$/],
      [
        { serde: null },
        /^serde: expected an object with the functions serialize and deserialize, got null$/,
      ],
      [{ serde: { serialize: () => {} } }, /^serde: expected an object with the functions/],
      [
        { serde: { serialize: () => {}, deserialize: () => {} }, serializer: () => {} },
        /^serde: expected either serde or serializer/,
      ],
    ] as const) {
      refused(() => settings(options), message)
    }
  })

  test('choose how values are written and read', () => {
    const serialize = () => ({ data: 'a', flags: 7 })
    const deserialize = () => 'read'
    for (const { codec } of [
      settings({ serde: { serialize, deserialize } }),
      settings({ serializer: serialize, deserializer: deserialize }),
    ]) {
      assert.deepEqual(codec.serialize('key', 1), { data: 'a', flags: 7 })
      assert.equal(codec.read('key', Buffer.from('a'), 0, 1, 0), 'read')
    }
    const half = settings({ serializer: serialize }).codec
    assert.equal(half.serialize('key', 1).flags, 7)
    assert.equal(half.read('key', Buffer.from('5'), 0, 1, 2), 5)
  })
})
