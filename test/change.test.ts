import assert from 'node:assert/strict'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { changedFiles, changedParts, differenceOf } from './support/difference.js'
import { blocksOf, filesOf } from './support/document.js'
import {
  compiled,
  emittedFrom,
  type Files,
  linkMemwire,
  writeFiles,
} from './support/emitted-spec.js'
import { root } from './support/root.js'
import type { Stage } from './support/scene.js'
import { suite } from './support/suite.js'
import { temporaryFolder } from './support/temporary.js'

const DOCUMENT = 'docs/extending.md'
const LIMIT = { limit: 60_000 }

const specs = filesOf(DOCUMENT, 'yaml')
const [replyLine = '', replyDiff, argumentLine = '', argumentDiff] = blocksOf(DOCUMENT, 'diff')

/** Makes a change of the document, lines with `-` and `+`, in a file. */
function change(file: string, lines: string): void {
  const side = (sign: string) => {
    const kept = lines.split('\n').filter((line) => line !== '' && line[0] !== sign)
    return kept.map((line) => `${line.slice(1)}\n`).join('')
  }
  const before = readFileSync(file, 'utf8')
  const [old, now] = [side('+'), side('-')]
  assert.equal(before.split(old).length, 2, `${file} does not have once:\n${old}`)
  writeFileSync(
    file,
    before.replace(old, () => now),
  )
}

function extending(stage: Stage): string {
  const folder = temporaryFolder(stage)
  writeFiles(folder, specs)
  linkMemwire(folder)
  return folder
}

suite('a change of one line in a spec', (test) => {
  test(
    'is a new argument',
    async (t) => {
      const folder = temporaryFolder(t)
      cpSync(join(root, 'spec'), join(folder, 'spec'), { recursive: true })
      const before = emittedFrom(folder)
      change(join(folder, 'spec/storage.yaml'), argumentLine)
      const after = emittedFrom(folder)
      assert.deepEqual(changedFiles(before, after), [
        'client.ts',
        'commands.md',
        'commands/touch.ts',
        'metadata.ts',
        'requests.ts',
      ])
      // The page has a table of all commands, and a section for each.
      for (const [path, places] of [
        ['client.ts', 1],
        ['commands.md', 2],
        ['metadata.ts', 1],
      ] as const) {
        const parts = changedParts(path, before, after)
        assert.equal(parts.length, places, `${path}: ${parts.join('\n…\n')}`)
        for (const part of parts) assert.match(part, /touch <key> <exptime> \[<cas>\] \[noreply\]/)
      }
      const reading = changedParts('requests.ts', before, after)
      assert.ok(
        reading.every((part) => /\bcas\b/.test(part)),
        reading.join('\n…\n'),
      )
      const path = 'commands/touch.ts'
      assert.equal(argumentDiff, differenceOf(t, before.get(path), after.get(path)))
      compiled(folder, after)
    },
    LIMIT,
  )

  test(
    'is a new reply',
    async (t) => {
      const folder = extending(t)
      const before = emittedFrom(folder, 'throttle.yaml')
      change(join(folder, 'throttle.yaml'), replyLine)
      const after = emittedFrom(folder, 'throttle.yaml')
      const changed = changedFiles(before, after)
      assert.deepEqual(changed, ['client.ts', 'commands.md', 'commands/throttle.ts'])
      const differences = changed.map((path) => {
        return `src/cache/${path}\n${differenceOf(t, before.get(path), after.get(path))}`
      })
      assert.equal(replyDiff, differences.join(''))
      compiled(folder, after)
    },
    LIMIT,
  )

  test('needs an example where the others have one', (t) => {
    const folder = temporaryFolder(t)
    cpSync(join(root, 'spec'), join(folder, 'spec'), { recursive: true })
    change(join(folder, 'spec/storage.yaml'), '       TOUCHED: true\n+      FROZEN: false\n')
    assert.throws(() => emittedFrom(folder), /storage\.yaml:\d+:7: no example shows this line/)
  })
})

suite(DOCUMENT, (test) => {
  test(
    'shows files that are generated and compiled as they stand',
    async (t) => {
      const folder = extending(t)
      const files = new Map<string, string>(filesOf(DOCUMENT, 'ts'))
      const add = (target: string, emitted: Files) => {
        for (const [path, text] of emitted) files.set(`src/${target}/${path}`, text)
      }
      add('cache', emittedFrom(folder, 'throttle.yaml'))
      add('acme', emittedFrom(folder, 'acme.yaml'))
      compiled(folder, files, '.')
    },
    LIMIT,
  )

  test('shows what is generated from its first file', (t) => {
    const listed =
      readFileSync(join(root, DOCUMENT), 'utf8')
        .match(/^\| `.*?\|/gm)
        ?.join('') ?? ''
    for (const path of emittedFrom(extending(t), 'throttle.yaml').keys()) {
      assert.ok(listed.includes(`\`${path}\``), path)
    }
  })
})
