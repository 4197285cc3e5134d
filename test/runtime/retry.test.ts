import assert from 'node:assert/strict'
import {
  ConnectError,
  type MemcacheError,
  type RetriedEvent,
  TimeoutError,
  UnexpectedCloseError,
} from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { memcached } from '../support/memcached.js'
import { event, KEYS, NOBODY } from '../support/nodes.js'
import { proxy } from '../support/proxy.js'
import { Random } from '../support/random.js'
import { scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'

suite('retry', (test) => {
  test('sends a request again until it is answered, as often as it may, after the times that it says', async (t) => {
    const hangingUp = await scripted(
      t,
      { connections: [] },
      {
        others: async (peer) => {
          await peer.line()
          peer.close()
        },
      },
    )
    const cache = client(t, hangingUp.server, {
      defaultNoreply: false,
      retry: { attempts: 4, delay: 4, backoff: 3, jitter: 0 },
    })
    const told: RetriedEvent[] = []
    cache.on('retried', (retried) => told.push(retried))
    assert.ok((await settled(cache.get('a'))) instanceof UnexpectedCloseError)
    assert.deepEqual(
      told.map(({ attempt, delay, command, node }) => [attempt, delay, command, node]),
      [
        [2, 4, 'get', hangingUp.server],
        [3, 12, 'get', hangingUp.server],
        [4, 36, 'get', hangingUp.server],
      ],
    )
    for (const { error } of told) assert.ok(error instanceof UnexpectedCloseError)
    // Beside that, what is lost with a connection is repeated once at once.
    assert.equal(hangingUp.peers.length, 5)
  })

  test('waits for a server that comes back', async (t) => {
    const { server } = await memcached(t)
    const between = await proxy(t, server)
    const { port } = between
    await between.stop()
    const cache = client(t, [between.server, server], {
      defaultNoreply: false,
      retryTimeout: 5,
      retryAttempts: 1000,
      retry: { attempts: 100, delay: 5, backoff: 1 },
    })
    const key = KEYS.find((key) => cache.nodeFor(key) === between.server)
    const calls = [
      cache.set(key as string, 'x'),
      cache.get(key as string),
      cache.getMany(['a', 'b', 'c', 'd', 'e']),
    ] as const
    await t.until('a second attempt', event(cache, 'retried'))
    await between.listen({ port })
    // A read must not pass a change of its key, so that the change is given up: it is not known to have failed alone.
    const [set, get, many] = await Promise.all(calls.map((call) => settled(call)))
    assert.ok(set === true || set instanceof ConnectError)
    assert.ok(get === undefined || get === 'x')
    assert.ok(many instanceof Map)
    assert.equal(await cache.incr('counter', 1), undefined)
  })

  test('never repeats a write that may have been carried out, but one that was not sent', async (t) => {
    const { server } = await memcached(t)
    const between = await proxy(t, server)
    const cache = client(t, between.server, {
      defaultNoreply: false,
      retry: { attempts: 5, delay: 1 },
    })
    await cache.set('n', '1')
    between.down.cutAfter(between.down.sent + 1)
    assert.ok((await settled(cache.incr('n', 1))) instanceof UnexpectedCloseError)
    assert.equal(await cache.get('n'), '2')
    const { port } = between
    const lost = event(cache, 'connectionLost')
    await between.stop()
    await t.until('the loss', lost)
    const incr = cache.incr('n', 1)
    await t.until('retried', event(cache, 'retried'))
    await between.listen({ port })
    const result = await settled(incr)
    assert.ok(result === 3 || result instanceof ConnectError, String(result))
    assert.equal(await client(t, server).get('n'), result === 3 ? '3' : '2')
  })

  test('gives a change up when a later request of its key is sent', async (t) => {
    const cache = client(t, NOBODY, {
      defaultNoreply: false,
      retry: { attempts: 2, delay: 60_000, jitter: 0 },
      timeout: 0,
    })
    const settledCalls: string[] = []
    const held = async (name: string, call: () => Promise<unknown>): Promise<void> => {
      const retried = event(cache, 'retried')
      call().catch(() => settledCalls.push(name))
      await t.until('retried', retried)
    }
    await held('set a', () => cache.set('a', 'old'))
    await held('incr b', () => cache.incr('b', 1))
    await held('get c', () => cache.get('c'))
    assert.deepEqual(settledCalls, [])
    await held('set a again', () => cache.set('a', 'new'))
    assert.deepEqual(settledCalls, ['set a'])
    await held('get a', () => cache.get('a'))
    assert.deepEqual(settledCalls, ['set a', 'set a again'])
    await held('flushAll', () => cache.flushAll())
    assert.deepEqual(settledCalls, ['set a', 'set a again', 'incr b'])
    await held('add d', () => cache.add('d', 'x'))
    assert.deepEqual(settledCalls, ['set a', 'set a again', 'incr b', 'flushAll'])
  })

  test('keeps the order of a key, however often its server goes', async (t) => {
    const { server } = await memcached(t)
    const between = await proxy(t, server)
    const { port } = between
    for (const names of [between.server, [between.server, NOBODY]]) {
      const cache = client(t, names, {
        defaultNoreply: false,
        retryTimeout: 5,
        retryAttempts: 1000,
        retry: { attempts: 5, delay: 4 },
        failover: 'fail',
      })
      const random = new Random(3)
      const key = KEYS.find((key) => cache.nodeFor(key) === between.server) as string
      await cache.set(key, '')
      const stored: number[] = []
      const calls: Promise<unknown>[] = []
      for (let n = 1; n <= 1500; n++) {
        const call = cache.append(key, `${n},`).then(
          (done) => done && stored.push(n),
          () => {},
        )
        calls.push(call)
        if (random.below(5) === 0) calls.push(settled(cache.get(key)))
        if (random.below(4) === 0) await new Promise((resolve) => setTimeout(resolve, 1))
        if (random.below(40) === 0) between.cut()
        if (random.below(300) === 0) {
          await between.stop()
          await new Promise((resolve) => setTimeout(resolve, random.below(12)))
          await between.listen({ port })
        }
      }
      await Promise.all(calls)
      const value = String(await client(t, server).get(key))
      const numbers = value.split(',').filter(Boolean).map(Number)
      // What was on its way when its connection was lost has rejected, and the server may read it later than what follows.
      const known = new Set(stored)
      const order = numbers.filter((n) => known.has(n))
      for (const [i, n] of order.entries())
        assert.ok(i === 0 || n > (order[i - 1] as number), value)
      assert.equal(new Set(numbers).size, numbers.length, value)
      for (const n of stored) assert.ok(numbers.includes(n), `${n} was stored`)
      assert.ok(stored.length > 100, String(stored.length))
    }
  })

  test('of a single server waits until that is tried again, and uses up no attempt meanwhile', async (t) => {
    const { server } = await memcached(t)
    const between = await proxy(t, server)
    const { port } = between
    await between.stop()
    const cache = client(t, between.server, {
      defaultNoreply: false,
      timeout: 0,
      retry: { attempts: 4, delay: 1, backoff: 1 },
    })
    const told: RetriedEvent[] = []
    cache.on('retried', (retried) => {
      if (told.push(retried) === 3) between.listen({ port })
    })
    assert.equal(await cache.set('a', 'x'), true)
    for (const [i, { delay }] of told.entries()) assert.ok(delay > 2 ** i * 24, String(delay))
    assert.deepEqual(
      told.map(({ attempt }) => attempt),
      [2, 3, 4],
    )
  })

  test('of a single server that others have tried meanwhile waits for the next pause to end', async (t) => {
    const cache = client(t, NOBODY, {
      defaultNoreply: false,
      timeout: 0,
      retry: { attempts: 2, delay: 1 },
    })
    const errors = await Promise.all(
      Array.from({ length: 20 }, async (_, i) => {
        await new Promise((resolve) => setTimeout(resolve, 7 * i))
        return settled(cache.get(`key:${i}`))
      }),
    )
    for (const error of errors) {
      assert.ok(error instanceof ConnectError)
      assert.doesNotMatch(error.message, /the next attempt may be made/)
    }
  })

  test('spans the deadline of its call: what would come later is not waited for', async (t) => {
    const cache = client(t, [NOBODY, '127.0.0.1:2'], {
      defaultNoreply: false,
      failover: 'fail',
      retry: { attempts: 100, delay: 10, jitter: 0 },
    })
    const told: number[] = []
    cache.on('retried', ({ delay }) => told.push(delay))
    const begun = performance.now()
    const error = await settled(cache.get('a', { timeout: 200 }))
    assert.ok(error instanceof ConnectError || error instanceof TimeoutError)
    assert.ok(performance.now() - begun < 250)
    assert.deepEqual(told, [10, 20, 40, 80])
  })

  test('ends with the signal of its call', async (t) => {
    const cache = client(t, NOBODY, {
      defaultNoreply: false,
      timeout: 0,
      retry: { attempts: 3, delay: 60_000 },
    })
    const { signal, abort } = controller()
    const calls = [
      cache.get('a', { signal }),
      cache.set('b', 'x', { signal }),
      cache.getMany(['c', 'd'], { signal }),
    ]
    await t.until('retried', event(cache, 'retried'))
    abort(new Error('enough'))
    for (const call of calls) assert.equal(((await settled(call)) as Error).message, 'enough')
  })

  test('ends with the client', async (t) => {
    for (const end of ['close', 'destroy'] as const) {
      const cache = client(t, NOBODY, {
        defaultNoreply: false,
        timeout: 0,
        retry: { attempts: 3, delay: 60_000 },
      })
      const call = settled(cache.get('a'))
      await t.until('retried', event(cache, 'retried'))
      await cache[end]()
      const { code, message, server } = (await call) as MemcacheError
      assert.deepEqual(
        [code, message, server],
        ['MEMWIRE_CLOSED', 'the client is closed; make a new one', NOBODY],
      )
    }
  })

  test('is for the errors that it names alone', async (t) => {
    const cache = client(t, NOBODY, {
      defaultNoreply: false,
      retry: { delay: 1, retryOn: ['MEMWIRE_UNEXPECTED_CLOSE'] },
    })
    cache.on('retried', () => assert.fail('it is sent again'))
    assert.ok((await settled(cache.get('a'))) instanceof ConnectError)
  })
})

function controller(): { signal: AbortSignal; abort: (reason: Error) => void } {
  const made = new AbortController()
  return { signal: made.signal, abort: (reason) => made.abort(reason) }
}
