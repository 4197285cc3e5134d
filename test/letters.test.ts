import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compiled, emittedFrom, type Files, writeFiles } from './support/emitted-spec.js'
import { rehearse } from './support/rehearsal.js'
import { other, relettered } from './support/relettered-spec.js'
import { root } from './support/root.js'
import { subjectIn } from './support/subject.js'
import { suite } from './support/suite.js'
import { temporaryFolder } from './support/temporary.js'
import { readVectors, titleOf } from './support/vector.js'

const LIMIT = { limit: 60_000 }

const sources: Files = new Map(
  readdirSync(join(root, 'spec'))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => [`spec/${name}`, relettered(readFileSync(join(root, 'spec', name), 'utf8'))]),
)

suite('a spec in which every flag has another letter', (test) => {
  let folder: string
  let files: Files

  test.before(() => {
    folder = temporaryFolder(test)
    writeFiles(folder, sources)
    files = emittedFrom(folder)
  })

  test('gives code with these letters alone', () => {
    const letters = (files: Files) =>
      [...files].flatMap(([path, text]) =>
        path.startsWith('commands/meta')
          ? [...text.matchAll(/case '(\w)'|word\('(\w)'\)|`(\w)\$\{/g)].map(
              ([, a, b, c]) => `${path} ${a ?? b ?? c}`,
            )
          : [],
      )
    const found = letters(emittedFrom(root))
    assert.ok(found.length > 40, `${found.length}`)
    assert.deepEqual(
      letters(files),
      found.map((one) => one.replace(/\w$/, other)),
    )
  })

  test(
    'its examples pass on the same runtime',
    async (t) => {
      const output = compiled(folder, files)
      const vectors = readVectors(join(folder, 'generated/vectors.json'))
      const changed = vectors.filter(({ command }) => command.startsWith('meta'))
      assert.ok(changed.length > 20, `${changed.length}`)
      const subject = await subjectIn(output, vectors)
      for (const vector of changed) {
        await t.until(titleOf(vector), rehearse(t, subject, vector, { cuts: false }))
      }
    },
    LIMIT,
  )
})
