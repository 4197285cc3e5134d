import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkPage, idsOf, titlesOf } from '#scripts/inventory.mjs'
import { root } from './support/root.js'
import { suite } from './support/suite.js'

const ids = ['client/get', 'fault/B1']
const source = `suite('a suite', (test) => {
  test('gives the value', async () => {})
  test(
    "does not take 'this'",
    async () => {},
  )
  assert.equal('no title', 'at all')
})`
const read = (file: string) => (file === 'test/a.test.ts' ? source : undefined)
const good = [
  '| `client/get` | test/a.test.ts: gives the value | |',
  '| `fault/B1` | what | | never |',
]

function problems(...rows: string[]): readonly string[] {
  return checkPage(rows.join('\n'), ids, read).problems
}

suite('the page on pymemcache', (test) => {
  test('has a test or a reason for each test and each fault', () => {
    const page = ['# Text', '| theirs | here | why |', '|---|---|---|', ...good].join('\n')
    assert.deepEqual(checkPage(page, ids, read), { tests: 1, reasons: 1, problems: [] })
  })

  test('fails without a row', () => {
    assert.deepEqual(problems(good[0] as string), ['fault/B1: expected a row, got none'])
  })

  test('fails with a second row, and with one that nobody asked for', () => {
    assert.deepEqual(problems(...good, good[1] as string, '| `client/got` | | why |'), [
      'fault/B1: expected one row, got another',
      'client/got: the inventory has no such test or fault',
    ])
  })

  test('fails with neither test nor reason', () => {
    assert.deepEqual(problems('| `client/get` |  |  |', good[1] as string), [
      'client/get: expected a test or a reason, got neither',
    ])
  })

  test('fails with a test that does not exist, beside one that does', () => {
    for (const [cell, problem] of [
      ['test/a.test.ts: gives', 'client/get: test/a.test.ts has no test "gives"'],
      ['test/a.test.ts: a suite', 'client/get: test/a.test.ts has no test "a suite"'],
      ['test/a.test.ts: no title', 'client/get: test/a.test.ts has no test "no title"'],
      ['test/b.test.ts: gives the value', 'client/get: there is no test/b.test.ts'],
      ['gives the value', 'client/get: expected test/FILE.test.ts: TITLE, got "gives the value"'],
    ] as const) {
      const row = `| \`client/get\` | test/a.test.ts: does not take 'this'<br>${cell} | why |`
      assert.deepEqual(problems(row, good[1] as string), [problem])
    }
  })

  test('takes the titles that a file registers', () => {
    assert.deepEqual([...titlesOf(source)], ['gives the value', "does not take 'this'"])
  })

  test('is held against an inventory of every test and fault', () => {
    const file = join(root, 'test/data/pymemcache-inventory.json')
    const all = idsOf(JSON.parse(readFileSync(file, 'utf8')))
    assert.equal(new Set(all).size, all.length)
    const counts = new Map<string, number>()
    for (const [group = ''] of all.map((id) => id.split('/'))) {
      counts.set(group, (counts.get(group) ?? 0) + 1)
    }
    // As the test files of pymemcache count them, and the faults that were found in it.
    assert.deepEqual(
      ['mixin', 'client', 'connect', 'pooled', 'hash', 'serde', 'integration', 'fault'].map(
        (group) => counts.get(group),
      ),
      [36, 76, 9, 15, 33, 7, 18, 35],
    )
  })
})
