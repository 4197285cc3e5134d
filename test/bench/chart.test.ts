import assert from 'node:assert/strict'
import { chart } from '#bench/chart.mjs'
import { suite } from '../support/suite.js'
import { runOf, summariesOf } from './summaries.js'

suite('the chart of a benchmark', (test) => {
  const summaries = summariesOf([
    runOf('get', 'raw', { opsPerSec: 1 }),
    runOf('get', 'fast', { opsPerSec: 10 }),
    runOf('get', 'slow', { opsPerSec: 0.1 }),
    runOf('set', 'raw', { opsPerSec: 1 }),
    runOf('set', 'slow', { opsPerSec: 1 }),
    runOf('alone', 'raw'),
  ])
  const svg = chart(summaries, ['fast', 'slow'])
  /** Where the dot of this title is. */
  const x = (title: string) => {
    const [, found] =
      new RegExp(`<circle cx="([\\d.]+)" [^>]*><title>${title}</title>`).exec(svg) ?? []
    assert.ok(found, title)
    return Number(found)
  }

  test('has a dot for each client and workload that were measured', () => {
    const titles = [...svg.matchAll(/<title>(.*?)<\/title>/g)].map(([, title]) => title)
    assert.deepEqual(titles, [
      'Throughput relative to raw',
      'fast',
      'slow',
      'slow, get: 0.10',
      'fast, get: 10.0',
      'slow, set: 1.00',
    ])
    assert.ok(!svg.includes('>alone<'))
  })

  test('is logarithmic', () => {
    const [slow, raw, fast] = [x('slow, get: 0.10'), x('slow, set: 1.00'), x('fast, get: 10.0')]
    assert.ok(slow < raw)
    assert.ok(Math.abs(raw - slow - (fast - raw)) < 0.2)
  })

  test('is as wide as what it shows, and well formed', () => {
    const tags = [...svg.matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g)]
    const open: string[] = []
    for (const [, closing, name = '', single] of tags) {
      if (closing) assert.equal(open.pop(), name)
      else if (!single) open.push(name)
    }
    assert.deepEqual(open, [])
    const [, width] = /<svg [^>]*width="(\d+)"/.exec(svg) ?? []
    const places = [...svg.matchAll(/(?:c?x|x[12])="([\d.]+)"/g)].map(([, place]) => Number(place))
    assert.ok(Math.max(...places) <= Number(width))
  })
})
