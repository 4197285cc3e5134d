import assert from 'node:assert/strict'
import fc from 'fast-check'
import { counterparts } from '../support/counterpart.js'
import { suite } from '../support/suite.js'
import { agreeOnReply, agreeOnRequest } from './agreement.js'
import { someGarbage } from './garbage.js'
import { drawOf } from './seed.js'
import { tagged } from './tagged.js'

for (const [file, counterpart] of await counterparts(tagged)) {
  const pair = { ...counterpart, serde: tagged }

  suite(`the oracle and the client of ${file} agree on garbage`, (test) => {
    test('that differs from a reply by little, or is noise', async () => {
      const property = fc.asyncProperty(someGarbage(pair.spec), async ({ call, stream, sizes }) => {
        const agreed = await agreeOnRequest(pair, call)
        assert.ok(agreed)
        await agreeOnReply(pair, agreed, stream, sizes)
      })
      await fc.assert(property, drawOf(2000))
    })
  })
}
