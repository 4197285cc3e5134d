import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { commandCosts } from '#bench/micro/commands.mjs'
import { microTables } from '#bench/micro-report.mjs'
import { root } from '../support/root.js'
import { suite } from '../support/suite.js'

interface Example {
  readonly method: string
  readonly recv?: unknown
  readonly endless?: true
  readonly settles: { readonly kind: string }
}

suite('the costs of commands', (test) => {
  test('are those of every method', async (t) => {
    const file = join(root, 'generated/vectors.json')
    const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: Example[] }
    let calls = 0
    const costs = await t.until(
      'the calls of the examples',
      commandCosts((work) => {
        calls++
        work()
        // A parser that read but a part would be cheap.
        assert.notEqual(work(), false)
        return { ns: 1, bytes: 2 }
      }),
    )
    const methods = [...new Set(vectors.map(({ method }) => method))]
    assert.deepEqual(costs.map(({ method }) => method).sort(), methods.sort())
    assert.equal(calls, costs.flatMap(({ decode }) => (decode ? [0, 0] : [0])).length)
    // Where the connection ends, or the reply does not, there is nothing to decode.
    const readable = vectors.filter(({ recv, endless, settles }) => {
      return typeof recv === 'string' && !endless && settles.kind !== 'throws'
    })
    assert.deepEqual(
      costs.flatMap(({ method, decode }) => (decode ? [method] : [])).sort(),
      [...new Set(readable.map(({ method }) => method))].sort(),
    )
  })

  test('have a dash where nothing is decoded', () => {
    const cost = { ns: 12.34, bytes: 55.6 }
    const commands = [
      { method: 'a', size: 9, encode: cost, decode: cost },
      { method: 'b', size: 8, encode: cost },
    ]
    const text = microTables({ commands, parts: [{ part: 'c', cost }] })
    assert.ok(text.includes('| a | 9 | 12.3 | 56 | 12.3 | 56 |\n| b | 8 | 12.3 | 56 | - | - |\n'))
    assert.ok(text.includes('| c | 12.3 | 56 |\n'))
  })
})
