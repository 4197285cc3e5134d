import assert from 'node:assert/strict'
import { Client } from '#generated/index.js'
import { isRevoked, kindOf, shown } from '#runtime/kind.js'
import { client, settled } from '../support/client.js'
import { suite } from '../support/suite.js'

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable([], {})
  revoke()
  return proxy
}

/** An instance of a class that is called so. */
function instanceOf(name: unknown): object {
  class Kind {
    readonly #own = true
    get own(): boolean {
      return this.#own
    }
  }
  Object.defineProperty(Kind, 'name', { value: name })
  return new Kind()
}

const throwing = {
  get constructor(): never {
    throw new Error('mine')
  },
}

suite('what sort of thing came', (test) => {
  test('is told of anything, by its name where that is one', () => {
    for (const [value, kind] of [
      [undefined, 'undefined'],
      [null, 'null'],
      [NaN, 'NaN'],
      [5n, 'a bigint'],
      [[], 'an array'],
      [{}, 'an object'],
      [Object.create(null), 'an object'],
      [new Date(), 'a Date'],
      [new Error(''), 'an Error'],
      [instanceOf('Point'), 'a Point'],
      [{ constructor: null }, 'an object'],
      [throwing, 'an object'],
      [instanceOf(5), 'an object'],
      [instanceOf(Symbol('mine')), 'an object'],
      [new Proxy(new Date(), {}), 'a Proxy'],
      [revoked(), 'a Proxy'],
    ] as const) {
      assert.equal(kindOf(value), kind)
      if (kind === 'an object') assert.equal(shown(value), kind)
    }
    assert.deepEqual([revoked(), new Proxy({}, {}), {}, 5].map(isRevoked), [
      true,
      false,
      false,
      false,
    ])
  })

  test('is told where it has no place in a client', () => {
    const bad = revoked() as never
    const server = "server: expected one such as 'localhost:11211', got a Proxy"
    for (const [servers, options, message] of [
      [bad, {}, server],
      [['127.0.0.1:1', bad], {}, server],
      ['127.0.0.1:1', bad, 'options: expected an object such as { timeout: 500 }, got a Proxy'],
      ['127.0.0.1:1', { auth: bad }, 'auth: expected { username, password }, got a Proxy'],
      [
        '127.0.0.1:1',
        { tls: bad },
        "tls: expected true, or options of Node's tls.connect such as { ca }, got a Proxy",
      ],
      [
        '127.0.0.1:1',
        { compression: bad },
        'compression: expected true, false or an object such as { threshold: 1000 }, got a Proxy',
      ],
      [
        '127.0.0.1:1',
        { serde: bad },
        'serde: expected an object with the functions serialize and deserialize, got a Proxy',
      ],
    ] as const) {
      assert.throws(() => new Client(servers, options), { name: 'IllegalInputError', message })
    }
  })

  test('is told where it has no place in a call', async (t) => {
    const cache = client(t, '127.0.0.1:1')
    const bad = revoked() as never
    const nodes = 'node: expected one of 127.0.0.1:1, got'
    for (const [call, message] of [
      [cache.version({ node: 5n as never }), `${nodes} 5n`],
      [cache.version({ node: throwing as never }), `${nodes} an object`],
      [cache.version({ node: 'other' }), `${nodes} "other"`],
      [cache.get('k', bad), 'get: expected options such as { timeout: 500 }, got a Proxy'],
      [cache.get('k', { signal: bad }), 'signal: expected an AbortSignal, got a Proxy'],
      [cache.getMany(bad), 'getMany: expected an iterable of keys such as an array, got a Proxy'],
      [
        cache.setMany(bad),
        'setMany: expected an object, a Map or an iterable of [key, value], got a Proxy',
      ],
      [cache.setMany([bad]), 'setMany: expected [key, value] as entry 0, got a Proxy'],
      [
        cache.touch('k', bad),
        'exptime: expected whole seconds from now, 0 for never, -1 for at once, or a Date, got a Proxy',
      ],
      [cache.get(bad), 'key: expected a string or a Uint8Array, got a Proxy'],
      [
        cache.get(new Proxy(new Uint8Array(1), {})),
        'key: expected a string or a Uint8Array, got a Proxy',
      ],
    ] as const) {
      const error = (await t.until(message, settled(call))) as Error
      assert.equal(`${error.name}: ${error.message}`, `IllegalInputError: ${message}`)
    }
  })
})
