import assert from 'node:assert/strict'
import { Histogram } from '#bench/histogram.mjs'
import { median, spread, summarize, summaryOf } from '#bench/statistics.mjs'
import { suite } from '../support/suite.js'
import { runOf } from './summaries.js'

suite('statistics of a benchmark', (test) => {
  test('take the middle value, or the mean of the two in the middle', () => {
    assert.equal(median([9, 1, 5]), 5)
    assert.equal(median([10, 1, 2, 5]), 3.5)
    assert.ok(Number.isNaN(median([])))
  })

  test('sort by size, not as text, and leave the list alone', () => {
    const values = [100, 9, 20]
    assert.deepEqual(spread(values), { median: 20, min: 9, max: 100 })
    assert.deepEqual(values, [100, 9, 20])
  })

  test('take ratios within a round before their median', () => {
    // Both get slower from round to round; the ratio of the medians would be 1.5.
    const rates = [
      [100, 300],
      [60, 60],
      [20, 90],
    ]
    const runs = rates.flatMap(([raw, own], round) => [
      runOf('get', 'raw', { round, opsPerSec: raw ?? 0, rssPeakMB: 100 }),
      runOf('get', 'own', { round, opsPerSec: own ?? 0, rssPeakMB: 120 }),
    ])
    const summary = summaryOf(runs, 'get', 'own')
    assert.deepEqual(summary?.ops, { median: 90, min: 60, max: 300 })
    assert.deepEqual(summary?.ratio, { median: 3, min: 1, max: 4.5 })
    assert.deepEqual(summary?.memoryRatio, { median: 1.2, min: 1.2, max: 1.2 })
    assert.equal(summary?.rounds, 3)
  })

  test('give no ratio where the reference was not measured in that round', () => {
    const runs = [runOf('get', 'raw', { round: 1 }), runOf('get', 'own', { round: 0 })]
    assert.equal(summaryOf(runs, 'get', 'own')?.ratio, undefined)
    const failed = [{ workload: 'get', adapter: 'raw', round: 0, failed: 'no' }, ...runs]
    assert.equal(summaryOf(failed, 'get', 'own')?.ratio, undefined)
  })

  test('count wrong values, and runs that came to nothing, as errors', () => {
    const runs = [
      runOf('get', 'own', { round: 0, errors: 2, verified: 3 }),
      runOf('get', 'own', { round: 1, errors: 1, verified: 4 }),
      { workload: 'get', adapter: 'own', round: 2, failed: 'ended with code 1' },
    ]
    const summary = summaryOf(runs, 'get', 'own')
    assert.equal(summary?.errors, 4)
    assert.equal(summary?.verified, 7)
    assert.equal(summary?.rounds, 2)
  })

  test('leave out what was not measured', () => {
    const runs = [runOf('get', 'own'), runOf('set', 'other')]
    const summaries = summarize(runs, ['get', 'set', 'none'], ['own', 'other'])
    assert.deepEqual(
      Object.entries(summaries).map(([workload, of]) => [workload, Object.keys(of)]),
      [
        ['get', ['own']],
        ['set', ['other']],
        ['none', []],
      ],
    )
  })
})

suite('a histogram', (test) => {
  test('gives quantiles within a 32nd', () => {
    const histogram = new Histogram()
    for (let value = 1; value <= 10_000; value++) histogram.add(value)
    for (const part of [0.01, 0.5, 0.99, 1]) {
      const [wanted, got] = [part * 10_000, histogram.quantile(part)]
      assert.ok(Math.abs(got / wanted - 1) <= 1 / 32, `${part}: ${got}`)
    }
  })

  test('takes what is below a microsecond for one, and has no quantile of nothing', () => {
    const histogram = new Histogram()
    assert.ok(Number.isNaN(histogram.quantile(0.5)))
    histogram.add(0)
    assert.ok(Math.abs(histogram.quantile(0.5) - 1) <= 1 / 32)
  })
})
