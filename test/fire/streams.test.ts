import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import {
  type Client,
  type LruCrawlerMetadumpItem,
  MemcacheError,
  type Stream,
  UnexpectedCloseError,
} from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { cluster, memcached } from '../support/memcached.js'
import { turn } from '../support/packet.js'
import { proxy } from '../support/proxy.js'
import { scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'

const run = promisify(execFile)

const MANY = 100_000
/** What filling a server and reading it may take, in milliseconds. */
const LIMIT = { limit: 60_000 }
/** What waits in the buffers between two ends of a connection that one of them does not read, at most. */
const BETWEEN = 16 * 1024 * 1024

type Cache = Client<unknown, boolean>

async function fill(cache: Cache, count: number, prefix = 'key:'): Promise<void> {
  const batch = 10_000
  for (let from = 0; from < count; from += batch) {
    const keys = Array.from(
      { length: Math.min(batch, count - from) },
      (_, i) => `${prefix}${from + i}`,
    )
    await cache.setMany(Object.fromEntries(keys.map((key) => [key, key])))
  }
  // All has been stored when a later call is answered.
  await cache.version()
}

/** The server does one dump at a time, and needs a moment to notice that it has been left. */
async function again(begin: () => Stream<LruCrawlerMetadumpItem>): Promise<LruCrawlerMetadumpItem> {
  for (;;) {
    const stream = begin()
    const first = await settled(stream.next())
    await stream.return()
    if (!(first instanceof MemcacheError)) return (first as { value: LruCrawlerMetadumpItem }).value
    assert.match(first.message, /currently processing/)
  }
}

/** Gets and sets for as long as they are wanted; gives what ends them. */
function load(cache: Cache): () => Promise<number> {
  let isWanted = true
  const worker = async (id: number): Promise<number> => {
    let calls = 0
    for (; isWanted; calls++) {
      const key = `load:${id}`
      await cache.set(key, calls, { noreply: false })
      assert.equal(await cache.get(key), calls)
    }
    return calls
  }
  const workers = Promise.all(Array.from({ length: 16 }, (_, id) => worker(id)))
  return async () => {
    isWanted = false
    return (await workers).reduce((sum, calls) => sum + calls, 0)
  }
}

suite('a dump of a server', (test) => {
  test(
    'of 100,000 items under load gives each of them, and the values of the others stay right',
    async (t) => {
      const { server } = await memcached(t, { args: ['-m', '256'] })
      const cache = client(t, server, { assume: undefined })
      await fill(cache, MANY)
      const end = load(client(t, server, { defaultNoreply: false }))
      const keys = new Set<unknown>()
      for await (const { key, node, fetched } of cache.lruCrawlerMetadump('hash')) {
        assert.equal(node, server)
        assert.equal(typeof fetched, 'boolean')
        if (String(key).startsWith('key:')) keys.add(key)
      }
      assert.equal(keys.size, MANY)
      assert.ok((await end()) >= 16)
    },
    LIMIT,
  )

  test(
    'that is left in the middle ends its connection, and another can be made',
    async (t) => {
      const between = await proxy(t, (await memcached(t, { args: ['-m', '256'] })).server)
      const cache = client(t, between.server)
      await fill(cache, MANY)
      const before = between.open
      let count = 0
      for await (const _ of cache.lruCrawlerMetadump('hash')) if (++count === 1000) break
      while (between.open > before) await turn()
      assert.match(String((await again(() => cache.lruCrawlerMetadump('hash'))).key), /^key:/)
      assert.equal(await cache.get('key:5'), 'key:5')
    },
    LIMIT,
  )

  test(
    'that its reader leaves again and again does not disturb other calls',
    async (t) => {
      const between = await proxy(t, (await memcached(t, { args: ['-m', '256'] })).server)
      const cache = client(t, between.server, { defaultNoreply: false })
      await fill(cache, 20_000)
      const end = load(cache)
      for (let left = 0; left < 20; left++) await again(() => cache.lruCrawlerMetadump('hash'))
      assert.ok((await end()) >= 16)
      while (between.open > 1) await turn()
      assert.equal(await cache.get('key:5'), 'key:5')
      assert.equal(between.open, 1)
    },
    LIMIT,
  )

  test(
    'whose server is killed in the middle gives what has come, then fails',
    async (t) => {
      const memory = await memcached(t, { args: ['-m', '256'] })
      const cache = client(t, memory.server, { timeout: 9000 })
      // More than the buffers between hold.
      const prefix = 'k'.repeat(200)
      await fill(cache, MANY, prefix)
      const stream = cache.lruCrawlerMetadump('hash')
      let count = 0
      let error: unknown
      try {
        for await (const { key } of stream) {
          assert.ok(String(key).startsWith(prefix))
          if (++count === 1000) await memory.stop()
        }
      } catch (thrown) {
        error = thrown
      }
      assert.ok(error instanceof UnexpectedCloseError, String(error))
      assert.match(error.message, /closed the connection before the end/)
      assert.deepEqual([error.server, error.command], [memory.server, 'lruCrawlerMetadump'])
      assert.ok(count >= 1000 && count < MANY, `${count}`)
    },
    LIMIT,
  )

  test(
    'of three servers is one, in which each item has its own',
    async (t) => {
      const servers = (await cluster(t, 3)).map(({ server }) => server)
      const cache = client(t, servers)
      await fill(cache, 9000)
      const counts = new Map<string, number>()
      for await (const { key, node } of cache.lruCrawlerMetadump('hash')) {
        assert.equal(node, cache.nodeFor(key))
        counts.set(node, (counts.get(node) ?? 0) + 1)
      }
      assert.deepEqual([...counts.keys()].sort(), [...servers].sort())
      assert.equal(
        [...counts.values()].reduce((sum, count) => sum + count),
        9000,
      )
      const [node = ''] = servers
      let count = 0
      for await (const item of cache.lruCrawlerMetadump('hash', { node })) {
        assert.equal(item.node, node)
        count++
      }
      assert.equal(count, counts.get(node))
    },
    LIMIT,
  )
})

suite('a reader that stops', (test) => {
  test(
    'lets the server wait, and misses nothing when it goes on',
    async (t) => {
      const key = 'k'.repeat(200)
      const line = (i: number) => `key=${key}${i} exp=-1 la=1 cas=${i} fetch=no cls=1 size=65\n`
      const chunk = 1000
      const total = 200_000
      let sent = 0
      let size = 0
      const { server } = await scripted(t, [
        [
          'lru_crawler metadump all\r\n',
          async (peer) => {
            while (sent < total) {
              const text = Array.from({ length: chunk }, (_, i) => line(sent + i)).join('')
              await peer.send(text)
              sent += chunk
              size += text.length
            }
            await peer.send('END\r\n')
          },
          (peer) => peer.closed,
        ],
      ])
      const stream = client(t, server, { timeout: 0 }).lruCrawlerMetadump('all')
      assert.equal((await stream.next()).value?.key, `${key}0`)
      // What the server sends stays where it is now, and that is no more than the buffers between hold.
      for (let same = 0, last = 0; same < 200; same = sent === last ? same + 1 : 0) {
        last = sent
        await turn()
      }
      assert.ok(sent < total, `${sent} items were read although nobody asked for them`)
      assert.ok(size < BETWEEN, `${size} bytes`)
      let count = 1
      for await (const item of stream) assert.equal(item.key, `${key}${count++}`)
      assert.equal(count, total)
    },
    LIMIT,
  )
})

suite('a log', (test) => {
  test(
    'tells of what is fetched and stored, under load',
    async (t) => {
      const { server } = await memcached(t)
      const cache = client(t, server, { assume: undefined, defaultNoreply: false })
      const events = cache.watch({ fetchers: true, mutations: true })
      const end = load(client(t, server, { defaultNoreply: false }))
      const seen = new Set<string>()
      let isBinary = false
      for await (const event of events) {
        assert.equal(event.node, server)
        if (event.type === 'skipped') continue
        assert.ok(event.type === 'item_get' || event.type === 'item_store', event.type)
        seen.add(`${event.type} ${event.status}`)
        if (!isBinary && seen.size >= 2) {
          await cache.metaSet(Buffer.from([0, 255]), 'x', { base64: true })
          isBinary = true
        }
        if (Buffer.isBuffer(event.key)) {
          assert.deepEqual(event.key, Buffer.from([0, 255]))
          break
        }
        assert.match(event.key, /^load:\d+$/)
      }
      assert.ok(seen.has('item_store stored') && seen.has('item_get found'), [...seen].join())
      await end()
    },
    LIMIT,
  )

  test(
    'tells of what had to go',
    async (t) => {
      const { server } = await memcached(t, { args: ['-m', '2'] })
      const cache = client(t, server, { defaultNoreply: false })
      const event = cache.watch({ evictions: true }).next()
      let isThere = false
      const first = event.finally(() => {
        isThere = true
      })
      for (let i = 0; !isThere; i++) await settled(cache.set(`key:${i}`, 'x'.repeat(10_000)))
      const { value } = await first
      assert.equal(value?.type, 'eviction')
      assert.ok(value?.type === 'eviction' && value.fetched === false && value.size > 0)
    },
    LIMIT,
  )

  test('tells of connections to whoever asks for them', async (t) => {
    const { server } = await memcached(t)
    const cache = client(t, server, { assume: undefined })
    const events = cache.watch({ connevents: true })
    const first = events.next()
    const other = client(t, server)
    let isThere = false
    first.finally(() => {
      isThere = true
    })
    while (!isThere) {
      await other.version()
      await other.quit()
    }
    const { value } = await first
    assert.ok(value?.type === 'conn_new' || value?.type === 'conn_close', value?.type)
    await events.return()
  })

  test('of three servers has the events of all', async (t) => {
    const servers = (await cluster(t, 3)).map(({ server }) => server)
    const cache = client(t, servers, { defaultNoreply: false })
    const abort = new AbortController()
    const reason = new Error('seen')
    const end = load(client(t, servers, { defaultNoreply: false }))
    const seen = new Set<string>()
    const reading = (async () => {
      for await (const { node } of cache.watch({ mutations: true, signal: abort.signal })) {
        seen.add(node)
        if (seen.size === servers.length) abort.abort(reason)
      }
    })()
    assert.equal(await settled(reading), reason)
    await end()
  })

  test(
    'and a dump that are left let a process end by itself',
    async (t) => {
      const { server } = await memcached(t)
      await client(t, server, { defaultNoreply: false }).set('a', 'one')
      const program = `
        import { Client } from 'memwire'
        const cache = new Client('${server}')
        for await (const { key } of cache.lruCrawlerMetadump('all')) {
          console.log(key)
          break
        }
        const events = cache.watch({ mutations: true })
        const first = events.next()
        await cache.set('b', 'two', { noreply: false })
        await first
        await events.return()
        await cache.close()
      `
      const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program])
      assert.equal(stdout, 'a\n')
    },
    LIMIT,
  )
})
