import assert from 'node:assert/strict'
import { longestLine } from '#codegen/emit/longest.js'
import { type Scene, suite } from '../support/suite.js'
import { command } from './keys.js'
import { commandOf } from './spec.js'

function longest(t: Scene, keys: Readonly<Record<string, string>>): number {
  return longestLine(commandOf(t, command(keys)))
}

suite('the longest line that arguments can make', (test) => {
  test('is that with the longest of each, and with all that may be left out', (t) => {
    const request = 'x <key> <a:uint32> <b:float> <c:on|never> [n=<d:uint64>] [fast]'
    const fields = '{ fast: { doc: Faster. } }'
    const line = `x ${'k'.repeat(250)} 4294967295 -1.7976931348623157e+308 never n=18446744073709551615 fast\r\n`
    assert.equal(longest(t, { request, fields, defaults: '{ d: 1 }' }), line.length)
  })

  test('ends where the words do, if they are bounded', (t) => {
    assert.equal(longest(t, { request: 'x <a:token>', fields: '{ a: { max: 9 } }' }), 13)
    assert.equal(longest(t, { request: 'x <a:token>' }), Infinity)
    assert.equal(longest(t, { request: 'x <a:text>' }), Infinity)
  })

  test('has what is always sent as it is', (t) => {
    assert.equal(longest(t, { request: 'x <a:token>', always: '{ a: here }' }), 'x here\r\n'.length)
  })
})
