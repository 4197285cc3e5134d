import assert from 'node:assert/strict'
import { suite } from '../support/suite.js'
import { emitted } from './emitted.js'

suite('a field from brackets', (test) => {
  test('sets no member of what the items fill if it is missing', (t) => {
    const files = emitted(
      t,
      `  census:
    summary: Count everything.
    request: census
    items:
      KIND <kind:token> [<left:uint32>]: { kinds: { <kind>: { left: <left> } } }
      TOTAL <number:uint32> [<other:uint64>]: { total: <number>, other: <other> }
    reply:
      DONE: items
    effect: read
`,
    )
    const text = files.get('commands/census.ts') ?? ''
    assert.match(text, /^ +items\.total = number$/m)
    assert.match(text, /^ +if \(other !== undefined\) items\.other = request\.uint64\(other\)$/m)
    assert.match(text, /^ +if \(left !== undefined\) .*\.left = left$/m)
  })

  test('is no number if it is missing', (t) => {
    const files = emitted(
      t,
      `  age:
    summary: Ask for the age.
    request: age <key>
    reply:
      AGE [<age:uint64>]: <age>
    effect: read
`,
    )
    const text = files.get('commands/age.ts') ?? ''
    assert.match(text, /return age === undefined \? undefined : request\.uint64\(age\)$/m)
  })
})
