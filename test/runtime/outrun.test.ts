import assert from 'node:assert/strict'
import {
  type Client,
  type ClientOptions,
  ConnectError,
  UnexpectedCloseError,
} from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { cluster } from '../support/memcached.js'
import { event, keysAt } from '../support/nodes.js'
import { proxy, type TcpProxy } from '../support/proxy.js'
import type { Stage } from '../support/scene.js'
import { suite } from '../support/suite.js'

type Cache = Client<unknown, false>
type Options = ClientOptions<unknown, false>

const AT_ONCE = {
  defaultNoreply: false,
  assume: '1.6.18',
  retryAttempts: 0,
  deadTimeout: 20,
  timeout: 0,
} satisfies Options

interface Scene {
  readonly cache: Cache
  readonly key: string
  readonly older: Promise<unknown>
  /** The node that the older change is under way to, and that the key has left. */
  readonly left: TcpProxy
}

/** A change of a key is under way to a node that has stood in for another one, which is back. */
async function scene(
  t: Stage & { until<T>(what: string, promise: Promise<T>): Promise<T> },
  options: Options,
  change: (cache: Cache, key: string) => Promise<unknown>,
  asGutter = false,
): Promise<Scene> {
  const servers = await cluster(t, 2)
  const [home, other] = await Promise.all(servers.map(({ server }) => proxy(t, server)))
  if (!home || !other) throw new Error('two proxies were asked for')
  const cache = asGutter
    ? client(t, home.server, { ...options, failover: { gutter: other.server } })
    : client(t, [home.server, other.server], options)
  const [key] = keysAt(cache, home.server)
  const { port } = home
  await cache.set(key, '0')
  await home.stop()
  while ((await settled(cache.set(key, '1'))) !== true || cache.nodeFor(key) !== other.server) {}
  other.up.hold()
  const sent = other.up.received
  const older = settled(change(cache, key))
  while (other.up.received === sent) await new Promise((resolve) => setImmediate(resolve))
  const back = event(cache, 'nodeBack', home.server)
  await home.listen({ port })
  await t.until('the return', back)
  assert.equal(cache.nodeFor(key), home.server)
  return { cache, key, older, left: other }
}

const set = (cache: Cache, key: string): Promise<unknown> => cache.set(key, 'older')

suite('a change that is under way to a node that its key has left', (test) => {
  const RETRY: Options = { ...AT_ONCE, retry: { attempts: 5, delay: 2 } }
  const STEADY: Options = {
    ...RETRY,
    retryAttempts: 1,
    retryTimeout: 5,
    retry: { attempts: 50, delay: 5, backoff: 1 },
  }
  const ways: readonly [name: string, options: Options, asGutter?: boolean][] = [
    ['moved', AT_ONCE],
    ['moved to an emptied node', { ...AT_ONCE, flushOnReturn: true }],
    ['sent again by retry', STEADY],
    ['moved from a gutter', AT_ONCE, true],
    ['sent again from a gutter', RETRY, true],
  ]
  for (const [name, options, asGutter] of ways) {
    test(`is not ${name} behind a later one`, async (t) => {
      const { cache, key, older, left } = await scene(t, options, set, asGutter)
      assert.equal(await cache.set(key, 'newer'), true)
      await left.stop()
      assert.ok((await older) instanceof UnexpectedCloseError)
      assert.equal(await cache.get(key), 'newer')
    })
  }

  const later: readonly [
    name: string,
    call: (cache: Cache, key: string) => Promise<unknown>,
    value: string | undefined,
  ][] = [
    ['setMany', (cache, key) => cache.setMany([[key, 'newer']]), 'newer'],
    ['append', (cache, key) => cache.append(key, '+'), '0+'],
    ['delete', (cache, key) => cache.delete(key), undefined],
    ['set without reply', (cache, key) => cache.set(key, 'newer', { noreply: true }), 'newer'],
  ]
  for (const [name, call, value] of later) {
    test(`gives way to a ${name} there`, async (t) => {
      const { cache, key, older, left } = await scene(t, AT_ONCE, set)
      await call(cache, key)
      assert.equal(await cache.get(key), value)
      await left.stop()
      assert.ok((await older) instanceof UnexpectedCloseError)
      assert.equal(await cache.get(key), value)
    })
  }

  test('does not move either if it has not been sent yet', async (t) => {
    const asking = { ...AT_ONCE, assume: undefined }
    const { cache, key, older, left } = await scene(t, asking, (cache, key) =>
      cache.metaSet(key, 'older'),
    )
    assert.equal(await cache.set(key, 'newer'), true)
    await left.stop()
    assert.ok((await older) instanceof ConnectError)
    assert.equal(await cache.get(key), 'newer')
  })

  test('is finished there if the node stays, and so is a quiet batch', async (t) => {
    const quiet = (cache: Cache, key: string) => cache.metaSetMany({ [key]: 'x' }, { quiet: true })
    for (const change of [set, quiet]) {
      const { cache, key, older, left } = await scene(t, AT_ONCE, change)
      left.up.release()
      assert.ok(!((await older) instanceof Error))
      assert.equal(await cache.get(key), '0')
    }
  })

  test('of many keys is not moved either, and a read is', async (t) => {
    const quiet = (cache: Cache, key: string) => cache.metaSetMany({ [key]: 'x' }, { quiet: true })
    const touching = (cache: Cache, key: string) => cache.gatMany([key], 100)
    for (const change of [quiet, touching]) {
      const { older, left } = await scene(t, AT_ONCE, change)
      await left.stop()
      assert.ok((await older) instanceof UnexpectedCloseError)
    }
    const { older, left, key } = await scene(t, AT_ONCE, (cache, key) => cache.getMany([key]))
    await left.stop()
    assert.deepEqual(await older, new Map([[key, '0']]))
  })
})
