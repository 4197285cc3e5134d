import assert from 'node:assert/strict'
import { ServerError, UnsupportedCommandError } from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { cluster } from '../support/memcached.js'
import { nutcracker } from '../support/nutcracker.js'
import { proxy } from '../support/proxy.js'
import { suite } from '../support/suite.js'

/** A client that asks servers what they are. */
const CURIOUS = { defaultNoreply: false, assume: undefined } as const

suite('through nutcracker', (test) => {
  test('the classic commands work', async (t) => {
    const server = await nutcracker(
      t,
      (await cluster(t, 3)).map(({ server }) => server),
    )
    const cache = client(t, server, CURIOUS)
    assert.equal(await cache.set('a', 'x'), true)
    assert.equal(await cache.add('a', 'y'), false)
    assert.equal(await cache.append('a', 'y'), true)
    const item = await cache.gets('a')
    assert.equal(item?.value, 'xy')
    assert.equal(await cache.cas('a', 'z', item?.cas ?? '0'), 'stored')
    assert.equal(await cache.set('n', 1), true)
    assert.equal(await cache.incr('n', 2), 3)
    assert.equal(await cache.touch('a', 60), true)
    assert.equal(await cache.delete('a'), true)
    assert.match((await cache.version()).get(server) ?? '', /^1\./)
    await cache.close()
  })

  test('many keys come back from all servers, in whatever order', async (t) => {
    const server = await nutcracker(
      t,
      (await cluster(t, 3)).map(({ server }) => server),
    )
    const cache = client(t, server, CURIOUS)
    const keys = Array.from({ length: 100 }, (_, i) => `key${i}`)
    await cache.setMany(Object.fromEntries(keys.map((key, i) => [key, i])))
    const found = await cache.getMany(keys)
    assert.deepEqual(
      [...found],
      keys.map((key, i) => [key, i]),
    )
    const alone = await Promise.all(keys.map((key) => cache.get(key)))
    assert.deepEqual(
      alone,
      keys.map((_, i) => i),
    )
  })

  test('what would kill the connection is never sent on it', async (t) => {
    const server = await nutcracker(
      t,
      (await cluster(t, 3)).map(({ server }) => server),
    )
    const between = await proxy(t, server)
    const cache = client(t, between.server, CURIOUS)
    await cache.set('a', 'x')
    const unknown = [
      () => cache.gat('a', 60),
      () => cache.gatsMany(['a', 'b'], 60),
      () => cache.stats(),
      () => cache.verbosity(0),
      () => cache.flushAll(),
      () => cache.cacheMemlimit(64),
      () => cache.shutdown(),
    ]
    const [errors, value] = await Promise.all([
      Promise.all(unknown.map((call) => settled(call()))),
      cache.get('a'),
    ])
    for (const error of errors) {
      assert.ok(error instanceof UnsupportedCommandError, String(error))
      assert.match(error.message, /is twemproxy, which does not know /)
    }
    assert.equal(value, 'x')
    assert.equal(await cache.get('a'), 'x')
    // The question has two connections for itself, since one may be lost by chance, and shutdown has one.
    assert.ok(between.connections <= 4, `${between.connections}`)
  })

  test('a time that has passed is sent to it without a sign', async (t) => {
    const server = await nutcracker(
      t,
      (await cluster(t, 3)).map(({ server }) => server),
    )
    for (const assume of [undefined, 'twemproxy']) {
      const between = await proxy(t, server)
      const failures: unknown[] = []
      const cache = client(t, between.server, {
        defaultNoreply: false,
        assume,
        onNoreplyError: (error) => failures.push(error),
      })
      await cache.set('n', 1)
      const results = await Promise.all([
        cache.incr('n', 1),
        cache.set('b', 'x', { exptime: -1 }),
        cache.set('c', 'x', { exptime: new Date(0) }),
        cache.setMany({ d: 'x', e: 'x' }, { exptime: -1 }),
        cache.set('f', 'x', { exptime: -1, noreply: true }),
        cache.incr('n', 1),
      ])
      assert.deepEqual(results, [2, true, true, [], undefined, 3])
      assert.deepEqual(await cache.getMany(['b', 'c', 'd', 'e', 'f']), new Map())
      assert.equal(await cache.touch('n', -1), true)
      assert.equal(await cache.get('n'), undefined)
      assert.deepEqual(failures, [])
    }
  })

  test('no call hangs when a server behind it is away', async (t) => {
    const servers = await cluster(t, 3)
    const server = await nutcracker(
      t,
      servers.map(({ server }) => server),
    )
    const cache = client(t, server, { ...CURIOUS, timeout: 5000 })
    const keys = Array.from({ length: 60 }, (_, i) => `key${i}`)
    await cache.setMany(Object.fromEntries(keys.map((key) => [key, key])))
    await servers[1]?.stop()
    // Its whole answer is an error line, and it closes the connection with it.
    const many = await settled(cache.getMany(keys))
    assert.ok(many instanceof ServerError, String(many))
    const shared = await Promise.all(keys.map((key) => settled(cache.get(key))))
    for (const [i, value] of shared.entries())
      assert.ok(value === keys[i] || value instanceof ServerError, String(value))
    // Where the proxy is known, gets do not share a line, and only those of the missing server fail.
    const informed = client(t, server, { assume: 'twemproxy', timeout: 5000 })
    const alone = await Promise.all(keys.map((key) => settled(informed.get(key))))
    const failed = alone.filter((value) => value instanceof ServerError)
    for (const error of failed) assert.equal((error as Error).message, 'Connection refused')
    const found = alone.filter((value, i) => value === keys[i])
    assert.equal(found.length + failed.length, keys.length, String(alone))
    assert.ok(found.length > 0 && failed.length > 0, `${found.length} ${failed.length}`)
    // Which of them is away does not matter to who wants no answer.
    await cache.set('key1', 'x', { noreply: true })
    assert.ok((await settled(cache.gat('a', 60))) instanceof UnsupportedCommandError)
    await cache.close()
  })
})
