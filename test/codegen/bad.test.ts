import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHECKS } from '#codegen/check.js'
import { compile } from '#codegen/compile.js'
import { format, type Problem } from '#codegen/problem.js'
import { root } from '../support/root.js'
import { suite } from '../support/suite.js'

const FOLDER = 'test/bad'
const files = readdirSync(join(root, FOLDER)).filter((name) => name.endsWith('.yaml'))

function problemsOf(file: string, without?: string): readonly Problem[] {
  const options = without === undefined ? { cwd: root } : { cwd: root, without }
  return compile(`${FOLDER}/${file}`, options).problems
}

/** The report with which a wrong spec begins, as comments. */
function expected(file: string): string {
  const lines = readFileSync(join(root, FOLDER, file), 'utf8').split('\n')
  const end = lines.findIndex((line) => !line.startsWith('#'))
  return lines
    .slice(0, end)
    .map((line) => `${line.replace(/^# ?/, '')}\n`)
    .join('')
}

suite('wrong specs', (test) => {
  for (const file of files) {
    test(`${file} gets its report`, () => {
      assert.equal(format(problemsOf(file)), expected(file))
    })
  }

  test('are many', () => assert.ok(files.length >= 100, `${files.length}`))
})

suite('each check is needed', (test) => {
  const found = new Map<string, string>()
  for (const file of files) {
    for (const { check } of problemsOf(file)) if (check && !found.has(check)) found.set(check, file)
  }

  for (const check of CHECKS) {
    test(`without ${check} a wrong spec gets another report`, () => {
      const file = found.get(check)
      assert.ok(file, `no file of ${FOLDER} is refused by ${check}`)
      assert.notEqual(format(problemsOf(file, check)), expected(file))
    })
  }
})
