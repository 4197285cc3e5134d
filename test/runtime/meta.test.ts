import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import {
  type Cas,
  IllegalInputError,
  UnexpectedCloseError,
  UnknownReplyError,
} from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { cluster, memcached } from '../support/memcached.js'
import { scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'

/** Scripted servers are not asked for their version. */
const NEW = { defaultNoreply: false, assume: '1.6.45' } as const

suite('options that are letters', (test) => {
  const cases: readonly (readonly [
    string,
    (cache: ReturnType<typeof client>) => Promise<unknown>,
  ])[] = [
    [
      'metaGet: the option newCas needs vivify beside it; add it, or leave newCas out',
      (cache) => cache.metaGet('k', { newCas: '1' as unknown as Cas }),
    ],
    [
      'metaDelete: the option exptime needs invalidate or empty beside it; add it, or leave exptime out',
      (cache) => cache.metaDelete('k', { exptime: 5 }),
    ],
    [
      'metaGet: the options base64 and key cannot stand together; leave one of them out',
      (cache) => cache.metaGet('k', { base64: true, key: true }),
    ],
    [
      'opaque "0123456789012345678901234567890x": expected 1 to 31 bytes, got 32',
      (cache) => cache.metaGet('k', { opaque: '0123456789012345678901234567890x' }),
    ],
    [
      'opaque "a b": expected one word without spaces and control bytes, got a space at position 1',
      (cache) => cache.metaGet('k', { opaque: 'a b' }),
    ],
    [
      'value: expected true or false, got 1',
      (cache) => cache.metaGet('k', { value: 1 as unknown as boolean }),
    ],
    [
      'mode: expected "set", "add", "append", "prepend" or "replace", got the string "put"',
      (cache) => cache.metaSet('k', 1, { mode: 'put' as 'set' }),
    ],
    [
      'key: expected 1 to 186 bytes, got an empty key',
      (cache) => cache.metaGet(new Uint8Array(), { base64: true }),
    ],
  ]

  for (const [message, call] of cases) {
    test(`refuse: ${message}`, async (t) => {
      const server = await scripted(t, { connections: [] })
      const error = await settled(call(client(t, server.server, NEW)))
      assert.ok(error instanceof IllegalInputError, String(error))
      assert.equal(error.message, message)
    })
  }

  test('that are off need nothing', async (t) => {
    const server = await scripted(t, [['mg k\r\n', 'HD\r\n']])
    const cache = client(t, server.server, NEW)
    assert.deepEqual(
      await cache.metaGet('k', { base64: false, key: false, unlessCas: undefined }),
      {},
    )
  })
})

suite('keys as base64', (test) => {
  test('are any bytes, up to what the wire takes', async (t) => {
    const { server } = await memcached(t)
    const cache = client(t, server, NEW)
    for (const key of [Buffer.from([0]), Buffer.from(' \r\n'), randomBytes(186)]) {
      assert.deepEqual(await cache.metaSet(key, 'v', { base64: true }), { status: 'stored' })
      const found = await cache.metaGetMany([key], { base64: true, value: true })
      assert.deepEqual([...found], [[key, { value: 'v' }]])
      assert.deepEqual(await cache.metaDelete(key, { base64: true }), { status: 'deleted' })
    }
    const error = await settled(cache.metaGet(Buffer.alloc(187), { base64: true }))
    assert.ok(error instanceof IllegalInputError)
    assert.match(
      error.message,
      /: expected at most 186 bytes, since base64 makes 250 of them, got 187; shorten it, or send a hash of it$/,
    )
  })

  test('name the same item as the key itself, on the same node, with the prefix', async (t) => {
    const nodes = await cluster(t, 3)
    const cache = client(
      t,
      nodes.map(({ server }) => server),
      {
        ...NEW,
        keyPrefix: 'app:',
        allowUnicodeKeys: true,
      },
    )
    for (let i = 0; i < 50; i++) {
      const key = `ключ-${i}`
      assert.equal(await cache.set(key, i), true)
      assert.deepEqual(await cache.metaGet(key, { base64: true, value: true }), { value: i })
    }
  })

  test('come back as the caller gave them where the item is known as binary', async (t) => {
    const { server } = await memcached(t)
    const cache = client(t, server, NEW)
    await cache.metaSet('plain', 'v', { base64: true })
    assert.deepEqual(await cache.metaGet('plain', { key: true }), { key: 'plain' })
  })

  test('keep their turn with the key itself', async (t) => {
    const server = await scripted(t, [
      ['get a b\r\nms YQ== 1 b F16\r\nx\r\nget a\r\n', 'END\r\nHD\r\nEND\r\n'],
    ])
    const cache = client(t, server.server, NEW)
    await Promise.all([
      cache.get('a'),
      cache.metaSet('a', 'x', { base64: true }),
      cache.get('b'),
      cache.get('a'),
    ])
  })
})

suite('what letters do to a request', (test) => {
  test('a reading that changes something is not repeated', async (t) => {
    const server = await scripted(t, {
      connections: [
        [['mg a v\r\nmg b N30\r\n'.replace(' v', ' f v'), (peer) => peer.close()]],
        [['mg a f v\r\n', 'EN\r\n']],
      ],
    })
    const cache = client(t, server.server, NEW)
    const [read, made] = await Promise.all([
      cache.metaGet('a', { value: true }),
      settled(cache.metaGet('b', { vivify: 30 })),
    ])
    assert.equal(read, undefined)
    assert.ok(made instanceof UnexpectedCloseError)
  })

  test('with errorsAsMisses a failed reading is a miss, but not one that changes something', async (t) => {
    const answer = ['mg a t\r\nmg b N30\r\n', 'SERVER_ERROR busy\r\nSERVER_ERROR busy\r\n'] as const
    const server = await scripted(t, [answer])
    const cache = client(t, server.server, { ...NEW, errorsAsMisses: true })
    const [read, made] = await Promise.all([
      cache.metaGet('a', { ttl: true }),
      settled(cache.metaGet('b', { vivify: 30 })),
    ])
    assert.equal(read, undefined)
    assert.ok(made instanceof Error)
  })

  test('a miss need not have its echo', async (t) => {
    const server = await scripted(t, [['mg a t Oq\r\nmg b t\r\n', 'EN\r\nHD t5\r\n']])
    const cache = client(t, server.server, NEW)
    const [miss, hit] = await Promise.all([
      cache.metaGet('a', { ttl: true, opaque: 'q' }),
      cache.metaGet('b', { ttl: true }),
    ])
    assert.equal(miss, undefined)
    assert.deepEqual(hit, { ttl: 5 })
  })

  test('a number that is none ends the connection', async (t) => {
    const server = await scripted(t, [['ma n v\r\n', 'VA 3\r\n1x2\r\n']])
    const error = await settled(client(t, server.server, NEW).metaArithmetic('n', { value: true }))
    assert.ok(error instanceof UnknownReplyError, String(error))
    assert.match(error.message, /the block "1x2" is not a whole number of 64 bits/)
  })
})

suite('a reply with letters', (test) => {
  const strange: readonly (readonly [
    string,
    string,
    string,
    (cache: ReturnType<typeof client>) => Promise<unknown>,
  ])[] = [
    [
      'lacks what was asked for',
      'mg k h t',
      'HD t-1',
      (c) => c.metaGet('k', { ttl: true, hit: true }),
    ],
    ['lacks the opaque', 'md k Oq', 'NF', (c) => c.metaDelete('k', { opaque: 'q' })],
    ['has an opaque that nobody sent', 'md k', 'NF Oq', (c) => c.metaDelete('k')],
    ['has the key of another item', 'md k', 'HD kother', (c) => c.metaDelete('k')],
    [
      'has no value, which was asked for',
      'mg k f v',
      'HD f16',
      (c) => c.metaGet('k', { value: true }),
    ],
    [
      'has a value that nobody asked for',
      'mg k t',
      'VA 1 t-1',
      (c) => c.metaGet('k', { ttl: true }),
    ],
    ['has a value without its number', 'mg k f v', 'VA 1', (c) => c.metaGet('k', { value: true })],
    [
      'has something behind a bare letter',
      'mg k t',
      'HD t-1 W5',
      (c) => c.metaGet('k', { ttl: true }),
    ],
    ['has a word that is no letter', 'mg k t', 'HD t-1 5', (c) => c.metaGet('k', { ttl: true })],
    ['has a number that is none', 'mg k t', 'HD t1x', (c) => c.metaGet('k', { ttl: true })],
    [
      'has one letter twice, of which one does not fit',
      'mg k t',
      'HD t1x t5',
      (c) => c.metaGet('k', { ttl: true }),
    ],
  ]

  for (const [what, send, recv, call] of strange) {
    test(`is none if it ${what}`, async (t) => {
      const server = await scripted(t, [[`${send}\r\n`, `${recv}\r\n`]])
      const error = await settled(call(client(t, server.server, NEW)))
      assert.ok(error instanceof UnknownReplyError, String(error))
      assert.match(error.message, / with what was asked for, got "/)
      assert.ok(error.message.includes(JSON.stringify(recv)), error.message)
    })
  }

  test('may have more than was asked for, which is passed over', async (t) => {
    const server = await scripted(t, [
      ['mg k t\r\n', 'HD c7 y9  sX t5 kk b X \r\n'],
      ['ms k 1 F16 c s\r\nv\r\n', 'NS s5 c0\r\n'],
      ['mg k f v\r\n', 'VA 1 f16 f2\r\n5\r\n'],
      ['mg k C7 f v\r\n', 'HD f16\r\n'],
      ['mg k t Oq\r\n', 'EN\r\n'],
    ])
    const cache = client(t, server.server, NEW)
    assert.deepEqual(await cache.metaGet('k', { ttl: true }), { ttl: 5, stale: true })
    const lost = await cache.metaSet('k', 'v', { cas: true, size: true })
    assert.deepEqual(lost, { status: 'not_stored', cas: '0' })
    assert.deepEqual(await cache.metaGet('k', { value: true }), { value: 5 })
    const same = cache.metaGet('k', { value: true, unlessCas: '7' as unknown as Cas })
    assert.deepEqual(await same, {})
    assert.equal(await cache.metaGet('k', { ttl: true, opaque: 'q' }), undefined)
  })
})

suite('meta commands live', (test) => {
  test('who comes first wins the right to recache', async (t) => {
    const { server } = await memcached(t)
    const cache = client(t, server, NEW)
    const ask = () => cache.metaGet('k', { value: true, vivify: 30 })
    const value = Buffer.alloc(0)
    assert.deepEqual(await ask(), { value, won: true })
    assert.deepEqual(await ask(), { value, alreadyWon: true })
    assert.deepEqual(await cache.metaSet('k', 'made'), { status: 'stored' })
    assert.deepEqual(await ask(), { value: 'made' })

    assert.deepEqual(await cache.metaDelete('k', { invalidate: true, exptime: 30 }), {
      status: 'deleted',
    })
    assert.deepEqual(await ask(), { value: 'made', won: true, stale: true })
    assert.deepEqual(await ask(), { value: 'made', stale: true, alreadyWon: true })

    await cache.metaSet('r', 'v', { exptime: 20 })
    assert.deepEqual(await cache.metaGet('r', { recache: 30 }), { won: true })
    assert.deepEqual(await cache.metaGet('r', { recache: 30 }), { alreadyWon: true })
  })

  test('an older token stores what is stale at once', async (t) => {
    const { server } = await memcached(t)
    const cache = client(t, server, NEW)
    await cache.metaSet('k', 'one')
    const old = await cache.metaGet('k', { cas: true })
    await cache.metaSet('k', 'two')
    assert.ok(old)
    const lost = await cache.metaSet('k', 'three', { compareCas: old.cas, key: true })
    assert.deepEqual(lost, { status: 'exists', key: 'k' })
    const kept = await cache.metaSet('k', 'three', { compareCas: old.cas, invalidate: true })
    assert.deepEqual(kept, { status: 'stored' })
    assert.deepEqual(await cache.metaGet('k', { value: true }), {
      value: 'three',
      stale: true,
      won: true,
    })
  })

  test('every letter of reading that 1.6.18 knows', async (t) => {
    const { server } = await memcached(t)
    const cache = client(t, server, NEW)
    await cache.set('k', 'value', { exptime: 100 })
    const all = await cache.metaGet('k', {
      unseen: true,
      touch: 0,
      path: 'p',
      label: 'l',
      cas: true,
      flags: true,
      hit: true,
      key: true,
      idle: true,
      size: true,
      ttl: true,
      value: true,
      opaque: 'o',
    })
    assert.ok(all)
    assert.match(String(all.cas), /^\d+$/)
    assert.deepEqual(
      { ...all, cas: undefined },
      {
        cas: undefined,
        flags: 16,
        hit: false,
        key: 'k',
        idle: 0,
        size: 5,
        ttl: -1,
        value: 'value',
        opaque: 'o',
      },
    )
    assert.deepEqual(await cache.metaGet('k', { hit: true }), { hit: false })
    assert.deepEqual(await cache.metaGet('k', { hit: true }), { hit: true })
  })

  test('every mode of storing', async (t) => {
    const { server } = await memcached(t)
    const cache = client(t, server, NEW)
    const set = async (value: string, mode: 'set' | 'add' | 'append' | 'prepend' | 'replace') =>
      (await cache.metaSet('k', value, { mode })).status
    assert.equal(await set('x', 'replace'), 'not_stored')
    assert.equal(await set('x', 'append'), 'not_stored')
    assert.equal(await set('b', 'add'), 'stored')
    assert.equal(await set('b', 'add'), 'not_stored')
    assert.equal(await set('c', 'append'), 'stored')
    assert.equal(await set('a', 'prepend'), 'stored')
    assert.equal(await cache.get('k'), 'abc')
    assert.equal(await set('d', 'replace'), 'stored')
    assert.equal(await set('e', 'set'), 'stored')
    assert.equal(await cache.get('k'), 'e')
    assert.deepEqual(await cache.metaSet('k', 7, { flags: 5 }), { status: 'stored' })
    assert.deepEqual(await cache.metaGet('k', { flags: true }), { flags: 5 })
  })

  test('every letter of counting', async (t) => {
    const { server } = await memcached(t)
    const cache = client(t, server, NEW)
    const made = await cache.metaArithmetic('n', {
      vivify: 100,
      initial: 2n ** 64n - 1n,
      value: true,
      bigint: true,
      cas: true,
      ttl: true,
      opaque: 'o',
      key: true,
    })
    assert.equal(made.status, 'stored')
    assert.deepEqual(
      { ...made, cas: '' },
      {
        status: 'stored',
        value: 2n ** 64n - 1n,
        cas: '',
        ttl: 100,
        opaque: 'o',
        key: 'n',
      },
    )
    assert.deepEqual(
      await cache.metaArithmetic('n', { value: true, delta: 3, exptime: 50, ttl: true }),
      {
        status: 'stored',
        value: 2,
        ttl: 50,
      },
    )
    assert.deepEqual(
      await cache.metaArithmetic('n', { mode: 'decrement', delta: 5, value: true }),
      {
        status: 'stored',
        value: 0,
      },
    )
    assert.equal(await cache.metaNoop().then((all) => all.get(server)), true)
  })
})
