import assert from 'node:assert/strict'
import { ConnectError, UnexpectedCloseError } from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { memcached } from '../support/memcached.js'
import { event } from '../support/nodes.js'
import { scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'

const CURIOUS = { defaultNoreply: false, assume: undefined, timeout: 0 } as const

suite('a server that takes connections and ends them', (test) => {
  test('without a word is given up soon, also for what waits to know its version', async (t) => {
    const server = await scripted(t, { connections: [] }, { others: (peer) => peer.close() })
    const cache = client(t, server.server, CURIOUS)
    const failing = event(cache, 'nodeFailing')
    const calls = await Promise.all([
      settled(cache.metaGet('a', { value: true })),
      settled(cache.gat('a', 60)),
      settled(cache.flushAll()),
    ])
    for (const error of calls) {
      assert.ok(error instanceof UnexpectedCloseError, String(error))
      assert.match(error.message, /closed the connection/)
    }
    await t.until('nodeFailing', failing)
    // For a moment it is left alone.
    assert.ok((await settled(cache.gat('a', 60))) instanceof ConnectError)
    assert.ok(server.peers.length <= 8, `${server.peers.length} connections`)
  })

  test('with an error line is given up with that line', async (t) => {
    const full = 'SERVER_ERROR Too many open connections\r\n'
    const server = await scripted(
      t,
      { connections: [] },
      {
        others: async (peer) => {
          await peer.send(full)
          peer.close()
        },
      },
    )
    const cache = client(t, server.server, CURIOUS)
    const error = await settled(cache.metaGet('a', { value: true }))
    assert.ok(error instanceof UnexpectedCloseError, String(error))
    assert.match(error.message, /Too many open connections/)
    assert.ok(server.peers.length <= 8, `${server.peers.length} connections`)
  })

  test('is used as soon as it stays', async (t) => {
    const { server } = await memcached(t)
    const cache = client(t, server, CURIOUS)
    assert.equal(await cache.metaGet('absent', { value: true }), undefined)
  })
})
