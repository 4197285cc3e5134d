import assert from 'node:assert/strict'
import { NO_OPTIONS } from '#runtime/call/context.js'
import { fieldsOf } from '#runtime/call/fields.js'
import type { AnyCommand } from '#runtime/command.js'
import { suite } from '../support/suite.js'

/** A command whose arguments say how many have been checked before them. */
function counting(): AnyCommand {
  let checked = 0
  const check = (args: readonly unknown[]) => ({ args, before: checked++ })
  return { name: 'store', facts: { block: 'value' }, check } as unknown as AnyCommand
}

suite('the arguments of a call', (test) => {
  test('are made once for calls in a row that give none', () => {
    const command = counting()
    const first = fieldsOf(command, ['a', 1], NO_OPTIONS)
    assert.deepEqual(first, { args: [], before: 0 })
    assert.equal(fieldsOf(command, ['b', 2], NO_OPTIONS), first)
    const another = fieldsOf(counting(), ['a', 1], NO_OPTIONS)
    assert.notEqual(another, first)
  })

  test('are made without a look at the clock: it would count for later calls that have a deadline', async (t) => {
    await t.until('the turn’s end', new Promise((resolve) => setImmediate(resolve)))
    t.after(() => Reflect.deleteProperty(performance, 'now'))
    performance.now = () => assert.fail('the clock was read')
    assert.deepEqual(fieldsOf(counting(), ['a', 1], NO_OPTIONS), { args: [], before: 0 })
  })

  test('are made for each call that gives some, or options', () => {
    const command = counting()
    const calls = [
      fieldsOf(command, ['a', 1, 'x'], NO_OPTIONS),
      fieldsOf(command, ['a', 1, 'y'], NO_OPTIONS),
      fieldsOf(command, ['a', 1], {}),
      fieldsOf(command, ['a', 1], {}),
    ]
    assert.deepEqual(calls, [
      { args: ['x'], before: 0 },
      { args: ['y'], before: 1 },
      { args: [], before: 2 },
      { args: [], before: 3 },
    ])
  })
})
