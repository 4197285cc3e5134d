import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Cipher, cipherOf } from './support/cipher.js'
import { compiled, emittedFrom, type Files, writeFiles } from './support/emitted-spec.js'
import { firstDifference, plainText } from './support/plain-text.js'
import { rehearse } from './support/rehearsal.js'
import { namesIn, renamedSpec } from './support/renamed-spec.js'
import { root } from './support/root.js'
import { type Subject, subjectIn } from './support/subject.js'
import { suite } from './support/suite.js'
import { temporaryFolder } from './support/temporary.js'
import { readVectors, titleOf } from './support/vector.js'

const LIMIT = { limit: 60_000 }

const sources: Files = new Map(
  readdirSync(join(root, 'spec'))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => [`spec/${name}`, readFileSync(join(root, 'spec', name), 'utf8')]),
)

const names = new Set([...sources.values()].flatMap((source) => [...namesIn(source)]))

suite('a spec in which every name is another', (test) => {
  let cipher: Cipher
  let renamed: Files
  let folder: string

  test.before(() => {
    cipher = cipherOf(names, [...sources.values(), ...emittedFrom(root).values()])
    folder = temporaryFolder(test)
    writeFiles(
      folder,
      new Map([...sources].map(([path, text]) => [path, renamedSpec(text, cipher)])),
    )
    renamed = emittedFrom(folder)
  })

  test('gives the same files but for the names', () => {
    const original = emittedFrom(root)
    const undone = new Map(
      [...renamed].map(([path, text]) => [cipher.undo(path), cipher.undo(text)]),
    )
    assert.deepEqual([...undone.keys()].sort(), [...original.keys()].sort())
    for (const [path, text] of original) {
      const mine = plainText(path, undone.get(path) ?? '')
      assert.equal(firstDifference(mine, plainText(path, text)), undefined, path)
    }
  })

  test('leaves no word of the original in the code of the commands', () => {
    for (const [path, text] of renamed) {
      if (!path.startsWith('commands/') && !['errors.ts', 'requests.ts'].includes(path)) continue
      for (const [code, word = ''] of text.matchAll(/(?:\w\(|name: )'(\w+)'/g)) {
        assert.ok(!names.has(word), `${path} has ${code}`)
      }
    }
  })

  test(
    'its examples pass on the same runtime',
    async (t) => {
      const output = compiled(folder, renamed)
      const vectors = readVectors(join(folder, 'generated/vectors.json'))
      const subject: Subject = await subjectIn(output, vectors)
      assert.equal(vectors.length, readVectors(join(root, 'generated/vectors.json')).length)
      for (const vector of vectors) {
        await t.until(titleOf(vector), rehearse(t, subject, vector, { cuts: false }))
      }
    },
    LIMIT,
  )
})
