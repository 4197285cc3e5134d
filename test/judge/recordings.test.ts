import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../support/root.js'
import { suite } from '../support/suite.js'
import { ownBench } from './bench.js'
import { type Entry, entryFor, staleNotes } from './coverage.js'
import { withCounts } from './page.js'
import { FILES, familyOf, recordingsOf } from './recording.js'
import { verdictOn } from './verdict.js'

const bench = await ownBench()
const entries: Entry[] = []

for (const file of FILES) {
  suite(`the recordings of ${file}`, (test) => {
    const recordings = recordingsOf(file)
    for (const family of new Set(recordings.map(familyOf))) {
      test(`of ${family} are read and answered as the spec says`, async () => {
        for (const recording of recordings.filter((one) => familyOf(one) === family)) {
          const entry = entryFor(file, recording, await verdictOn(bench, recording))
          entries.push(entry)
          assert.notEqual(entry.class, 'inexpressible', `${recording.name}: ${entry.reason}`)
        }
      })
    }
  })
}

suite('docs/coverage.md', (test) => {
  test('has the counts', () => {
    const page = readFileSync(join(root, 'docs/coverage.md'), 'utf8')
    assert.equal(withCounts(page, entries), page, 'node scripts/recordings.mjs --write')
  })

  test('gives no reason that nothing needs', () => {
    assert.deepEqual(staleNotes(entries), [])
    assert.ok(staleNotes([]).length > 30)
  })

  test('tells where the counts belong', () => {
    assert.throws(() => withCounts('# Nothing', entries), /expected the lines <!-- counts: .* and/)
  })
})
