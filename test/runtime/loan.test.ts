import assert from 'node:assert/strict'
import { giveBack, keep, lend } from '#runtime/wire/loan.js'
import { suite } from '../support/suite.js'

suite('a lent memory', (test) => {
  test('is lent again when both have done with it', () => {
    const first = lend(50_000)
    assert.equal(first.byteLength, 50_000)
    giveBack(first)
    const second = lend(50_000)
    assert.notEqual(second.buffer, first.buffer)
    giveBack(first)
    assert.equal(lend(40_000).buffer, first.buffer)
    assert.notEqual(lend(40_000).buffer, first.buffer)
  })

  test('is never lent again once a second socket has it, and what was not lent is not taken', () => {
    const kept = lend(30_000)
    keep(kept)
    const foreign = Buffer.alloc(30_000)
    for (const block of [kept, kept, foreign, foreign]) giveBack(block)
    const { buffer } = lend(30_000)
    assert.ok(buffer !== kept.buffer && buffer !== foreign.buffer)
  })
})
