import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { type LruCrawlerMetadumpItem, MemcacheError, TimeoutError } from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { Gate } from '../support/gate.js'
import { turn } from '../support/packet.js'
import type { Peer } from '../support/peer.js'
import { type Act, type Script, scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'

/** What one read of the socket brings, at most. */
const READ = 512 * 1024
const TIMEOUT = 40
/** A body of a loop that takes longer than the timeout. */
const BUSY = 100

const gone = (peer: Peer) => peer.closed

function line(key: string): string {
  return `key=${key} exp=-1 la=1 cas=2 fetch=no cls=1 size=65\n`
}

function dump(...acts: Act[]): Script {
  return [['lru_crawler metadump all\r\n', ...acts, gone]]
}

/** The keys that came, and how it ended. */
async function read(
  stream: AsyncIterable<LruCrawlerMetadumpItem>,
  body: (key: string) => unknown,
): Promise<{ keys: string[]; error?: unknown }> {
  const keys: string[] = []
  try {
    for await (const { key } of stream) {
      keys.push(String(key))
      await body(String(key))
    }
  } catch (error) {
    return { keys, error }
  }
  return { keys }
}

suite('a loop that never waits', (test) => {
  test('lets everything else have its turn behind each read of the socket', async (t) => {
    const text = line('k'.repeat(200))
    const chunk = text.repeat(1000)
    let sent = 0
    const { server } = await scripted(
      t,
      dump(async (peer) => {
        while (sent < 32 * READ) {
          await peer.send(chunk)
          sent += chunk.length
        }
        await peer.send('END\r\n')
      }),
    )
    const stream = client(t, server, { timeout: 0 }).lruCrawlerMetadump('all')
    await stream.next()
    // The buffers between are full: each read brings as much as it can.
    for (let same = 0, last = 0; same < 200; same = sent === last ? same + 1 : 0) {
      last = sent
      await turn()
    }
    assert.ok(sent > 2 * READ, 'more waits than one read brings')
    let since = 0
    let most = 0
    let isOver = false
    const beginTurn = () => {
      since = 0
      if (!isOver) setImmediate(beginTurn)
    }
    setImmediate(beginTurn)
    for await (const _ of stream) {
      since += text.length
      most = Math.max(most, since)
    }
    isOver = true
    assert.ok(most <= READ + text.length, `${most} bytes in one turn`)
  })
})

suite('the time of a loop that is busy', (test) => {
  const options = { timeout: TIMEOUT }

  test('does not count for the server of the last item', async (t) => {
    const gate = new Gate()
    const { server } = await scripted(
      t,
      dump(line('a'), () => gate.opened, 'END\r\n'),
    )
    const got = await read(client(t, server).lruCrawlerMetadump('all', options), async () => {
      await sleep(BUSY)
      gate.open()
    })
    assert.deepEqual(got, { keys: ['a'] })
  })

  test('does not count for another server', async (t) => {
    const gate = new Gate()
    const quick = await scripted(t, dump(`${line('a')}${line('b')}END\r\n`))
    const slow = await scripted(
      t,
      dump(() => gate.opened, `${line('c')}END\r\n`),
    )
    const stream = client(t, [quick.server, slow.server]).lruCrawlerMetadump('all', options)
    const got = await read(stream, async (key) => {
      if (key !== 'b') return
      await sleep(BUSY)
      gate.open()
    })
    assert.deepEqual(got, { keys: ['a', 'b', 'c'] })
  })

  test('is nobody to wait for: what the loop waits adds up while other servers speak', async (t) => {
    const quick = await scripted(
      t,
      dump(async (peer) => {
        let isThere = true
        peer.closed.then(() => {
          isThere = false
        })
        while (isThere) {
          await peer.send(line('a'))
          await sleep(TIMEOUT / 8)
        }
      }),
    )
    const mute = await scripted(t, dump())
    const stream = client(t, [quick.server, mute.server]).lruCrawlerMetadump('all', options)
    const { keys, error } = await read(stream, () => {})
    assert.ok(error instanceof TimeoutError, String(error))
    assert.equal(error.message, `no line from ${mute.server} within ${TIMEOUT} ms`)
    assert.ok(keys.length > 0)
    await t.until('the end of the connection', quick.played)
  })
})

suite('an error of one of several servers', (test) => {
  test('comes behind the items of the others that wait', async (t) => {
    const gate = new Gate()
    const good = await scripted(t, dump(line('a') + line('b') + line('c')))
    const bad = await scripted(
      t,
      dump(
        () => gate.opened,
        (peer) => peer.close(),
      ),
    )
    const stream = client(t, [good.server, bad.server]).lruCrawlerMetadump('all')
    const got = await read(stream, async (key) => {
      if (key !== 'a') return
      gate.open()
      await bad.played
      await turn()
    })
    assert.deepEqual(got.keys, ['a', 'b', 'c'])
    assert.ok(got.error instanceof MemcacheError && got.error.server === bad.server)
  })

  test('is nothing to whoever has left before', async (t) => {
    const gate = new Gate()
    const good = await scripted(t, dump(line('a') + line('b')))
    const bad = await scripted(
      t,
      dump(
        () => gate.opened,
        (peer) => peer.close(),
      ),
    )
    const stream = client(t, [good.server, bad.server]).lruCrawlerMetadump('all')
    await stream.next()
    gate.open()
    await bad.played
    await turn()
    await stream.return()
    assert.deepEqual(await stream.next(), { value: undefined, done: true })
  })

  test('does not keep the items from a client that is closed', async (t) => {
    const servers = await Promise.all(
      ['a', 'b'].map((key) => scripted(t, dump(line(key) + line(key)))),
    )
    const cache = client(
      t,
      servers.map(({ server }) => server),
    )
    const stream = cache.lruCrawlerMetadump('all')
    await stream.next()
    await turn()
    cache.destroy()
    const error = await settled(stream.next())
    assert.ok(error instanceof MemcacheError && error.code === 'MEMWIRE_CLOSED', String(error))
    assert.deepEqual(await stream.next(), { value: undefined, done: true })
  })
})

suite('a stream whose server does not say its version', (test) => {
  test('got no reply, although there is a connection', async (t) => {
    const { server } = await scripted(t, [['version\r\nversion memwire\r\n', gone]])
    const cache = client(t, server, { assume: undefined })
    const { error } = await read(cache.lruCrawlerMetadump('all', { timeout: TIMEOUT }), () => {})
    assert.ok(error instanceof TimeoutError)
    assert.equal(error.message, `no reply from ${server} within ${TIMEOUT} ms`)
    cache.destroy()
  })
})
