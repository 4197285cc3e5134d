import assert from 'node:assert/strict'
import { Client, IllegalInputError } from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { cluster, type Memcached } from '../support/memcached.js'
import { suite } from '../support/suite.js'

const KEYS = Array.from({ length: 30 }, (_, i) => `key:${i}`)

suite('a key with a route', (test) => {
  let servers: string[]
  test.before(async () => {
    servers = (await cluster(test, 3)).map(({ server }: Memcached) => server)
  })

  test('lives where its route does, for each call with one key', async (t) => {
    const cache = client(t, servers)
    const home = client(t, cache.nodeFor('user:1'))
    const route = 'user:1'
    for (const key of KEYS) {
      assert.equal(cache.nodeFor([route, key]), home.nodes[0])
      assert.equal(await cache.set(key, 1, { route }), true)
      assert.equal(await home.get(key), 1)
      assert.equal(await cache.get(key, { route }), 1)
      assert.equal(await cache.incr(key, 1, { route }), 2)
      assert.equal((await cache.gets(key, { route: Buffer.from(route) }))?.value, 2)
      assert.equal(await cache.raw(`touch ${key} 0`, { key: [route, key] }).then(String), 'TOUCHED')
      assert.equal(await cache.delete(key, { route }), true)
    }
    assert.ok(KEYS.some((key) => cache.nodeFor(key) !== home.nodes[0]))
  })

  test('lives there for calls with many keys too, and stands in results without it', async (t) => {
    const cache = client(t, servers)
    const home = client(t, cache.nodeFor('user:2'))
    const pairs = KEYS.map((key) => ['user:2', key] as const)
    assert.deepEqual(await cache.setMany(pairs.map((pair) => [pair, 'x'] as const)), [])
    assert.equal((await home.getMany(KEYS)).size, KEYS.length)
    assert.deepEqual([...(await cache.getMany(pairs)).keys()], KEYS)
    assert.deepEqual([...(await cache.getMany(KEYS, { route: 'user:2' })).keys()], KEYS)
    assert.ok((await cache.getMany(KEYS)).size < KEYS.length)
    assert.deepEqual(await cache.deleteMany([...pairs, ['user:2', 'absent']]), ['absent'])
  })

  test('may stand beside keys without one, and its own route counts more than that of the call', async (t) => {
    const cache = client(t, servers)
    await cache.set('plain', 'p')
    await cache.set('a', 'A', { route: 'r1' })
    await cache.set('b', 'B', { route: 'r2' })
    const found = await cache.getMany(['plain', ['r1', 'a'], ['r2', 'b'], ['r1', 'a']])
    assert.deepEqual(
      [...found],
      [
        ['plain', 'p'],
        ['a', 'A'],
        ['b', 'B'],
      ],
    )
    const own = await cache.getMany(['a', ['r2', 'b']], { route: 'r1' })
    assert.deepEqual(Object.fromEntries(own), { a: 'A', b: 'B' })
  })

  test('is sent without reply and as a meta command as well', async (t) => {
    const cache = client(t, servers, { defaultNoreply: true, assume: '1.6.18' })
    const route = 'user:3'
    await cache.setMany([[[route, 'quiet'], 'q']])
    await cache.metaSet('meta', 'm', { route })
    assert.equal(await cache.get('quiet', { route }), 'q')
    const found = await cache.metaGetMany([[route, 'meta']], { value: true })
    assert.equal(found.get('meta')?.value, 'm')
    const names = new Map([[[route, 'hidden'] as const, 'h']])
    await cache.metaSetMany(names, { quiet: true })
    const quiet = await cache.metaGetMany([[route, 'hidden']], { value: true, quiet: true })
    assert.equal(quiet.get('hidden')?.value, 'h')
  })

  test('reaches the serde and the errors without its route', async (t) => {
    const seen: unknown[] = []
    const cache = client(t, [...servers.slice(0, 2), '127.0.0.1:1'], {
      defaultNoreply: false,
      serializer(key, value) {
        seen.push(key)
        return { data: String(value), flags: 0 }
      },
    })
    const away = KEYS.find((key) => cache.nodeFor(key) === '127.0.0.1:1') as string
    const error = await settled(cache.setMany([[[away, 'k'], 'v']]))
    assert.ok(error instanceof Error && 'results' in error)
    assert.deepEqual([...(error.results as Map<unknown, unknown>).keys()], ['k'])
    assert.deepEqual(seen, ['k'])
  })

  test('is refused where it makes no sense', async (t) => {
    const cache = client(t, servers)
    for (const [call, message] of [
      [
        () => cache.get('k', { route: '' }),
        /^route: expected at least one byte, got none; leave it out$/,
      ],
      [
        () => cache.get('k', { route: 1 as never }),
        /^route: expected a string or a Uint8Array, got a number$/,
      ],
      [
        () => cache.getMany([[1, 'k'] as never]),
        /^route: expected a string or a Uint8Array, got a number$/,
      ],
      [
        () => cache.getMany(['a', ['r', 'k', 'x'] as never]),
        /^getMany: expected a key or \[route, key\] as key 1, got an array of 3$/,
      ],
      [
        () =>
          cache.getMany([
            ['r1', 'k'],
            ['r2', 'k'],
          ]),
        /^getMany: expected one route for each key, got two for key 1; make two calls$/,
      ],
      [
        () => cache.deleteMany(['k', ['r', 'k']]),
        /^deleteMany: expected one route for each key, got two for key 1;/,
      ],
      [
        () =>
          cache.getMany([
            ['r1', 'é'],
            ['r2', Buffer.from('é')],
          ]),
        /^getMany: expected one route for each key/,
      ],
      [() => cache.getMany([['r', 'a b']]), /^key "a b": expected no spaces/],
      [
        () => cache.get('k', { rout: 'r' } as never),
        /^get has no option rout; did you mean route\?$/,
      ],
      [
        () => cache.version({ route: 'r' } as never),
        /^version has no option route; it has node, timeout, signal$/,
      ],
    ] as const) {
      const error = await settled(call())
      assert.ok(error instanceof IllegalInputError, String(error))
      assert.match(error.message, message)
    }
    for (const length of [0, 1, 3]) {
      const pair = Array(length).fill('r')
      assert.throws(() => cache.nodeFor(pair as never), {
        name: 'IllegalInputError',
        message: `nodeFor: expected a key or [route, key] as key 0, got an array of ${length}`,
      })
    }
    const flat = await settled(cache.setMany([['r', 'k', 1]] as never))
    assert.ok(flat instanceof IllegalInputError)
    assert.equal(flat.message, 'setMany: expected [key, value] as entry 0, got an array of 3')
  })

  test('is told of by nodeFor, as an option or beside the key', () => {
    const cache = new Client(['a:1', 'b:1', 'c:1'])
    const found = new Set<string>()
    for (const route of ['x', 'y', 'z', 'w', Buffer.from('v')]) {
      found.add(cache.nodeFor('key', { route }))
      assert.equal(cache.nodeFor('key', { route }), cache.nodeFor(route))
      assert.equal(cache.nodeFor(['x', 'key'], { route }), cache.nodeFor('x'))
    }
    assert.ok(found.size > 1)
    assert.equal(cache.nodeFor('key', {}), cache.nodeFor('key'))
    for (const [options, message] of [
      [{ rout: 'x' }, 'nodeFor has no option rout; did you mean route?'],
      [{ route: '' }, 'route: expected at least one byte, got none; leave it out'],
      ['x', `nodeFor: expected options such as { route: 'user:1' }, got the string "x"`],
    ] as const) {
      assert.throws(
        () => cache.nodeFor('key', options as never),
        (error: Error) => {
          assert.equal(error.message, message)
          return error instanceof IllegalInputError
        },
      )
    }
  })
})
