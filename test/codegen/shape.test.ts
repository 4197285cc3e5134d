import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { GRAMMAR } from '#codegen/grammar.js'
import { tables, withTables } from '#codegen/manual.js'
import { jsonSchema } from '#codegen/schema.js'
import { TYPES } from '#codegen/types.js'
import { root } from '../support/root.js'
import { suite } from '../support/suite.js'
import { commandOf, HEAD, reportOf } from './spec.js'

suite('the shape of a spec', (test) => {
  test('lets the picture of a result be any node', (t) => {
    const { reply } = commandOf(
      t,
      `  x:
    summary: Do it.
    request: x <key>
    reply:
      A: true
      B: undefined
      C: 'undefined'
      D: 7
      E <n:uint32>: { n: <n>, at: { place: here } }
      F: { returns: off, doc: Sometimes., since: 1.6.1 }
    effect: write
`,
    )
    assert.deepEqual(
      reply.map(({ outcome }) => outcome.kind === 'returns' && outcome.result.kind),
      ['literal', 'undefined', 'literal', 'literal', 'record', 'literal'],
    )
    assert.deepEqual([reply[5]?.since, reply[5]?.doc], ['1.6.1', 'Sometimes.'])
  })

  test('reports everything that does not fit, at once', (t) => {
    const report = reportOf(t, {
      'spec.yaml': `${HEAD}  x: nothing
  Y:
    doc:
    request: y <key>
    fields: { n: uint32 }
    reply: closed
    effect: write
    wait: long
    examples:
      - call: x
      - { call: [x, a], send: [{ repeat: x }], recv: 5 }
      - { call: [1], send: x, varies: m }
`,
    })
    const lines = report.split('\n').filter((line) => line.startsWith('spec.yaml'))
    assert.deepEqual(lines, [
      'spec.yaml:18:6: expected the keys of a command, found "nothing"',
      'spec.yaml:19:3: expected a method, found "Y"',
      'spec.yaml:19:3: the key summary is missing in Y',
      'spec.yaml:20:5: expected a text, found nothing',
      'spec.yaml:22:18: expected the keys of a field, found "uint32"',
      'spec.yaml:23:12: expected lines and what they give or close or none, found "closed"',
      'spec.yaml:25:11: expected forever or <field>, found "long"',
      'spec.yaml:27:15: expected a call such as [get, a], found "x"',
      'spec.yaml:28:32: expected bytes, found a mapping',
      'spec.yaml:28:54: expected bytes, found 5',
      'spec.yaml:29:17: expected a call such as [get, a], found a list',
      'spec.yaml:29:39: expected a list of texts, found "m"',
    ])
  })
})

suite('the grammar', (test) => {
  test('says something of every key and type', () => {
    for (const { name, keys } of GRAMMAR) {
      for (const key of keys) assert.match(key.doc, /^\S.*[.?]$/s, `${name}.${key.name}`)
    }
    for (const { name, doc } of TYPES) assert.match(doc, /^[A-Z].*\.$/s, name)
  })

  test('makes the tables of the manual', () => {
    const manual = readFileSync(join(root, 'spec/README.md'), 'utf8')
    assert.equal(manual, withTables(manual), 'the tables are old: node scripts/manual.mjs')
  })

  test('makes a schema that knows every key', () => {
    const schema = JSON.stringify(jsonSchema())
    for (const { name, keys } of GRAMMAR) {
      assert.ok(schema.includes(`"${name}":`), name)
      for (const key of keys) assert.ok(schema.includes(`"${key.name}":`), key.name)
    }
    for (const { name } of TYPES) assert.ok(schema.includes(`"const":"${name}"`), name)
  })

  test('refuses a manual without a place for tables', () => {
    assert.throws(() => withTables('# Nothing'), /expected the lines/)
    assert.ok(tables().includes('| `effect` |'))
  })
})
