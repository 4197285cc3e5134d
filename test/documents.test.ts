import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { blocksOf } from './support/document.js'
import { compiled } from './support/emitted-spec.js'
import { anyServer } from './support/memcached.js'
import { run } from './support/npm.js'
import { root } from './support/root.js'
import { suite } from './support/suite.js'
import { temporaryFolder } from './support/temporary.js'

/** Pages whose code is whole programs; what a line prints stands behind it. */
const PAGES = ['docs/serde.md', 'docs/keys.md', 'docs/cluster.md', 'docs/streams.md']
const SERVER = 'localhost:11211'
const LIMIT = { limit: 60_000 }

/** What the program says it prints. */
function promised(program: string): string {
  return [...program.matchAll(/^\s*console\.log\(.*\) \/\/ (.*)$/gm)]
    .map(([, text = '']) => `${text}\n`)
    .join('')
}

for (const page of PAGES) {
  suite(page, (test) => {
    const programs = blocksOf(page, 'ts')

    test('has only code that is tried', () => {
      const text = readFileSync(join(root, page), 'utf8')
      assert.equal(text.match(/^```\w/gm)?.length, programs.length)
      for (const program of programs) assert.notEqual(promised(program), '', program)
    })

    test(
      'shows programs that compile and print what they say',
      async (t) => {
        const folder = temporaryFolder(t)
        const server = await anyServer(t)
        const files = new Map(
          programs.map((program, i) => [`program${i}.ts`, program.replaceAll(SERVER, server)]),
        )
        const output = compiled(folder, files, 'src')
        for (const [i, program] of programs.entries()) {
          assert.equal(run(output, process.execPath, `program${i}.js`), promised(program), program)
        }
      },
      LIMIT,
    )
  })
}
