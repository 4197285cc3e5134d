import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../support/root.js'
import { suite } from '../support/suite.js'

interface Row {
  readonly id: string
  readonly what: string
  readonly shown: string
}

function text(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}

/** The rows of the page's tables. */
function rowsOf(page: string): Row[] {
  return [...page.matchAll(/^\| ([A-Z]\d+) \| (.*?) \| .*? \| (.*) \|$/gm)].map(
    ([, id = '', what = '', shown = '']) => ({ id, what, shown }),
  )
}

/** Why a row proves nothing; undefined if it does. */
function flaw({ id, shown }: Row): string | undefined {
  if (/^not ours: \S/.test(shown)) return undefined
  for (const reference of shown.split('<br>')) {
    const [, file = '', title = ''] = /^`(test\/\S+\.test\.ts): (.+)`$/.exec(reference) ?? []
    if (title === '') return `${id}: ${reference} names no test`
    if (!existsSync(join(root, file))) return `${id}: there is no ${file}`
    const titles = ["'", '"', '`'].map((mark) => `test(${mark}${title}${mark},`)
    const source = text(file).replace(/test\(\s+/g, 'test(')
    if (!titles.some((call) => source.includes(call))) return `${id}: ${file} has no test ${title}`
  }
  return undefined
}

const rows = rowsOf(text('docs/robustness.md'))
const inventory = JSON.parse(text('test/data/robustness.json')) as Record<string, string>

suite('the page of what memwire survives', (test) => {
  test('has a row for everything of the inventory, and no other', () => {
    assert.deepEqual(
      rows.map(({ id, what }) => [id, what]),
      Object.entries(inventory),
    )
    assert.ok(rows.length > 80)
  })

  test('names tests that are there', () => {
    assert.deepEqual(rows.map(flaw).filter(Boolean), [])
  })

  test('does not pass with a test that is not there, or without one', () => {
    const row = { id: 'P1', what: '' }
    const file = 'test/fire/page.test.ts'
    assert.equal(flaw({ ...row, shown: '' }), 'P1:  names no test')
    assert.equal(flaw({ ...row, shown: '`test/no.test.ts: x`' }), 'P1: there is no test/no.test.ts')
    assert.equal(flaw({ ...row, shown: `\`${file}: x\`` }), `P1: ${file} has no test x`)
    assert.equal(flaw({ ...row, shown: `\`${file}: names tests that are there\`` }), undefined)
  })

  test('says why, where a row concerns another client', () => {
    const others = rows.filter(({ shown }) => shown.startsWith('not ours'))
    assert.deepEqual(
      others.map(({ id }) => id),
      ['D12'],
    )
  })
})
