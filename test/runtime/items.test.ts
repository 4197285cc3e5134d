import assert from 'node:assert/strict'
import { Menagerie } from '../golden/menagerie/client.js'
import { Teahouse } from '../golden/teahouse/client.js'
import { settled } from '../support/client.js'
import { scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'

suite('an error among items', (test) => {
  const replies = {
    shelves: 'AT door locked\r\nSORRY no light\r\n',
    menu: 'TEA oolong [50 g]\r\nSORRY no light\r\n',
  }
  for (const [method, reply] of Object.entries(replies)) {
    test(`ends the connection, whatever ${method} collects`, async (t) => {
      const line = method === 'menu' ? 'menu page=1' : method
      const closed = (peer: { closed: Promise<unknown> }) => peer.closed
      const server = await scripted(t, {
        connections: [[[`${line}\r\n`, reply, closed]], [['version\r\n', 'VERSION 2.0.0\r\n']]],
      })
      const house = new Teahouse(server.server)
      t.after(() => house.destroy())
      const node = server.server
      const asked = method === 'menu' ? house.menu(1, { node }) : house.shelves({ node })
      const error = await t.until('the error', settled(asked))
      assert.match(String(error), /^ServerError: no light$/)
      assert.equal(await t.until('the version', house.version({ node })), '2.0.0')
      await t.until('the script', server.played)
    })
  }
})

suite('items that fill a record', (test) => {
  test('leave out what their line leaves out, and keep what another has said', async (t) => {
    const server = await scripted(t, [
      ['census\r\n', 'TOTAL 1 2\r\nTOTAL 3\r\nDONE\r\n'],
      ['census\r\n', 'TOTAL 4\r\nDONE\r\n'],
    ])
    const zoo = new Menagerie(server.server)
    t.after(() => zoo.destroy())
    const empty = { kinds: new Map(), names: new Map() }
    const both = await t.until('the census', zoo.census())
    assert.deepEqual(both, { ...empty, total: 3, other: 2 })
    const one = await t.until('the census', zoo.census())
    assert.deepEqual(one, { ...empty, total: 4 })
  })
})
