import assert from 'node:assert/strict'
import { flatness, judge } from '#bench/targets.mjs'
import { suite } from '../support/suite.js'
import { runOf, summariesOf } from './summaries.js'

suite('targets of a benchmark', (test) => {
  const raw = runOf('get-c64', 'raw', { cpuUsPerOp: 1, rssPeakMB: 50 })

  test('leave out what was not measured, or not against raw', () => {
    assert.deepEqual(judge(summariesOf([raw])), [])
    assert.deepEqual(judge(summariesOf([runOf('get-c64', 'memwire')])), [])
    assert.deepEqual(
      judge(summariesOf([runOf('mix-zipf', 'raw'), runOf('mix-zipf', 'memwire')])),
      [],
    )
  })

  test('are reached by the median', () => {
    const reached = (...rates: number[]) => {
      const rounds = rates.flatMap((opsPerSec, round) => [
        { ...raw, round },
        runOf('get-c64', 'memwire', { round, opsPerSec }),
      ])
      return judge(summariesOf(rounds))[0]?.speed.reached
    }
    assert.equal(reached(4.8), true)
    assert.equal(reached(4.79), false)
    assert.equal(reached(4.9, 1, 4.8), true)
    assert.equal(reached(9, 4.7, 4.7), false)
  })

  test('are not reached with wrong values', () => {
    const wrong = runOf('get-c64', 'memwire', { opsPerSec: 9, errors: 1 })
    assert.equal(judge(summariesOf([raw, wrong]))[0]?.speed.reached, false)
  })

  test('let the CPU be twice that of raw, or 0.4 µs more where that is more', () => {
    const limit = (cpuUsPerOp: number) => {
      const runs = [{ ...raw, cpuUsPerOp }, runOf('get-c64', 'memwire')]
      return judge(summariesOf(runs))[0]?.cpu.limit
    }
    assert.equal(limit(3), 6)
    assert.equal(limit(0.1), 0.5)
  })

  test('let the memory be one and a half times that of raw', () => {
    const memory = (rssPeakMB: number) =>
      judge(summariesOf([raw, runOf('get-c64', 'memwire', { rssPeakMB })]))[0]?.memory
    assert.equal(memory(75)?.reached, true)
    assert.equal(memory(76)?.reached, false)
  })

  test('show the best peer, and the fastest variant of raw', () => {
    const runs = [
      ['raw', 1],
      ['memwire', 5],
      ['memjs', 0.5],
      ['memcached', 0.7],
      ['pymemcache', 0.9],
      ['raw-mg', 6],
      ['raw-coal', 7],
      ['harness', 9],
    ] as const
    const summaries = summariesOf(
      runs.map(([adapter, opsPerSec]) => runOf('get-c64', adapter, { opsPerSec })),
    )
    const [judged] = judge(summaries)
    assert.deepEqual(judged?.peerNow, { adapter: 'memcached', ratio: 0.7 })
    assert.deepEqual(judged?.limit, { adapter: 'raw-coal', ratio: 7 })
    assert.equal(judged?.harness, 9)
  })

  test('want a cost that is flat over the number in flight', () => {
    const of = (...costs: number[]) => {
      const names = ['get-c64', 'get-c512', 'get-c50k']
      return flatness(
        summariesOf(costs.map((cpuUsPerOp, i) => runOf(names[i] ?? '', 'memwire', { cpuUsPerOp }))),
      )
    }
    assert.equal(of(1), undefined)
    assert.equal(of(1, 0.8, 1.2)?.ratio, 1.2 / 0.8)
    assert.equal(of(1, 0.8, 1.2)?.reached, true)
    assert.equal(of(1, 0.7, 1.2)?.reached, false)
    // Getting cheaper is no flat cost either, and is said.
    assert.equal(of(2, 1)?.reached, false)
  })

  test('tell what more in flight costs without the harness', () => {
    const costs = { memwire: [2, 1, 5], harness: [1, 0.25, 4.25] }
    const runs = ['get-c64', 'get-c512', 'get-c50k'].flatMap((workload, i) =>
      Object.entries(costs).map(([adapter, of]) =>
        runOf(workload, adapter, { cpuUsPerOp: of[i] ?? 0 }),
      ),
    )
    assert.equal(flatness(summariesOf(runs))?.growth, 0.75)
    const alone = runs.filter(({ adapter }) => adapter === 'memwire')
    assert.equal(flatness(summariesOf(alone))?.growth, undefined)
  })
})
