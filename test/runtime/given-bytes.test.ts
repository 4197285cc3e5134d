import assert from 'node:assert/strict'
import { deflateSync } from 'node:zlib'
import { IllegalInputError } from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { anyServer } from '../support/memcached.js'
import { scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'

/** Bytes whose memory belongs to somebody else now. */
function detached(length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  structuredClone(bytes, { transfer: [bytes.buffer] })
  return bytes
}

/** Bytes in a memory that is too short for them now. */
function shrunk(): Uint8Array {
  // The types of ES2022 do not know that a memory can change its size.
  const Resizable = ArrayBuffer as unknown as new (
    length: number,
    options: object,
  ) => ArrayBuffer & { resize(length: number): void }
  const memory = new Resizable(8, { maxByteLength: 16 })
  const bytes = new Uint8Array(memory, 0, 8)
  memory.resize(4)
  return bytes
}

suite('the bytes of a call', (test) => {
  const sizes = [1, 100, 20_000, 300_000]

  test('are those at the call, whatever becomes of them before they are sent', async (t) => {
    const server = await anyServer(t)
    const cache = client(t, server)
    // The first round comes before the connection, the second behind requests of its turn.
    for (const round of ['before', 'behind']) {
      const given = sizes.map((size) => Buffer.alloc(size, 'a'))
      const sets = given.map((bytes, i) => cache.set(`${round}:${i}`, bytes))
      const silent = Uint8Array.of(1, 2, 3)
      sets.push(cache.set(`${round}:silent`, silent, { noreply: true }).then(() => true))
      sets.push(cache.setMany({ [`${round}:many`]: silent }).then(() => true))
      for (const bytes of given) bytes.fill('b')
      silent.fill(9)
      await t.until('sets', Promise.all(sets))
      for (const [i, size] of sizes.entries())
        assert.ok(Buffer.alloc(size, 'a').equals((await cache.get(`${round}:${i}`)) as Buffer))
      assert.deepEqual(await cache.get(`${round}:silent`), Buffer.from([1, 2, 3]))
      assert.deepEqual(await cache.get(`${round}:many`), Buffer.from([1, 2, 3]))
    }
    const tail = Buffer.from('tail')
    const append = cache.append('before:silent', tail)
    tail.fill(0)
    await append
    assert.deepEqual(await cache.get('before:silent'), Buffer.from('\u0001\u0002\u0003tail'))
  })

  test('may be taken away after the call', async (t) => {
    const cache = client(t, await anyServer(t))
    for (const size of sizes) {
      const bytes = new Uint8Array(size).fill(7)
      const calls = [cache.get('absent'), cache.set('taken', bytes), cache.set('next', 'next')]
      structuredClone(bytes, { transfer: [bytes.buffer] })
      assert.deepEqual(await t.until('the calls', Promise.all(calls)), [undefined, true, true])
      assert.deepEqual(await cache.get('taken'), Buffer.alloc(size, 7))
    }
  })

  test('do not mix in memory that is used again, whatever becomes of the calls', async (t) => {
    const cache = client(t, await anyServer(t))
    for (let round = 0; round < 10; round++) {
      const controller = new AbortController()
      const calls = Array.from({ length: 30 }, (_, i) => {
        const bytes = Buffer.alloc(20_000 + 30_000 * (i % 9), `${round}:${i},`)
        const turnedAway = i % 7 === 3
        const options = turnedAway ? { signal: controller.signal } : { noreply: i % 5 === 4 }
        const call = cache.set(`mixed${i}`, bytes, options as { noreply: boolean })
        return settled(call.finally(() => bytes.fill(0)))
      })
      const large = settled(cache.set('mixed', Buffer.alloc(1_100_000)))
      controller.abort()
      await t.until('the calls', Promise.all([...calls, large]))
      await cache.version()
      for (let i = 0; i < calls.length; i++) {
        if (i % 7 === 3) continue
        const bytes = Buffer.alloc(20_000 + 30_000 * (i % 9), `${round}:${i},`)
        assert.ok(bytes.equals((await cache.get(`mixed${i}`)) as Buffer), `${round}:${i}`)
      }
    }
  })

  test('are sent again on the next connection as they were at the call', async (t) => {
    const block = 'a'.repeat(50_000)
    const request = `set k 0 0 50000\r\n${block}\r\n`
    const server = await scripted(t, {
      connections: [[[request, (peer) => peer.close()]], [[request, 'STORED\r\n']]],
    })
    const cache = client(t, server.server)
    const bytes = Buffer.from(block)
    const call = cache.set('k', bytes)
    bytes.fill('b')
    assert.equal(await t.until('the set', call), true)
    await t.until('the script', server.played)
  })

  test('of a serializer or a compressor may be written over by its next', async (t) => {
    const server = await anyServer(t)
    const scratch = Buffer.alloc(1000)
    const serializing = client(t, server, {
      defaultNoreply: false,
      serializer: (_key, value) => ({
        data: scratch.subarray(0, scratch.write(value as string)),
        flags: 16,
      }),
    })
    await t.until('sets', serializing.setMany({ one: 'one', two: 'two!' }))
    assert.deepEqual(
      await serializing.getMany(['one', 'two']),
      new Map([
        ['one', 'one'],
        ['two', 'two!'],
      ]),
    )
    const compressing = client(t, server, {
      defaultNoreply: false,
      compression: {
        threshold: 20,
        compress: (data) => scratch.subarray(0, deflateSync(data).copy(scratch)),
      },
    })
    const [one, two] = ['one'.repeat(30), 'two!'.repeat(30)]
    await t.until('sets', compressing.setMany({ one, two }))
    assert.deepEqual(
      await compressing.getMany(['one', 'two']),
      new Map([
        ['one', one],
        ['two', two],
      ]),
    )
  })

  test('are refused where there is no memory behind them any more', async (t) => {
    const server = await anyServer(t)
    const cache = client(t, server)
    const serialized = client(t, server, {
      defaultNoreply: false,
      serializer: () => ({ data: detached(8), flags: 0 }),
    })
    const compressed = client(t, server, { defaultNoreply: false, compression: true })
    const gone = 'got one whose memory was transferred or made too short; make a copy before that'
    for (const [call, what] of [
      [cache.set('k', detached(8)), 'value'],
      [cache.set('k', detached(300_000)), 'value'],
      [cache.set('k', shrunk()), 'value'],
      [cache.setMany({ a: 'a', k: detached(8) }), 'value'],
      [compressed.set('k', detached(1000)), 'value'],
      [serialized.set('k', 1), 'serializer: data'],
      [cache.append('k', detached(8)), 'append'],
      [cache.get(detached(8)), 'key'],
      [cache.getMany([shrunk()]), 'key'],
      [cache.metaGet(detached(8), { base64: true, value: true } as never), 'key'],
      [cache.raw('version', { end: detached(8) }), 'end'],
    ] as const) {
      const error = await t.until(what, settled(call as Promise<unknown>))
      assert.ok(error instanceof IllegalInputError, String(error))
      assert.equal(error.message, `${what}: expected a Uint8Array with its bytes, ${gone}`)
    }
    assert.throws(() => cache.nodeFor(detached(8)), {
      message: `key: expected a Uint8Array with its bytes, ${gone}`,
    })
    assert.equal(await cache.set('k', new Uint8Array(0)), true)
    assert.equal(await cache.set('k', new Uint8Array(new ArrayBuffer(8), 8)), true)
  })
})
