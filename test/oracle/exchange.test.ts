import assert from 'node:assert/strict'
import fc from 'fast-check'
import { counterparts } from '../support/counterpart.js'
import { suite } from '../support/suite.js'
import { agreeOnReply, agreeOnRequest } from './agreement.js'
import { oddCall, someCall } from './call.js'
import { someExchange } from './exchange.js'
import { drawOf } from './seed.js'
import { tagged } from './tagged.js'

for (const [file, counterpart] of await counterparts(tagged)) {
  const pair = { ...counterpart, serde: tagged }
  const { spec } = pair

  suite(`the oracle and the client of ${file} agree`, (test) => {
    test('on what calls send', async () => {
      const property = fc.asyncProperty(someCall(spec, { answered: false }), async (call) => {
        await agreeOnRequest(pair, call)
      })
      await fc.assert(property, drawOf(1000))
    })

    test('on what is refused', async () => {
      const property = fc.asyncProperty(oddCall(spec), async (call) => {
        await agreeOnRequest(pair, call)
      })
      await fc.assert(property, drawOf(1000))
    })

    test('on what replies mean, wherever they are cut', async () => {
      const property = fc.asyncProperty(someExchange(spec), async ({ call, stream, sizes }) => {
        const agreed = await agreeOnRequest(pair, call)
        assert.ok(agreed)
        await agreeOnReply(pair, agreed, stream, sizes)
      })
      await fc.assert(property, drawOf(1000))
    })
  })
}
