import assert from 'node:assert/strict'
import { format, Report } from '#codegen/problem.js'
import { either, nearest } from '#codegen/suggest.js'
import { suite } from '../support/suite.js'

suite('reports', (test) => {
  const at = (line: number, column: number, length = 1, file = 'a.yaml') => ({
    file,
    line,
    column,
    length,
  })

  test('show place, line, caret and remedy', () => {
    const report = new Report()
    report.register('a.yaml', ['spec: 1', '    request: set <key> <flag>'])
    report.add(at(2, 24, 6), 'unknown field <flag>', 'did you mean <flags>?')
    assert.equal(
      format(report.sorted()),
      `a.yaml:2:24: unknown field <flag>
    request: set <key> <flag>
                       ^^^^^^
  did you mean <flags>?
`,
    )
  })

  test('leave out a line that is not there', () => {
    const report = new Report()
    report.add(at(1, 1), 'the file cannot be read')
    assert.equal(format(report.sorted()), 'a.yaml:1:1: the file cannot be read\n')
  })

  test('are sorted by file, line and column, and say nothing twice', () => {
    const report = new Report()
    for (const [line, column, file] of [
      [2, 9, 'b.yaml'],
      [10, 1, 'a.yaml'],
      [2, 3, 'a.yaml'],
      [2, 3, 'a.yaml'],
      [2, 1, 'a.yaml'],
    ] as const) {
      report.add(at(line, column, 1, file), 'wrong')
    }
    const places = report
      .sorted()
      .map((problem) => `${problem.at.file}:${problem.at.line}:${problem.at.column}`)
    assert.deepEqual(places, ['a.yaml:2:1', 'a.yaml:2:3', 'a.yaml:10:1', 'b.yaml:2:9'])
    assert.equal(report.size, 4)
  })
})

suite('suggestions', (test) => {
  const known = ['flags', 'exptime', 'bytes', 'key', 'value']

  test('are the nearest word', () => {
    assert.equal(nearest('flag', known), 'flags')
    assert.equal(nearest('kye', known), 'key')
    assert.equal(nearest('exprime', known), 'exptime')
    assert.equal(nearest('FLAGS', known), 'flags')
  })

  test('are none if no word is near', () => {
    assert.equal(nearest('window', known), undefined)
    assert.equal(nearest('x', ['y']), undefined)
  })

  test('list words as a sentence does', () => {
    assert.equal(either(['a']), 'a')
    assert.equal(either(['a', 'b']), 'a or b')
    assert.equal(either(['a', 'b', 'c'], 'and'), 'a, b and c')
  })
})
