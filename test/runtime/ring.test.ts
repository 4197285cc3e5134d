import assert from 'node:assert/strict'
import fc from 'fast-check'
import { Ring } from '#runtime/connection/ring.js'
import { suite } from '../support/suite.js'

suite('the ring', (test) => {
  test('is a queue: whatever is done to it, it does as an array does', () => {
    const step = fc.oneof(fc.constant('push'), fc.constant('unshift'), fc.constant('shift'))
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const ring = new Ring<number>()
        const array: number[] = []
        for (const [i, step] of steps.entries()) {
          if (step === 'push') ring.push(array[array.push(i) - 1] as number)
          else if (step === 'unshift') {
            ring.unshift(i)
            array.unshift(i)
          } else assert.equal(ring.shift(), array.shift())
          assert.equal(ring.length, array.length)
          assert.equal(ring.peek(), array[0])
          assert.equal(ring.at(array.length - 1), array.at(-1))
          assert.equal(ring.at(array.length), undefined)
        }
        assert.deepEqual(ring.drain(), array)
      }),
      { seed: 4, numRuns: 300 },
    )
  })
})
