import assert from 'node:assert/strict'
import { servers } from '#runtime/address.js'
import { NoServersError } from '#runtime/errors.js'
import { settings } from '#runtime/options.js'
import { Placement } from '#runtime/placement.js'
import { suite } from '../support/suite.js'

const KEYS = Array.from({ length: 200 }, (_, i) => `key:${i}`)

function placement(names: readonly string[]): Placement {
  return new Placement(servers(names, 11211), settings())
}

suite('a placement', (test) => {
  test('leaves servers out and takes them back', () => {
    const names = ['a', 'b', 'c', 'd']
    const whole = placement(names)
    const changing = placement(names)
    const without = placement(['a', 'c', 'd'])
    changing.leaveOut([false, true, false, false])
    for (const key of KEYS) {
      const index = changing.find(key)
      assert.equal(names[index], ['a', 'c', 'd'][without.find(key)])
      assert.equal(changing.find('other', key), index, 'a route moves as a key does')
      if (whole.find(key) !== 1) assert.equal(index, whole.find(key))
    }
    changing.leaveOut([])
    for (const key of KEYS) assert.equal(changing.find(key), whole.find(key))
  })

  test('of which all are out has no place', () => {
    const none = placement(['a', 'b'])
    none.leaveOut([true, true])
    assert.throws(
      () => none.find('key'),
      (error: unknown) => {
        assert.ok(error instanceof NoServersError)
        assert.equal(error.message, 'expected at least one server to find a key on, got none')
        return true
      },
    )
  })
})
