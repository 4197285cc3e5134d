import assert from 'node:assert/strict'
import { TimeoutError, UnexpectedCloseError } from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { Hourglass } from '../support/hourglass.js'
import { memcached } from '../support/memcached.js'
import { turn } from '../support/packet.js'
import { proxy } from '../support/proxy.js'
import { suite } from '../support/suite.js'

suite('deadlines', (test) => {
  test('of a get and of a set end them at the default of 1 s', async (t) => {
    const between = await proxy(t, (await memcached(t)).server)
    const time = new Hourglass(t)
    const cache = client(t, between.server)
    await cache.connect()
    between.up.swallow()
    const ended: unknown[] = []
    for (const call of [cache.get('a'), cache.set('a', 'x'), cache.getMany(['b', 'c'])]) {
      settled(call).then((error) => ended.push(error))
    }
    await turn()
    time.pass(900)
    await turn()
    assert.equal(ended.length, 0)
    time.pass(150)
    await turn()
    assert.equal(ended.length, 3)
    for (const error of ended) {
      assert.ok(error instanceof TimeoutError)
      assert.match(error.message, /^no reply from 127\.0\.0\.1:\d+ within 1000 ms$/)
    }
  })

  test('of an old call are not moved by a new one every quarter of a second', async (t) => {
    const between = await proxy(t, (await memcached(t)).server)
    const time = new Hourglass(t)
    const cache = client(t, between.server, { defaultNoreply: false, timeout: 600 })
    await cache.connect()
    between.up.swallow()
    const ended: string[] = []
    for (let quarter = 0; quarter < 7; quarter++) {
      settled(quarter % 2 ? cache.set('k', 'x') : cache.get(`${quarter}`)).then((error) => {
        ended.push(`${quarter}: ${(error as Error).name}`)
      })
      await turn()
      time.pass(250)
      await turn()
      // 600 ms are over after three quarters: the call that was made two quarters ago is 750 ms old.
      const over = Math.max(0, quarter - 1)
      assert.deepEqual(
        ended,
        Array.from({ length: over }, (_, old) => `${old}: TimeoutError`),
      )
    }
  })

  test('of old gets behind a stall end them; young ones get their own values', async (t) => {
    const server = await memcached(t)
    const between = await proxy(t, server.server)
    const direct = client(t, server.server)
    const names = Array.from({ length: 10 }, (_, index) => index)
    for (const age of ['old', 'young']) {
      await direct.setMany(
        names.map((name) => [`${age}${name}`, `value of ${age}${name}`] as const),
      )
    }
    const cache = client(t, between.server, { defaultNoreply: false, timeout: 9000 })
    await cache.connect()
    between.down.hold()
    const old = names.map((name) => settled(cache.get(`old${name}`, { timeout: 30 })))
    for (const error of await Promise.all(old)) assert.ok(error instanceof TimeoutError)
    const young = names.map((name) => cache.get(`young${name}`))
    await turn()
    between.down.release()
    assert.deepEqual(
      await Promise.all(young),
      names.map((name) => `value of young${name}`),
    )
    assert.equal(between.connections, 1)
  })

  test('are never misses, unless errorsAsMisses makes all failures of fetching so', async (t) => {
    const between = await proxy(t, (await memcached(t)).server)
    const cache = client(t, between.server)
    const lenient = client(t, between.server, { defaultNoreply: false, errorsAsMisses: true })
    await Promise.all([cache.set('a', 'one'), lenient.connect()])
    between.down.swallow()
    const timeout = 20
    assert.ok((await settled(cache.get('a', { timeout }))) instanceof TimeoutError)
    assert.ok((await settled(cache.getMany(['a', 'b'], { timeout }))) instanceof TimeoutError)
    assert.ok((await settled(cache.delete('a', { timeout }))) instanceof TimeoutError)
    assert.equal(await lenient.get('a', { timeout }), undefined)
    assert.ok((await settled(lenient.delete('a', { timeout }))) instanceof TimeoutError)
  })
})

suite('a peer that vanishes', (test) => {
  test('without a word is replaced, and what comes then is answered by its successor', async (t) => {
    const between = await proxy(t, (await memcached(t)).server)
    const time = new Hourglass(t)
    const cache = client(t, between.server)
    await cache.set('a', 'one')
    between.up.swallow()
    between.down.swallow()
    const patient = settled(cache.get('a', { timeout: 60_000 }))
    const ended: unknown[] = []
    for (let call = 0; call < 2; call++) {
      settled(cache.get('a')).then((error) => ended.push(error))
      await turn()
      time.pass(1010)
      await turn()
    }
    const error = await t.until('the one that waits longest', patient)
    assert.ok(error instanceof UnexpectedCloseError)
    assert.match(error.message, /nothing has come from .* the connection is replaced$/)
    assert.ok(ended.every((one) => one instanceof Error))
    between.up.pass()
    between.down.pass()
    assert.equal(await cache.get('a'), 'one')
    assert.equal(between.connections, 2)
  })

  test('while many ask is replaced within twice the timeout after the last byte', async (t) => {
    const between = await proxy(t, (await memcached(t)).server)
    const time = new Hourglass(t)
    const cache = client(t, between.server)
    await cache.set('a', 'one')
    between.up.swallow()
    const calls: Promise<unknown>[] = []
    for (let passed = 0; passed < 2000; passed += 100) {
      calls.push(settled(cache.get('a')))
      await turn()
      time.pass(100)
      await turn()
    }
    assert.equal(between.connections, 1)
    time.pass(20)
    between.up.pass()
    assert.equal(await cache.get('a'), 'one')
    assert.equal(between.connections, 2)
    for (const error of await Promise.all(calls)) assert.ok(error instanceof Error)
  })
})
