import assert from 'node:assert/strict'
import { IllegalInputError, MemcacheError } from '#generated/index.js'
import { messageOf } from '#runtime/thrown.js'
import { client } from '../support/client.js'
import { anyServer } from '../support/memcached.js'
import { suite } from '../support/suite.js'

function trap(): never {
  throw new Error('a trap or a getter was called')
}

const blamed = Object.freeze(new IllegalInputError('mine'))

/** What a function may throw: nothing of it may be changed, and no question to it may become another error. */
function thrown(): readonly unknown[] {
  const traps = {
    get: trap,
    getPrototypeOf: trap,
    defineProperty: trap,
    has: trap,
    getOwnPropertyDescriptor: trap,
  }
  const command = new MemcacheError('mine')
  Object.defineProperty(command, 'command', { get: trap })
  const message = new Error('mine')
  Object.defineProperty(message, 'message', { get: trap })
  const revoked = Proxy.revocable(new Error('mine'), {})
  revoked.revoke()
  return [
    undefined,
    null,
    'text',
    Symbol('mine'),
    Object.freeze(new MemcacheError('mine')),
    blamed,
    Object.freeze(new Error('mine')),
    Object.create(null),
    Object.create(new Proxy({}, traps)),
    new Proxy(new Error('mine'), traps),
    revoked.proxy,
    command,
    message,
  ]
}

/** What it rejects with, in a box: an await would ask it for a method then. */
function rejection(promise: Promise<unknown>): Promise<[unknown]> {
  return promise.then(
    () => assert.fail('it resolved'),
    (error: unknown): [unknown] => [error],
  )
}

suite('what a function of the user throws', (test) => {
  test('reaches the caller as it is, whatever it is, and the next call is in step', async (t) => {
    const server = await anyServer(t)
    const plain = client(t, server)
    await plain.setMany({ a: 'a', b: 'b' })
    const packed = client(t, server, { defaultNoreply: false, compression: { threshold: 20 } })
    await packed.set('packed', 'x'.repeat(100))
    for (const mine of thrown()) {
      const fail = () => {
        throw mine
      }
      const reported: unknown[] = []
      const onNoreplyError = (error: unknown) => reported.push(error)
      const options = { defaultNoreply: false, onNoreplyError } as const
      const serde = { serialize: fail, deserialize: (key: unknown) => (key === 'a' ? 'A' : fail()) }
      const cache = client(t, server, { ...options, serde })
      const compression = { threshold: 20, compress: fail, decompress: fail }
      const pressed = client(t, server, { ...options, compression })
      const lenient = client(t, server, { ...options, serde, errorsAsMisses: true })
      for (const call of [
        () => cache.get('b'),
        () => cache.gets('b'),
        () => cache.getMany(['a', 'b']),
        () => cache.set('c', 'c'),
        () => cache.set('c', 'c', { noreply: true }),
        () => cache.setMany({ c: 'c' }),
        () => pressed.get('packed'),
        () => pressed.getMany(['a', 'packed']),
        () => pressed.set('c', 'x'.repeat(100)),
      ]) {
        const [error] = await t.until(String(call), rejection(call()))
        assert.ok(error === mine, String(call))
      }
      assert.ok(reported.length === 1 && reported[0] === mine)
      if (mine === blamed) assert.ok((await rejection(lenient.get('b')))[0] === mine)
      else assert.equal(await lenient.get('b'), undefined)
      assert.equal(await cache.get('a'), 'A')
      assert.equal(await pressed.get('a'), 'a')
      for (const used of [cache, pressed, lenient]) used.destroy()
    }
  })

  test('is told in the warning of a call without reply', () => {
    assert.deepEqual(thrown().map(messageOf), [
      'undefined',
      'null',
      'text',
      'Symbol(mine)',
      'mine',
      'mine',
      'mine',
      'an object',
      'an object',
      'a Proxy',
      'a Proxy',
      'mine',
      'an Error',
    ])
  })

  test('tells what became of each key, if it can', async (t) => {
    const server = await anyServer(t)
    await client(t, server).setMany({ a: 'a', b: 'b', c: 'c' })
    const own = Object.assign(new Error('mine'), { results: 'mine' })
    const shared = new Error('shared')
    for (const [mine, told] of [
      [new Error('mine'), true],
      [{ reason: 'mine' }, true],
      [new MemcacheError('mine'), true],
      [shared, true],
      [shared, true],
      [Object.freeze(new Error('mine')), false],
      ['text', false],
      [own, false],
    ] as const) {
      const cache = client(t, server, {
        defaultNoreply: false,
        deserializer: (key, data) => {
          if (key === 'b') throw mine
          return String(data)
        },
      })
      const [error] = await rejection(cache.getMany(['a', 'b', 'c', 'd']))
      assert.equal(error, mine)
      const expected = new Map<unknown, unknown>([
        ['a', 'a'],
        ['b', mine],
        ['c', 'c'],
        ['d', undefined],
      ])
      const { results } = Object(error) as { results?: unknown }
      if (told) assert.deepEqual(results, expected)
      else assert.equal(results, mine === own ? 'mine' : undefined)
      if (told) assert.ok(!Object.keys(error as object).includes('results'))
      cache.destroy()
    }
  })
})
