import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Command, Spec } from '#codegen/ir.js'
import { type Counterpart, counterparts } from '../support/counterpart.js'
import { suite } from '../support/suite.js'
import { agreeOnReply, agreeOnRequest } from './agreement.js'
import { oddCall, someCall } from './call.js'
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

/** Lies about flags. */
const LETTERED: Readonly<Record<string, Change>> = {
  'a letter that is another': ['"letter":"t","name":"ttl"', '"letter":"r","name":"ttl"'],
  'letters in another order': ['"letter":"P","name":"path"', '"letter":"L","name":"path"'],
  'a letter with another type behind it': [
    '"name":"ttl","type":{"kind":"int"}',
    '"name":"ttl","type":{"kind":"uint32"}',
  ],
  'a word behind a letter that means another thing': [
    '"wire":"1","value":true',
    '"wire":"1","value":"hit"',
  ],
  'a word behind a letter that is sent as another': ['"wire":"E"', '"wire":"B"'],
  'a bound of what stands behind a letter': ['"max":31', '"max":30'],
  'an echo that may differ': ['"echoes":true', '"echoes":false'],
  'a letter that does not come unasked': ['"unasked":true', '"unasked":false'],
  'a key that is sent as it is': ['"encodesKey":true', '"encodesKey":false'],
  'a letter that needs no other': ['"needs":["vivify"]', '"needs":[]'],
  'a letter that needs one of fewer': ['"needs":["invalidate","empty"]', '"needs":["empty"]'],
  'a letter that bears any other': ['"excludes":["key"]', '"excludes":[]'],
  'a value that is asked for without its number': [',"sentWith":"value"', ''],
  'a value that is never left out': ['"omits":["value"]', '"omits":[]'],
  'a member that somebody else asks for': ['"asked":"cas"', '"asked":"ttl"'],
  'a member that nobody has to ask for': [',"asked":"flags"', ''],
  'a line that carries fewer letters': ['"letters":["c","k","O"]', '"letters":["k","O"]'],
  'a block that is a text': [
    '"name":"value","type":{"kind":"uint64"}',
    '"name":"value","type":{"kind":"text"}',
  ],
  'a row of another order': [
    '"kind":"field","name":"username"',
    '"kind":"field","name":"password"',
  ],
}

const all = new Map(await counterparts(tagged))
const teahouse = all.get('test/golden/teahouse.yaml') ?? assert.fail()
const memcached = all.get('spec/memcached.yaml') ?? assert.fail()

/** Whether a command has letters, or a row of fields for its block. */
function isLettered({ flags, effect }: Command): boolean {
  return flags.length > 0 || effect === 'session'
}

/** The spec with every piece of it changed. */
function mutantOf(spec: Spec, [from, to]: Change): Spec {
  const data = JSON.stringify(spec, (key, value) => (key === 'at' ? undefined : value))
  const changed = data.replaceAll(from, to)
  assert.notEqual(changed, data, `the spec has no ${from}`)
  return JSON.parse(changed) as Spec
}

/** Whether the client and this spec were seen to differ. */
async function isFoundOut(counterpart: Counterpart, spec: Spec): Promise<boolean> {
  const pair = { ...counterpart, spec, serde: tagged }
  const cases = fc.oneof(
    someCall(counterpart.spec, { answered: false }).map((call) => ({ call })),
    oddCall(counterpart.spec).map((call) => ({ call })),
    someExchange(counterpart.spec),
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
    assert.equal(
      await isFoundOut(teahouse, mutantOf(teahouse.spec, ['Fill a pot.', 'Fill it.'])),
      false,
    )
  })

  for (const [name, change] of Object.entries(MUTANTS)) {
    test(`is found out: ${name}`, async () => {
      assert.ok(await isFoundOut(teahouse, mutantOf(teahouse.spec, change)), 'nobody noticed')
    })
  }

  const spec = { ...memcached.spec, commands: memcached.spec.commands.filter(isLettered) }
  const lettered = { ...memcached, spec }

  test('of flags is found out, and one that was not is not', async () => {
    const same = mutantOf(spec, ['The length of the value in bytes.', 'Its length.'])
    assert.equal(await isFoundOut(lettered, same), false)
  })

  for (const [name, change] of Object.entries(LETTERED)) {
    test(`is found out: ${name}`, async () => {
      assert.ok(await isFoundOut(lettered, mutantOf(spec, change)), 'nobody noticed')
    })
  }
})
