import assert from 'node:assert/strict'
import { takesPart } from '#bench/entrants.mjs'
import { Items } from '#bench/items.mjs'
import { optionsOf } from '#bench/options.mjs'
import { minutes, scheduleOf } from '#bench/schedule.mjs'
import { sizeOf, stepsOf, textOf, WORKLOADS, type Workload } from '#bench/workloads.mjs'
import { zipf } from '#bench/zipf.mjs'
import { suite } from '../support/suite.js'

function workload(name: string): Workload {
  const found = WORKLOADS[name]
  assert.ok(found, name)
  return found
}

suite('workloads', (test) => {
  test('have values of their sizes, each its own', () => {
    for (const [name, one] of Object.entries(WORKLOADS)) {
      const indexes = Array.from({ length: Math.min(one.keys, 100) }, (_, index) => index)
      const texts = indexes.map((index) => textOf(one, index))
      for (const index of indexes) assert.equal(texts[index]?.length, sizeOf(one, index), name)
      // The shortest have only room for the size and a part of the number.
      const long = texts.filter((text) => text.length >= 20)
      assert.equal(new Set(long).size, long.length, name)
    }
  })

  test('mix sizes evenly over the powers of ten', () => {
    const mix = workload('mix-zipf')
    const sizes = Array.from({ length: mix.keys }, (_, index) => sizeOf(mix, index))
    assert.ok(Math.min(...sizes) >= 20 && Math.max(...sizes) <= 20_000)
    for (const power of [20, 200, 2000]) {
      const part = sizes.filter((size) => size >= power && size < power * 10).length / sizes.length
      assert.ok(Math.abs(part - 1 / 3) < 0.02, `${power}: ${part}`)
    }
  })

  test('mix reads and writes as they say, the same each time', () => {
    const mix = workload('mix-zipf')
    const steps = stepsOf(mix)
    assert.deepEqual(stepsOf(mix), steps)
    const writes = steps.filter((step) => step.writes).length / steps.length
    assert.ok(Math.abs(writes - 0.2) < 0.03, `${writes}`)
    assert.ok(steps.every(({ index }) => index >= 0 && index < mix.keys))
  })

  test('ask for keys by the law of Zipf', () => {
    const [count, draws] = [10, 10_000]
    // Evenly spaced instead of drawn: what comes is the law itself.
    let turn = 0
    const rank = zipf(count, () => (turn++ + 0.5) / draws, 1)
    const drawn = Array.from({ length: draws }, rank)
    const counts = Array.from({ length: count }, (_, i) => drawn.filter((one) => one === i).length)
    const [first = 0] = counts
    for (const [i, n] of counts.entries()) {
      assert.ok(Math.abs(n - first / (i + 1)) < 2, `rank ${i}: ${n} of ${first}`)
    }
  })

  test('tell a wrong value from the right one', () => {
    const items = new Items(workload('get-c64'))
    const [right = '', other = ''] = items.values
    items.check(right, 0, true)
    items.check(Buffer.from(right), 0, true)
    items.check(other, 0, false)
    for (const wrong of [other, Buffer.from(other), undefined, '', right.slice(1)]) {
      assert.throws(() => items.check(wrong, 0, true), /WRONG VALUE for b100:000000/)
    }
    assert.throws(() => items.check(right.slice(1), 0, false), /WRONG VALUE/)
  })
})

suite('the schedule', (test) => {
  test('interleaves clients', () => {
    assert.deepEqual(
      scheduleOf('get-c64', ['raw', 'memwire'], 2).map(({ adapter, round }) => adapter + round),
      ['raw0', 'memwire0', 'raw1', 'memwire1'],
    )
  })

  test('has fewer rounds of others than of memwire and raw', () => {
    const turns = scheduleOf('get-c64', ['raw', 'memwire', 'memjs', 'raw-mg'], 9)
    const rounds = (name: string) => turns.filter(({ adapter }) => adapter === name).length
    assert.deepEqual(['raw', 'memwire', 'memjs', 'raw-mg'].map(rounds), [9, 9, 3, 3])
  })

  test('leaves out what makes no sense', () => {
    assert.equal(takesPart('raw-coal', workload('get-seq')), false)
    assert.equal(takesPart('raw-coal', workload('get-c64')), true)
    assert.equal(takesPart('raw-mg', workload('set-c64')), false)
    assert.equal(takesPart('memjs', workload('get-c50k')), false)
    assert.equal(takesPart('pymemcache', workload('cluster3-c64')), false)
    assert.deepEqual(scheduleOf('get-c50k', ['memjs'], 3), [])
  })

  test('tells how long it takes', () => {
    const times = { rounds: 3, warm: 200, ms: 550 }
    assert.equal(minutes(['get-c64', 'set-c64'], ['raw', 'memwire'], times), 0.2)
  })

  test('of seven rounds of everything is through in 20 minutes', () => {
    const { workloads, adapters, ...times } = optionsOf(['--rounds', '7', '--write'])
    assert.deepEqual(workloads, Object.keys(WORKLOADS))
    assert.ok(adapters.length > 10)
    assert.ok(minutes(workloads, adapters, times) < 20)
  })

  test('is what was asked for', () => {
    const { workloads, adapters, rounds, ms } = optionsOf(
      '--quick --rounds 2 --workloads get-c64,set-c64 --adapters raw,memjs'.split(' '),
    )
    assert.deepEqual(workloads, ['get-c64', 'set-c64'])
    assert.deepEqual(adapters, ['raw', 'memjs'])
    assert.equal(rounds, 2)
    assert.ok(ms < optionsOf([]).ms)
    assert.throws(() => optionsOf(['--workloads', 'get']), /no workload get; there are get-seq, /)
    assert.throws(() => optionsOf(['--rounds', '0']), /a whole number from 1 up, not 0/)
  })
})
