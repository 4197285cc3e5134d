import assert from 'node:assert/strict'
import {
  Client,
  ClientError,
  type ClientOptions,
  IllegalInputError,
  type Key,
  ServerError,
} from '#generated/index.js'
import { settled } from '../support/client.js'
import { cluster } from '../support/memcached.js'
import { suite, type Tests } from '../support/suite.js'

type Asking = Client<unknown, false>
type Make = (options?: Omit<ClientOptions<unknown, false>, 'defaultNoreply'>) => Asking

/** What pymemcache runs against a server, for one kind of client. */
function integration(test: Tests, size: number, keyPrefix: string) {
  let names: readonly string[]
  test.before(async () => {
    names = (await cluster(test, size)).map(({ server }) => server)
  })

  /** A test with a client whose servers are empty. */
  function live(title: string, body: (cache: Asking, make: Make) => Promise<void>) {
    test(title, async (t) => {
      const make: Make = (options) => {
        const cache = new Client<unknown, false>(names, {
          defaultNoreply: false,
          keyPrefix,
          ...options,
        })
        t.after(() => cache.destroy())
        return cache
      }
      const cache = make()
      await cache.flushAll()
      await body(cache, make)
    })
  }

  live('set and get', async (cache) => {
    assert.equal(await cache.get('key'), undefined)
    assert.equal(await cache.set('key', 'value'), true)
    assert.equal(await cache.get('key'), 'value')
    assert.deepEqual(await cache.setMany({ key2: 'value2', key3: Buffer.from('value3') }), [])
    assert.deepEqual(
      await cache.getMany(['key', 'absent', 'key2', 'key3']),
      new Map<string, unknown>([
        ['key', 'value'],
        ['key2', 'value2'],
        ['key3', Buffer.from('value3')],
      ]),
    )
    assert.deepEqual(await cache.getMany([]), new Map())
  })

  live('keys beyond ASCII', async (_, make) => {
    const cache = make({ allowUnicodeKeys: true })
    const key = 'こんにちは'
    assert.equal(await cache.get(key), undefined)
    assert.equal(await cache.set(key, 'value'), true)
    assert.equal(await cache.get(key), 'value')
    assert.deepEqual([...(await cache.getMany([key, 'absent']))], [[key, 'value']])
  })

  live('add and replace', async (cache) => {
    assert.equal(await cache.add('key', 'value'), true)
    assert.equal(await cache.get('key'), 'value')
    assert.equal(await cache.add('key', 'value2'), false)
    assert.equal(await cache.get('key'), 'value')
    assert.equal(await cache.replace('absent', 'value'), false)
    assert.equal(await cache.replace('key', 'value2'), true)
    assert.equal(await cache.get('key'), 'value2')
  })

  live('append and prepend', async (cache) => {
    assert.equal(await cache.append('key', 'value'), false)
    assert.equal(await cache.prepend('key', 'value'), false)
    assert.equal(await cache.set('key', 'value'), true)
    assert.equal(await cache.append('key', 'after'), true)
    assert.equal(await cache.prepend('key', Buffer.from('before')), true)
    assert.equal(await cache.get('key'), 'beforevalueafter')
  })

  live('cas', async (cache) => {
    const other = '0' as never
    assert.equal(await cache.cas('key', 'value', other), 'not_found')
    await cache.set('key', 'value')
    assert.equal(await cache.cas('key', 'value2', other), 'exists')
    const item = await cache.gets('key')
    assert.ok(item)
    assert.equal(await cache.cas('key', 'value2', item.cas), 'stored')
    assert.equal(await cache.cas('key', 'value3', item.cas), 'exists')
    assert.equal(await cache.get('key'), 'value2')
  })

  live('gets', async (cache) => {
    assert.equal(await cache.gets('key'), undefined)
    await cache.set('key', 'value')
    const item = await cache.gets('key')
    assert.equal(item?.value, 'value')
    assert.match(String(item?.cas), /^\d+$/)
    const found = await cache.getsMany(['key', 'absent'])
    assert.deepEqual([...found], [['key', item]])
  })

  live('delete', async (cache) => {
    assert.equal(await cache.delete('key'), false)
    assert.equal(await cache.get('key'), undefined)
    await cache.set('key', 'value')
    assert.equal(await cache.delete('key'), true)
    assert.equal(await cache.get('key'), undefined)
    await cache.setMany({ a: 1, b: 2 })
    assert.deepEqual(await cache.deleteMany(['a', 'absent', 'b']), ['absent'])
  })

  live('incr and decr', async (cache) => {
    assert.equal(await cache.incr('key', 1), undefined)
    assert.equal(await cache.set('key', 0), true)
    assert.equal(await cache.incr('key', 1), 1)
    assert.equal(await cache.incr('key', 1, { noreply: true }), undefined)
    assert.equal(await cache.incr('key', 41), 43)
    assert.equal(await cache.decr('key', 3), 40)
    assert.ok((await settled(cache.incr('key', 'foobar' as never))) instanceof IllegalInputError)
    await cache.set('text', 'foobar')
    assert.ok((await settled(cache.incr('text', 1))) instanceof ClientError)
    assert.equal(await cache.get('key'), 40)
  })

  live('touch', async (cache) => {
    assert.equal(await cache.touch('key', 60), false)
    await cache.set('key', 'value')
    assert.equal(await cache.touch('key', 60), true)
    assert.match(await ttl(cache, 'key'), /^t(60|59)$/)
    assert.equal(await cache.touch('key', -1), true)
    assert.equal(await cache.get('key'), undefined)
  })

  live('gat and gats change the time to live', async (cache) => {
    assert.equal(await cache.gat('key', 60), undefined)
    assert.equal(await cache.gats('key', 60), undefined)
    await cache.set('key', 'value', { exptime: 10 })
    assert.match(await ttl(cache, 'key'), /^t(10|9)$/)
    assert.equal(await cache.gat('key', 30), 'value')
    assert.match(await ttl(cache, 'key'), /^t(30|29)$/)
    const item = await cache.gats('key', 60)
    assert.equal(item?.value, 'value')
    assert.match(await ttl(cache, 'key'), /^t(60|59)$/)
    assert.ok(item)
    assert.equal(await cache.cas('key', 'value2', item.cas), 'stored')
    assert.equal(await cache.gat('key', 0), 'value2')
    assert.equal(await ttl(cache, 'key'), 't-1')
  })

  live('stats, items of a slab class, version, memory limit and flushAll', async (cache) => {
    await cache.set('key', 'value')
    const node = cache.nodeFor('key')
    assert.ok(Object.keys(await cache.stats({ node })).length > 20)
    // The server shows an item only once it has moved it among its old ones.
    for (const { key, size } of await cache.statsCachedump(1, 1, { node })) {
      assert.ok(key.startsWith(keyPrefix))
      assert.ok(size > 0)
    }
    assert.match(await cache.version({ node }), /^1\./)
    assert.equal(await cache.cacheMemlimit(50, { node }), true)
    assert.deepEqual(
      [...(await cache.flushAll())],
      names.map((name) => [name, true]),
    )
    assert.equal(await cache.get('key'), undefined)
  })

  live('a serializer of JSON', async (_, make) => {
    const cache = make({
      serializer: (_key: Key, value: unknown) => ({ data: JSON.stringify(value), flags: 1 }),
      deserializer: (_key: Key, data: Buffer, flags: number): unknown =>
        flags === 1 ? JSON.parse(data.toString()) : data,
    })
    const value = { a: 'b', c: ['d'] }
    assert.equal(await cache.set('key', value), true)
    assert.deepEqual(await cache.get('key'), value)
  })

  live('values keep their types', async (cache) => {
    for (const value of [
      Buffer.from('value'),
      Buffer.from('é', 'latin1'),
      'value',
      'olé',
      1,
      -1,
      123123123123123123123n,
      { a: 'pair' },
      ['one', 'two', 'three'],
      true,
      null,
      1.5,
    ]) {
      assert.equal(await cache.set('key', value), true)
      assert.deepEqual(await cache.get('key'), value)
      const item = await cache.gets('key')
      assert.deepEqual(item?.value, value)
      assert.deepEqual([...(await cache.getMany(['key']))], [['key', value]])
    }
    assert.deepEqual(await cache.setMany({ a: 'olé', b: 7, c: { d: [] } }), [])
    assert.deepEqual(
      [...(await cache.getMany(['a', 'b', 'c']))],
      [
        ['a', 'olé'],
        ['b', 7],
        ['c', { d: [] }],
      ],
    )
  })

  live('wrong keys and values are refused before the wire', async (cache) => {
    for (const key of ['key\r\n', 'key with space', 'x'.repeat(251), 'こんにちは', '']) {
      assert.ok((await settled(cache.get(key))) instanceof IllegalInputError)
      assert.ok((await settled(cache.set(key, 'value'))) instanceof IllegalInputError)
      assert.ok((await settled(cache.getMany(['ok', key]))) instanceof IllegalInputError)
      assert.ok((await settled(cache.setMany({ ok: 1, [key]: 1 }))) instanceof IllegalInputError)
    }
    for (const value of [undefined, () => 1, Symbol('x'), new Map(), '\ud800']) {
      assert.ok((await settled(cache.set('key', value))) instanceof IllegalInputError)
    }
    assert.equal(await cache.get('ok'), undefined)
  })

  live('a value that is too large is an error, and the next call goes on', async (cache) => {
    const error = await settled(cache.set('key', 'x'.repeat(5 * 1024 * 1024)))
    assert.ok(error instanceof ServerError)
    assert.equal(error.message, 'object too large for cache')
    assert.equal(await cache.set('key', 'value'), true)
    assert.equal(await cache.get('key'), 'value')
  })

  async function ttl(cache: Asking, key: string): Promise<string> {
    const reply = await cache.raw(`mg ${keyPrefix}${key} t`, { key })
    return String(reply).replace('HD ', '')
  }
}

for (const [kind, size] of [
  ['one server', 1],
  ['a cluster of three', 3],
] as const) {
  for (const keyPrefix of ['', 'prefix']) {
    suite(`${kind}${keyPrefix && ' with a prefix'} in use as pymemcache is`, (test) =>
      integration(test, size, keyPrefix))
  }
}
