import assert from 'node:assert/strict'
import type { Command, Spec } from '#codegen/ir.js'
import { counterparts } from '../support/counterpart.js'
import { suite } from '../support/suite.js'
import { agreeOnReply, agreeOnRequest } from './agreement.js'
import { callOf, dataOf, givenOf, plain, wireOf } from './example.js'

/** Whether no line ends what a command gives one by one. */
function isEndless({ connection, reply }: Command): boolean {
  return connection === 'stream' && reply.every(({ outcome }) => outcome.kind === 'throws')
}

function commandOf({ commands }: Spec, method: string): Command {
  return commands.find(({ name, many }) => [name, many?.name].includes(method)) as Command
}

for (const [file, counterpart] of await counterparts()) {
  const pair = { ...counterpart, serde: plain }
  const { spec } = pair

  suite(`the oracle on the examples of ${file}`, (test) => {
    for (const example of spec.commands.flatMap(({ own, examples }) => (own ? examples : []))) {
      const { title = 'as written', call, send, recv, settles, closes } = example
      test(`${call.method}: ${title}`, async () => {
        const agreed = await agreeOnRequest(pair, callOf(spec, example))
        assert.equal(agreed === undefined, send === undefined)
        if (!agreed || !send) return
        const sent = Buffer.concat(agreed.asked.requests.map(({ bytes }) => bytes))
        assert.deepEqual(sent, wireOf(send))
        if (recv === undefined || recv === 'close') return
        const stream = wireOf(recv)
        const account = await agreeOnReply(pair, agreed, stream, [stream.length])
        assert.equal(account.closes, closes)
        const told =
          settles.kind === 'throws'
            ? { error: settles.error }
            : settles.kind === 'returns'
              ? { value: dataOf(givenOf(settles.value)) }
              : { value: undefined }
        // What goes on without an end has given its items, but not settled.
        const isWaiting = isEndless(commandOf(spec, call.method)) && settles.kind === 'returns'
        if (isWaiting) {
          assert.equal(account.settles, undefined)
          return
        }
        const { text: _, ...ended } = { text: '', ...account.settles }
        assert.deepEqual('value' in ended ? { value: dataOf(ended.value) } : ended, told)
      })
    }
  })
}
