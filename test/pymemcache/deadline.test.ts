import assert from 'node:assert/strict'
import { setTimeout } from 'node:timers/promises'
import { TimeoutError } from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'

suite("deadlines where pymemcache's are those of one packet", (test) => {
  test('bytes that keep coming do not put the deadline off', async (t) => {
    const server = await scripted(t, async (peer) => {
      await peer.expect('get key\r\n')
      await peer.send('VALUE key 16 1000000\r\n')
      let open = true
      const closed = peer.closed.then(() => {
        open = false
      })
      while (open) {
        await peer.send('x')
        await Promise.race([closed, setTimeout(5)])
      }
    })
    const cache = client(t, server.server, { defaultNoreply: false, timeout: 100 })
    const error = await t.until('the deadline', settled(cache.get('key')))
    assert.ok(error instanceof TimeoutError)
    assert.ok(server.peers.length === 1)
    cache.destroy()
    await server.peers[0]?.closed
  })
})
