import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { main } from '#codegen/main.js'
import { root } from '../support/root.js'
import { suite } from '../support/suite.js'
import { captured } from './captured.js'

const GOLDEN = ['test/golden/teahouse', 'test/golden/menagerie']

function textsOf(folder: string, suffix: string): { path: string; text: string }[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(suffix))
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
}

/** Of all that is generated. */
function textsIn(suffix: string): { path: string; text: string }[] {
  return [...GOLDEN, 'generated'].flatMap((folder) => textsOf(folder, suffix))
}

suite('golden files', (test) => {
  for (const folder of GOLDEN) {
    test(`are what the generator writes: ${folder}`, async (t) => {
      const { code, errors } = await captured(t, () =>
        main([`${folder}.yaml`, '--out', folder, '--check']),
      )
      assert.equal(errors, '', 'if the change is meant: run the command that it names')
      assert.equal(code, 0)
    })
  }

  test('import nothing that they do not use', () => {
    for (const { path, text } of textsIn('.ts')) {
      const imports = /^import [^']* from '[^']*'$/gm
      const body = text.replace(imports, '')
      const names = [...text.matchAll(imports)].flatMap(
        ([link]) => link.match(/\w+(?=,|\n| })/g) ?? [],
      )
      const dead = names.filter((name) => !new RegExp(`\\b${name}\\b`).test(body))
      assert.deepEqual(dead, [], path)
    }
  })

  test('keep to 100 columns where a line can be broken', () => {
    for (const { path, text } of textsIn('.ts')) {
      const long = text
        .split('\n')
        .filter((line) => line.length > 100 && !line.includes(' | '))
        // A request is shown as it is, and a text is not broken.
        .filter((line) => !/(['`])[^'`]{70,}\1/.test(line))
      assert.deepEqual(long, [], path)
    }
  })

  test('end with one line break and have no space before it', () => {
    for (const { path, text } of textsIn('')) {
      assert.match(text, /[^\n]\n$/, path)
      assert.doesNotMatch(text, /[ \t]$/m, path)
      assert.doesNotMatch(text, /\n\n\n/, path)
    }
  })
})

suite('templates', (test) => {
  test('hold statements and prose, and emitters hold the rest', () => {
    for (const { path, text } of textsOf('codegen/templates', '.hbs')) {
      assert.doesNotMatch(text, /\b(import|export|interface)\b|\/\*\*/, path)
    }
    for (const { path, text } of textsOf('codegen/emit', '.ts')) {
      assert.doesNotMatch(text, /['"`](if|for|return|const) /, path)
    }
  })
})
