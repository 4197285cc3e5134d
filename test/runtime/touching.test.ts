import assert from 'node:assert/strict'
import { Menagerie } from '../golden/menagerie/client.js'
import { scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'

suite('a request whose fields touch text', (test) => {
  test('has a key as the bytes that it is, and the length of its block', async (t) => {
    const line = Buffer.from('feed k=\xe9\xff,n=3 3\r\n\xc3\xa9!\r\n', 'latin1')
    const server = await scripted(t, [[line, 'EATEN\r\n']])
    const zoo = new Menagerie(server.server, { defaultNoreply: false })
    t.after(() => zoo.destroy())
    const fed = zoo.feed(Buffer.from([0xe9, 0xff]), 'é!')
    assert.equal(await t.until('the answer', fed), true)
  })

  test('has the number that the serializer or the call chose', async (t) => {
    const server = await scripted(t, [
      ['house a/s f16:3! 0\r\ncat\r\n', 'EMPTY\r\n'],
      ['house a/s f7:3! 0\r\ncat\r\n', 'EMPTY\r\n'],
    ])
    const zoo = new Menagerie(server.server)
    t.after(() => zoo.destroy())
    assert.equal(await t.until('the answer', zoo.house('a', 'cat', 0)), undefined)
    assert.equal(await t.until('the answer', zoo.house('a', 'cat', 0, { flags: 7 })), undefined)
  })
})
