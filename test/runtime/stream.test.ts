import assert from 'node:assert/strict'
import {
  ConnectError,
  MemcacheError,
  ServerError,
  type Stream,
  TimeoutError,
  UnexpectedCloseError,
  UnknownCommandError,
  UnknownReplyError,
  UnsupportedCommandError,
} from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { turn } from '../support/packet.js'
import type { Peer } from '../support/peer.js'
import { type Act, answering, type Script, scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'

const DUMP = 'lru_crawler metadump all\r\n'

function line(key: string): string {
  return `key=${key} exp=-1 la=1 cas=2 fetch=no cls=1 size=65\n`
}

function dump(...acts: Act[]): Script {
  return [[DUMP, ...acts]]
}

const gone = (peer: Peer) => peer.closed

/** The keys that came, and how it ended. */
async function read(
  stream: AsyncIterable<{ key: string | Uint8Array }>,
): Promise<{ keys: string[]; error?: unknown }> {
  const keys: string[] = []
  try {
    for await (const { key } of stream) keys.push(String(key))
  } catch (error) {
    return { keys, error }
  }
  return { keys }
}

suite('streams', (test) => {
  test('give each item with its server', async (t) => {
    const { server } = await scripted(t, dump(line('a'), `${line('b')}END\r\n`, gone))
    const items = []
    for await (const item of client(t, server).lruCrawlerMetadump('all')) items.push(item)
    const rest = { exptime: -1, accessed: 1, cas: '2', fetched: false, slabClass: 1, size: 65 }
    assert.deepEqual(items, [
      { key: 'a', ...rest, node: server },
      { key: 'b', ...rest, node: server },
    ])
  })

  test('ask for nothing before the first item is asked for', async (t) => {
    const made = await scripted(t, dump('END\r\n', gone))
    const stream = client(t, made.server).lruCrawlerMetadump('all')
    await turn()
    assert.equal(made.peers.length, 0)
    assert.deepEqual(await stream.next(), { value: undefined, done: true })
    assert.deepEqual(await stream.next(), { value: undefined, done: true })
  })

  test('that nobody begins end without a connection', async (t) => {
    const { server, peers } = await scripted(t, { connections: [] })
    const stream = client(t, server).lruCrawlerMetadump('all')
    await stream.return()
    assert.deepEqual(await stream.next(), { value: undefined, done: true })
    assert.equal(peers.length, 0)
  })

  test('reject the first item where the call is wrong, and never throw', async (t) => {
    const { server } = await scripted(t, { connections: [] })
    const cache = client(t, server)
    const calls: [Stream<object>, RegExp][] = [
      [cache.lruCrawlerMetadump(5 as never), /classes: expected one word .*, got a number/],
      [cache.lruCrawlerMetadump('a b'), /classes "a b": expected one word/],
      [cache.lruCrawlerMetadump('all', { node: 'x' }), /node: expected one of .*, got "x"/],
      [cache.lruCrawlerMetadump('all', { tiemout: 5 } as never), /did you mean timeout/],
      [cache.lruCrawlerMetadump('all', { timeout: -1 }), /timeout: expected/],
      [cache.lruCrawlerMetadump('all', 5 as never), /expected options such as/],
      [cache.watch({ fetchers: 1 as never }), /fetchers: expected true or false/],
    ]
    for (const [stream, message] of calls) {
      const error = await settled(stream.next())
      assert.ok(error instanceof MemcacheError, String(error))
      assert.equal(error.code, 'MEMWIRE_ILLEGAL_INPUT')
      assert.match(error.message, message)
      assert.deepEqual(await stream.next(), { value: undefined, done: true })
    }
  })

  test('close the connection when the loop is left', async (t) => {
    const { server, played } = await scripted(t, dump(line('a') + line('b'), gone))
    for await (const { key } of client(t, server).lruCrawlerMetadump('all')) {
      assert.equal(key, 'a')
      break
    }
    await t.until('the end of the connection', played)
  })

  test('close the connection when the loop throws, and when their block ends', async (t) => {
    const one = dump(line('a'), gone)
    const { server, played } = await scripted(t, { connections: [one, one] })
    const cache = client(t, server)
    const failing = async () => {
      for await (const { key } of cache.lruCrawlerMetadump('all')) throw new Error(String(key))
    }
    assert.equal(String(await settled(failing())), 'Error: a')
    const stream = cache.lruCrawlerMetadump('all')
    await stream.next()
    await stream[Symbol.asyncDispose]()
    await t.until('the end of both connections', played)
  })

  test('tell whoever waits that there is nothing more when they are left', async (t) => {
    const { server, played } = await scripted(t, dump(line('a'), gone))
    const stream = client(t, server).lruCrawlerMetadump('all')
    const [first, second, third] = [stream.next(), stream.next(), stream.next()]
    assert.equal((await first).value?.key, 'a')
    await stream.return()
    assert.deepEqual(
      [await second, await third],
      [
        { value: undefined, done: true },
        { value: undefined, done: true },
      ],
    )
    await t.until('the end of the connection', played)
  })

  test('give items in their order to several who wait', async (t) => {
    const lines = ['a', 'b', 'c'].map(line)
    const { server } = await scripted(t, dump(...lines, 'END\r\n', gone))
    const stream = client(t, server).lruCrawlerMetadump('all')
    const results = await Promise.all(Array.from({ length: 5 }, () => stream.next()))
    assert.deepEqual(
      results.map(({ value }) => value?.key),
      ['a', 'b', 'c', undefined, undefined],
    )
  })

  test('end with the reason of their signal', async (t) => {
    const { server, played } = await scripted(t, dump(line('a') + line('b'), gone))
    const abort = new AbortController()
    const stream = client(t, server).lruCrawlerMetadump('all', { signal: abort.signal })
    assert.equal((await stream.next()).value?.key, 'a')
    const reason = new Error('enough')
    abort.abort(reason)
    assert.equal(await settled(stream.next()), reason)
    assert.deepEqual(await stream.next(), { value: undefined, done: true })
    await t.until('the end of the connection', played)
  })

  test('end with the reason of their signal while they wait, or before they begin', async (t) => {
    const { server, played } = await scripted(t, dump(gone))
    const cache = client(t, server)
    const abort = new AbortController()
    const { signal } = abort
    const before = cache.lruCrawlerMetadump('all', { signal })
    const waiting = settled(cache.lruCrawlerMetadump('all', { signal }).next())
    await turn()
    abort.abort('enough')
    assert.equal(await waiting, 'enough')
    assert.equal(await settled(before.next()), 'enough')
    assert.equal(await settled(cache.watch({ signal }).next()), 'enough')
    await t.until('the end of the connection', played)
  })

  test('have connections of their own: nothing waits behind them', async (t) => {
    const others = answering((line) => (line === 'version' ? 'VERSION 1\r\n' : undefined))
    const { server } = await scripted(t, dump(line('a'), gone), { others })
    const cache = client(t, server)
    const stream = cache.lruCrawlerMetadump('all')
    assert.equal((await stream.next()).value?.key, 'a')
    assert.deepEqual([...(await cache.version()).values()], ['1'])
    await stream.return()
    assert.deepEqual([...(await cache.version()).values()], ['1'])
  })
})

suite('a stream that fails', (test) => {
  const cases: [reply: string, keys: string[], kind: typeof MemcacheError, message: RegExp][] = [
    ['BUSY currently processing crawler request\r\n', [], ServerError, /^currently processing/],
    ['BADCLASS invalid class id\r\n', [], ServerError, /^invalid class id$/],
    ['ERROR\r\n', [], UnknownCommandError, /does not know the command/],
    ['ERROR metadump not allowed\r\n', [], ServerError, /^metadump not allowed$/],
    [
      `${line('a')}ERROR locked try again later\r\n`,
      ['a'],
      ServerError,
      /^locked try again later$/,
    ],
    [`${line('a')}SERVER_ERROR no\r\n`, ['a'], ServerError, /^no$/],
    [
      `${line('a')}garbage\n`,
      ['a'],
      UnknownReplyError,
      /^unknown reply from .*: expected OK, key=<key>, END, .* or NOTSTARTED, got "garbage"$/,
    ],
    [
      `${line('a')}key=b exp=soon\n`,
      ['a'],
      UnknownReplyError,
      /: expected .*, got "key=b exp=soon"$/,
    ],
    [line('a%zz'), [], UnknownReplyError, /got "key=a%zz exp/],
    [
      `${line('a')}key=${'x'.repeat(600_000)}`,
      ['a'],
      UnknownReplyError,
      /no end of line in 524288 bytes/,
    ],
  ]
  for (const [reply, keys, Kind, message] of cases) {
    test(`says what came, behind its items: ${JSON.stringify(reply.slice(-40))}`, async (t) => {
      const { server } = await scripted(t, dump(reply, gone))
      const got = await read(client(t, server).lruCrawlerMetadump('all'))
      assert.deepEqual(got.keys, keys)
      const { error } = got
      assert.ok(error instanceof Kind, String(error))
      assert.match(error.message, message)
      assert.deepEqual([error.server, error.command], [server, 'lruCrawlerMetadump'])
    })
  }

  test('says that the server has closed the connection', async (t) => {
    const { server } = await scripted(
      t,
      dump(line('a'), (peer) => peer.close()),
    )
    const { keys, error } = await read(client(t, server).lruCrawlerMetadump('all'))
    assert.deepEqual(keys, ['a'])
    assert.ok(error instanceof UnexpectedCloseError)
    assert.equal(error.message, `${server} closed the connection before the end`)
  })

  test('says that a server cannot be reached', async (t) => {
    const made = await scripted(t, { connections: [] })
    await made.stop()
    const { error } = await read(client(t, made.server).lruCrawlerMetadump('all'))
    assert.ok(error instanceof ConnectError)
    assert.match(error.message, /^cannot connect to .*: .*ECONNREFUSED/)
  })

  test('names the one of several servers, and leaves the others', async (t) => {
    const good = await scripted(t, dump(line('a'), gone))
    const bad = await scripted(
      t,
      dump((peer) => peer.close()),
    )
    const stream = client(t, [good.server, bad.server]).lruCrawlerMetadump('all')
    const { error } = await read(stream)
    assert.ok(error instanceof UnexpectedCloseError)
    assert.equal(error.server, bad.server)
    await t.until('the end of the other connection', good.played)
  })

  test('fails once, and is over then', async (t) => {
    const { server } = await scripted(t, dump('BUSY x\r\n', gone))
    const stream = client(t, server).lruCrawlerMetadump('all')
    const [first, second] = await Promise.all([settled(stream.next()), settled(stream.next())])
    assert.ok(first instanceof ServerError)
    assert.deepEqual(second, { value: undefined, done: true })
  })

  test('is refused where the server is too old for it, or for what is asked of it', async (t) => {
    const { server } = await scripted(t, { connections: [] })
    const cache = client(t, server, { assume: '1.6.18' })
    const dumping = await settled(cache.lruCrawlerMgdump('all').next())
    assert.ok(dumping instanceof UnsupportedCommandError)
    assert.equal(
      dumping.message,
      `${server} has version 1.6.18, but lruCrawlerMgdump needs 1.6.19 or later`,
    )
    const watching = await settled(cache.watch({ deletions: true }).next())
    assert.ok(watching instanceof UnsupportedCommandError)
    assert.match(watching.message, /the option deletions of watch needs 1.6.20 or later/)
  })

  test('asks the server what it is, and asks nothing more of one that is too old', async (t) => {
    const made = await scripted(t, [
      ['version\r\nversion memwire\r\n', 'VERSION 1.6.18\r\nVERSION 1.6.18\r\n', gone],
    ])
    const cache = client(t, made.server, { assume: undefined })
    assert.ok(
      (await settled(cache.lruCrawlerMgdump('all').next())) instanceof UnsupportedCommandError,
    )
  })
})

suite('the deadline of a stream', (test) => {
  const options = { timeout: 40 }

  test('is for each line, and begins with the call', async (t) => {
    const { server, played } = await scripted(t, dump(line('a'), 'key=b exp=', gone))
    const { keys, error } = await read(client(t, server).lruCrawlerMetadump('all', options))
    assert.deepEqual(keys, ['a'])
    assert.ok(error instanceof TimeoutError)
    assert.equal(error.message, `no line from ${server} within 40 ms`)
    await t.until('the end of the connection', played)
  })

  test('does not run while items wait for their reader', async (t) => {
    let more = () => {}
    const asked = new Promise<void>((resolve) => {
      more = resolve
    })
    const { server } = await scripted(
      t,
      dump(line('a') + line('b'), () => asked, 'END\r\n', gone),
    )
    const stream = client(t, server).lruCrawlerMetadump('all', options)
    assert.equal((await stream.next()).value?.key, 'a')
    await new Promise((resolve) => setTimeout(resolve, 100))
    assert.equal((await stream.next()).value?.key, 'b')
    more()
    assert.deepEqual(await stream.next(), { value: undefined, done: true })
  })

  test('is no deadline for a process that stood still itself', async (t) => {
    const { server } = await scripted(t, dump(line('a'), line('b'), 'END\r\n', gone))
    const stream = client(t, server).lruCrawlerMetadump('all', options)
    const first = stream.next()
    await turn()
    for (const end = Date.now() + 100; Date.now() < end; );
    assert.equal((await first).value?.key, 'a')
    assert.deepEqual(await read(stream), { keys: ['b'] })
  })

  test('is none for a log', async (t) => {
    let speak = () => {}
    const asked = new Promise<void>((resolve) => {
      speak = resolve
    })
    const { server } = await scripted(t, [
      ['watch sysevents\r\n', 'OK\r\n', () => asked, 'skipped=1\n', gone],
    ])
    const stream = client(t, server).watch({ sysevents: true, ...options })
    const event = stream.next()
    setTimeout(() => speak(), 100)
    assert.deepEqual((await event).value, { type: 'skipped', count: 1, node: server })
    await stream.return()
  })
})

suite('a client with streams', (test) => {
  for (const [name, end] of [
    ['close', 'close'],
    ['destroy', 'destroy'],
  ] as const) {
    test(`ends them with ${name}`, async (t) => {
      const log: Script = [['watch\r\n', 'OK\r\n', gone]]
      const { server, played } = await scripted(t, { connections: [dump(line('a'), gone), log] })
      const cache = client(t, server)
      const [dumping, watching] = [cache.lruCrawlerMetadump('all'), cache.watch()]
      assert.equal((await dumping.next()).value?.key, 'a')
      const waiting = [settled(dumping.next()), settled(watching.next())]
      await turn()
      await cache[end]()
      for (const error of await Promise.all(waiting)) {
        assert.ok(error instanceof MemcacheError)
        assert.equal(error.code, 'MEMWIRE_CLOSED')
      }
      const error = await settled(cache.watch().next())
      assert.ok(error instanceof MemcacheError)
      assert.equal(error.code, 'MEMWIRE_CLOSED')
      await t.until('the end of the connections', played)
    })
  }
})
