import assert from 'node:assert/strict'
import { set } from '#generated/commands/set.js'
import { bare, Single } from '#runtime/connection/single.js'
import { settings } from '#runtime/options.js'
import { Call } from '#runtime/waiter/call.js'
import { endless } from '#runtime/waiter/limit.js'
import { giveBack, keep, lend } from '#runtime/wire/loan.js'
import { Writer } from '#runtime/wire/writer.js'
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

  test('is kept by a request that was written twice, whatever exchange it is a part of', () => {
    const block = lend(60_000)
    const call = new Call('set', 'k', endless, false)
    const content = { ...bare, fields: { flags: 0, exptime: 0 }, block }
    const single = new Single(set, 'k', content, settings({}).codec, call)
    const writer = new Writer()
    for (let i = 0; i < 2; i++) {
      single.encode(writer)
      for (const part of writer.take()) writer.recycle(part)
    }
    single.cancel()
    assert.notEqual(lend(60_000).buffer, block.buffer)
  })
})
