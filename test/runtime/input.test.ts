import assert from 'node:assert/strict'
import fc from 'fast-check'
import { IllegalInputError } from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { answering, scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
})

suite('no argument can put a line on the wire', (test) => {
  test('keys of any kind: one line reaches the server, or none', async (t) => {
    const lines: string[] = []
    const server = await scripted(
      t,
      answering((line) => {
        lines.push(line)
        return line === 'version' ? 'VERSION 1\r\n' : 'DELETED\r\n'
      }),
    )
    const cache = client(t, server.server)
    const key = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.uint8Array(),
      anything,
    )
    await fc.assert(
      fc.asyncProperty(key, async (given) => {
        lines.length = 0
        const result = await settled(cache.delete(given as string))
        if (result instanceof IllegalInputError) assert.deepEqual(lines, [])
        else
          assert.equal(
            lines.filter((line) => /^delete [^ ]{1,250}$/.test(line)).length,
            lines.length,
          )
        assert.ok(lines.length <= 1)
      }),
      { seed: 1, numRuns: 500 },
    )
    server.peers[0]?.close()
  })

  test('numbers of any kind: one whole number reaches the server, or nothing', async (t) => {
    const lines: string[] = []
    const server = await scripted(
      t,
      answering((line) => {
        lines.push(line)
        return 'TOUCHED\r\n'
      }),
    )
    const cache = client(t, server.server)
    const number = fc.oneof(
      anything,
      fc.double(),
      fc.integer(),
      fc.maxSafeInteger(),
      fc.bigInt(),
      fc.string(),
    )
    await fc.assert(
      fc.asyncProperty(number, async (given) => {
        lines.length = 0
        const result = await settled(cache.touch('k', given as number))
        if (result instanceof IllegalInputError) assert.deepEqual(lines, [])
        else for (const line of lines) assert.match(line, /^touch k -?\d{1,10}$/)
      }),
      { seed: 2, numRuns: 500 },
    )
    server.peers[0]?.close()
  })

  test('values of any kind and length stay values', async (t) => {
    const server = await scripted(t, async (peer) => {
      for (let line = await peer.line(); line !== undefined; line = await peer.line()) {
        const length = Number(line.split(' ')[4])
        await peer.take(length + 2)
        await peer.send('STORED\r\n')
      }
    })
    const cache = client(t, server.server)
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array(), fc.json()),
        async (value) => {
          const result = await settled(cache.set('k', value))
          assert.ok(result === true || result instanceof IllegalInputError)
        },
      ),
      { seed: 3, numRuns: 300 },
    )
    server.peers[0]?.close()
  })

  test('a key that a server would take for the option is refused by delete, and taken by the others', async (t) => {
    const server = await scripted(t, [
      ['get noreply\r\n', 'END\r\n'],
      ['touch noreply 0\r\n', 'TOUCHED\r\n'],
    ])
    const cache = client(t, server.server)
    const error = await settled(cache.delete('noreply'))
    assert.ok(error instanceof IllegalInputError)
    assert.equal(
      error.message,
      'the key "noreply" cannot be used with delete: servers take it for the option noreply; use another key, or a keyPrefix',
    )
    assert.ok((await settled(cache.deleteMany(['a', 'noreply']))) instanceof IllegalInputError)
    assert.equal(await cache.get('noreply'), undefined)
    assert.equal(await cache.touch('noreply', 0), true)
  })

  test('an option that a command does not have is refused', async (t) => {
    const cache = client(t, '127.0.0.1:1')
    for (const [call, message] of [
      [
        cache.set('k', 'v', { color: 'red' } as object),
        'set has no option color; it has flags, exptime, noreply, route, timeout, signal',
      ],
      [
        cache.stats({ color: 'red' } as object),
        'stats has no option color; it has bigint, node, timeout, signal',
      ],
      [
        cache.set('k', 'v', { no_reply: false } as object),
        'set has no option no_reply; did you mean noreply?',
      ],
      [
        cache.setMany({ k: 'v' }, { expire: 60 } as object),
        'setMany has no option expire; did you mean exptime?',
      ],
      [
        cache.get('k', { timeOut: 5 } as object),
        'get has no option timeOut; did you mean timeout?',
      ],
      [cache.version({ nodes: 'a' } as object), 'version has no option nodes; did you mean node?'],
    ] as const) {
      const error = await settled(call)
      assert.ok(error instanceof IllegalInputError)
      assert.equal(error.message, message)
    }
  })

  test('keys and entries of many are checked', async (t) => {
    const cache = client(t, '127.0.0.1:1')
    for (const [call, message] of [
      [
        cache.setMany(Promise.resolve({ a: 1 }) as never),
        'setMany: expected an object, a Map or an iterable of [key, value], got a Promise',
      ],
      [cache.set('k', 'v', 60 as never), 'set: expected options such as { timeout: 500 }, got 60'],
      [cache.get('k', null as never), 'get: expected options such as { timeout: 500 }, got null'],
      [cache.get('k', { signal: {} as never }), 'signal: expected an AbortSignal, got an object'],
      [
        cache.getMany('abc' as never),
        'getMany: expected an iterable of keys such as an array, got a string',
      ],
      [cache.setMany(['ab'] as never), 'setMany: expected [key, value] as entry 0, got a string'],
      [
        cache.setMany(7 as never),
        'setMany: expected an object, a Map or an iterable of [key, value], got a number',
      ],
      [
        cache.get('k', { timeout: -1 }),
        'timeout: expected milliseconds from 0 to 2147483647, got -1',
      ],
    ] as const) {
      assert.equal(((await settled(call)) as Error).message, message)
    }
  })
})
