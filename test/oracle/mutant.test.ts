import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Spec } from '#codegen/ir.js'
import { counterparts } from '../support/counterpart.js'
import { suite } from '../support/suite.js'
import { agreeOnReply, agreeOnRequest } from './agreement.js'
import { someCall } from './call.js'
import { someExchange } from './exchange.js'
import { drawOf } from './seed.js'
import { tagged } from './tagged.js'

const RUNS = 3000

/** A piece of a spec's meaning as it stands in its data, and another in its place. */
type Change = readonly [from: string, to: string]

/** Each is a lie about what clients send or how replies are read. */
const MUTANTS: Readonly<Record<string, Change>> = {
  'a result that is another': ['"value":"poured"', '"value":"spilt"'],
  'a number with a smaller range': [
    '"name":"total","type":{"kind":"uint64"}',
    '"name":"total","type":{"kind":"uint32"}',
  ],
  'a field that is text': [
    '"name":"rest","type":{"kind":"scalar"}',
    '"name":"rest","type":{"kind":"text"}',
  ],
  'a token that is not kept as it is written': [
    '"name":"token","type":{"kind":"cas"}',
    '"name":"token","type":{"kind":"uint64"}',
  ],
  'an error of another kind': ['"error":"ServerError"', '"error":"ClientError"'],
  'an error that closes': ['"closes":"never"', '"closes":"always"'],
  'an error that does not close': ['"closes":"block"', '"closes":"never"'],
  'a word that is spelled differently': ['"text":"DONE"', '"text":"GONE"'],
  'a word of an enum': ['"wire":"O"', '"wire":"U"'],
  'a value that is always sent': ['"always":{"mark":3}', '"always":{"mark":4}'],
  'a default': ['"default":0', '"default":1'],
  'a silence that is not asked for': [
    '"option":"hush","doc":"Ask for no answer.","default":true',
    '"option":"hush","doc":"Ask for no answer.","default":false',
  ],
  'a bound': ['"min":1,"max":12', '"min":1,"max":11'],
  'a method for many that gives another thing': ['"gives":"refused"', '"gives":"map"'],
  'a member that may not be missing': ['"optional":true', '"optional":false'],
  'a line that is shorter': ['"line":4096', '"line":256'],
}

const [, [, teahouse] = assert.fail()] = (await counterparts(tagged)).slice(1)

/** The spec with every piece of it changed. */
function mutantOf(spec: Spec, [from, to]: Change): Spec {
  const data = JSON.stringify(spec, (key, value) => (key === 'at' ? undefined : value))
  const changed = data.replaceAll(from, to)
  assert.notEqual(changed, data, `the spec has no ${from}`)
  return JSON.parse(changed) as Spec
}

/** Whether the client and this spec were seen to differ. */
async function isFoundOut(spec: Spec): Promise<boolean> {
  const pair = { ...teahouse, spec, serde: tagged }
  const cases = fc.oneof(
    someCall(teahouse.spec, { answered: false }).map((call) => ({ call })),
    someExchange(teahouse.spec),
  )
  const property = fc.asyncProperty(cases, async ({ call, ...reply }) => {
    const agreed = await agreeOnRequest(pair, call)
    if (agreed && 'stream' in reply) await agreeOnReply(pair, agreed, reply.stream, reply.sizes)
  })
  const { failed } = await fc.check(property, { ...drawOf(RUNS), endOnFailure: true })
  return failed
}

suite('an oracle that was told a lie', (test) => {
  test('is found out, and one that was not is not', async () => {
    assert.equal(await isFoundOut(mutantOf(teahouse.spec, ['Fill a pot.', 'Fill it.'])), false)
  })

  for (const [name, change] of Object.entries(MUTANTS)) {
    test(`is found out: ${name}`, async () => {
      assert.ok(await isFoundOut(mutantOf(teahouse.spec, change)), 'nobody noticed')
    })
  }
})
