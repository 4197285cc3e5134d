import assert from 'node:assert/strict'
import { memoryTable } from '#bench/memory-report.mjs'
import { resultsOf } from '#bench/results.mjs'
import { short, spreadCell, table } from '#bench/table.mjs'
import { suite } from '../support/suite.js'
import { runOf, summariesOf } from './summaries.js'

suite('tables of a benchmark', (test) => {
  test('are Markdown', () => {
    const rows = [
      ['a', '1'],
      ['b', '2'],
    ]
    assert.equal(table(['name', 'n'], rows), '| name | n |\n| --- | ---: |\n| a | 1 |\n| b | 2 |\n')
  })

  test('have short numbers', () => {
    const numbers = {
      0: '0',
      0.0042: '0.0042',
      0.07: '0.07',
      0.5: '0.50',
      1: '1.00',
      9.996: '10.0',
      12.34: '12.3',
      99.96: '100',
      999.7: '1000',
      9999: '9999',
      10000: '10.0k',
      999900: '1.00M',
      2345000: '2.35M',
    }
    for (const [value, text] of Object.entries(numbers)) assert.equal(short(Number(value)), text)
    assert.equal(short(undefined), '-')
    assert.equal(short(Number.NaN), '-')
  })

  test('show a spread where there is one', () => {
    assert.equal(spreadCell({ median: 2, min: 1, max: 3 }), '2.00 (1.00–3.00)')
    assert.equal(spreadCell({ median: 2, min: 2, max: 2 }), '2.00')
  })

  test('mark errors, and have a dash for what is missing', () => {
    const summaries = summariesOf([
      runOf('get-c64', 'raw'),
      runOf('get-c64', 'good', { opsPerSec: 2 }),
      runOf('get-c64', 'bad', { opsPerSec: 3, errors: 1 }),
    ])
    const text = resultsOf(summaries, ['raw', 'good', 'bad', 'absent'])
    assert.ok(text.includes('| get-c64 | 1.00 | 2.00 | 3.00 ! | - |\n'), text)
    assert.ok(text.includes('| get-c64 | 1 / 0 | 1 / 0 | 1 / 1 | - |\n'), text)
    assert.doesNotMatch(text, /set out to reach/)
  })

  test('say of each target whether it was reached', () => {
    const summaries = summariesOf([
      runOf('get-c64', 'raw', { cpuUsPerOp: 1 }),
      runOf('get-c64', 'memwire', { opsPerSec: 4.8, cpuUsPerOp: 2.5, rssPeakMB: 60 }),
      runOf('get-c64', 'memjs', { opsPerSec: 0.4 }),
      runOf('get-c64', 'raw-coal', { opsPerSec: 6 }),
      runOf('get-c64', 'harness', { opsPerSec: 9, cpuUsPerOp: 0.3 }),
      runOf('get-c512', 'memwire', { cpuUsPerOp: 1 }),
    ])
    const text = resultsOf(summaries, ['raw', 'memwire', 'memjs'])
    const speed =
      '| get, 64 in flight | 0.89 | 0.40 (memjs) | 4.80 | 4.80 | yes | 6.00 (raw-coal) | 9.00 |\n'
    assert.ok(text.includes(speed), text)
    assert.ok(
      text.includes('| get, 64 in flight | 2.50 | 2.00 | **no** | 1.20 | 1.50 | yes |\n'),
      text,
    )
    assert.ok(
      text.includes('| 64 | 2.50 | 1.00 | 0.30 | 2.20 |\n| 512 | 1.00 | - | - | - |\n'),
      text,
    )
    assert.match(text, /2\.50 times what the cheapest .* \*\*not reached\*\*/)
  })

  test('tell what memory is kept', () => {
    const figures = { pending: 50_000, bytesPerCall: { get: 499.4 }, passed: 1e9, heapBefore: 7e6 }
    const calm = memoryTable({ ...figures, heapAfter: 7.5e6 })
    assert.match(calm, /\| 499 \| 500 \| yes \|\n.*1\.00 GB.*\| 0\.50 \| 1 \| yes \|\n$/)
    const leaking = memoryTable({
      ...figures,
      bytesPerCall: { get: 499.4, set: 500 },
      heapAfter: 9e6,
    })
    assert.match(leaking, /\| 500 \| 500 \| \*\*no\*\* \|\n.*\| 2\.00 \| 1 \| \*\*no\*\* \|\n$/)
  })
})
