import assert from 'node:assert/strict'
import { join } from 'node:path'
import { performLive, refutedLive } from './support/performance.js'
import { rehearse } from './support/rehearsal.js'
import { root } from './support/root.js'
import { subjectIn } from './support/subject.js'
import { suite } from './support/suite.js'
import { readVectors, titleOf, type Vector } from './support/vector.js'

/** How many examples say that a running server cannot give them: a new one is looked at by somebody. */
const REASONED = 49
/** What a server gives now and then is neither asked of it nor refuted. */
const MAYBE = /\bmay\b/
/** What the examples of one command may take, in milliseconds. */
const LIMIT = 30_000

const own = readVectors(join(root, 'generated/vectors.json'))
const example = readVectors(join(root, 'examples/item/vectors.json'))
const subjects = {
  memwire: await subjectIn(join(root, 'dist/generated'), own),
  'the item example': await subjectIn(join(root, 'dist/examples/item'), example, own),
}

for (const [name, subject] of Object.entries(subjects)) {
  suite(`the wire of ${name}`, (test) => {
    for (const vector of subject.vectors) {
      test(titleOf(vector), (t) => rehearse(t, subject, vector), { limit: LIMIT })
    }
  })

  suite(`the examples of ${name} on a running server`, (test) => {
    for (const vector of subject.vectors) {
      if (vector.live === undefined) test(titleOf(vector), (t) => performLive(t, subject, vector))
      else if (!MAYBE.test(vector.live)) {
        test(`${titleOf(vector)} (no: ${vector.live})`, (t) => refutedLive(t, subject, vector))
      }
    }
  })
}

suite('a long reply', (test) => {
  // The second is received into a buffer of its own.
  for (const times of [5000, 40_000]) {
    const value = { repeat: 'x', times }
    const vector: Vector = {
      command: 'get',
      route: 'key',
      method: 'get',
      args: ['a'],
      send: 'get a\r\n',
      recv: [`VALUE a 16 ${times}\r\n`, value, '\r\nEND\r\n'],
      settles: { kind: 'returns', value },
    }
    test(
      `of ${times} bytes is read wherever it is cut`,
      (t) => {
        return rehearse(t, subjects.memwire, vector)
      },
      { limit: LIMIT },
    )
  }
})

suite('examples', (test) => {
  test('are marked as beyond a running server one by one', () => {
    const reasoned = [...own, ...example].filter(({ live }) => live !== undefined)
    assert.equal(reasoned.length, REASONED, reasoned.map(titleOf).join('\n'))
  })
})
