import assert from 'node:assert/strict'
import { ClientError, UnsafeIntegerError } from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { memcached } from '../support/memcached.js'
import { strangerSets } from '../support/stranger.js'
import { suite } from '../support/suite.js'

suite('counters', (test) => {
  test('that are not there are undefined, and are not made', async (t) => {
    const cache = client(t, (await memcached(t)).server)
    assert.deepEqual(await Promise.all([cache.incr('a', 1), cache.decr('a', 1)]), [
      undefined,
      undefined,
    ])
    assert.equal(await cache.get('a'), undefined)
  })

  test('have 64 bits', async (t) => {
    const cache = client(t, (await memcached(t)).server)
    await cache.set('n', 2 ** 32 - 1)
    assert.equal(await cache.incr('n', 1), 2 ** 32)
    assert.equal(await cache.incr('n', 2 ** 32), 2 ** 33)
    await cache.set('n', 2n ** 64n - 2n)
    assert.equal(await cache.incr('n', 1, { bigint: true }), 2n ** 64n - 1n)
    assert.equal(await cache.incr('n', 2, { bigint: true }), 1n)
    await cache.set('n', 256)
    assert.equal(await cache.decr('n', 1000), 0)
  })

  test('beyond what a number holds are told exactly, or not at all', async (t) => {
    const cache = client(t, (await memcached(t)).server)
    await cache.set('n', 2n ** 53n)
    const [number, next] = await Promise.all([settled(cache.incr('n', 1)), cache.get('absent')])
    assert.ok(number instanceof UnsafeIntegerError)
    assert.equal(number.exact, 2n ** 53n + 1n)
    assert.equal(next, undefined)
    assert.equal(await cache.incr('n', 1, { bigint: true }), 2n ** 53n + 2n)
  })

  test('that hold text are errors, and the next call is in step', async (t) => {
    const server = await memcached(t)
    const cache = client(t, server.server)
    await strangerSets(server, 'a', 'abc')
    const [error, value] = await Promise.all([settled(cache.incr('a', 1)), cache.get('a')])
    assert.ok(error instanceof ClientError)
    assert.equal(error.message, 'cannot increment or decrement non-numeric value')
    assert.deepEqual(value, Buffer.from('abc'))
  })
})
