import assert from 'node:assert/strict'
import { UnknownReplyError } from '#generated/index.js'
import { Teahouse } from '../golden/teahouse/client.js'
import { settled } from '../support/client.js'
import type { Peer } from '../support/peer.js'
import { scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'

suite('a line that has to follow a block', (test) => {
  test('leaves no other reading of the reply if it does not come', async (t) => {
    // The first line alone could be two words as well.
    const reply = 'LETTER 5\r\nhello\r\nMINE truly\r\n'
    const server = await scripted(t, {
      connections: [
        [['letter\r\n', reply, (peer: Peer) => peer.closed]],
        [['letter\r\n', 'LETTER 5\r\nhello\r\nYOURS truly\r\n']],
      ],
    })
    const node = server.server
    const house = new Teahouse(node)
    t.after(() => house.destroy())
    const error = await t.until('the error', settled(house.letter({ node })))
    assert.ok(error instanceof UnknownReplyError)
    assert.equal(error.message, `unknown reply from ${node}: expected YOURS, got "MINE truly"`)
    assert.deepEqual(await t.until('a letter', house.letter({ node })), {
      body: 'hello',
      sender: 'truly',
    })
  })
})
