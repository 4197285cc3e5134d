// Makes the folder that is published, with the exports of the root's package.json at the same paths: their code put
// together in few files, since Node keeps some 50 kB for each file it loads; their declarations as the compiler wrote them.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { rollup } from 'rollup'
import { PACKAGE } from './prune.mjs'
import { root } from './step.mjs'

/** The members of package.json that are for work on memwire. */
const OURS = ['private', 'workspaces', 'imports', 'scripts', 'devDependencies']

/** What is published beside the code, or a part of its path. */
const PAGES = ['README.md', 'LICENSE', 'spec', 'docs']
/** Pages for those who work on memwire; they name its tests and its commands. */
const OUR_PAGES = /^docs\/(coverage|decisions|performance|pymemcache|robustness)\./

/** What fails leaves no package, for it would be published. */
export async function makePackage() {
  try {
    await write()
  } catch (error) {
    rmSync(PACKAGE, { recursive: true, force: true })
    throw error
  }
}

async function write() {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const entries = Object.values(manifest.exports).filter((entry) => typeof entry === 'object')
  mkdirSync(PACKAGE)
  await writeCode(entries.map((entry) => entry.default))
  for (const path of declarations(entries.map((entry) => entry.types))) copy(path)
  for (const page of PAGES) copy(page)
  for (const member of OURS) delete manifest[member]
  writeFileSync(join(PACKAGE, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`)
}

/** `memwire/runtime` stays an import: two copies of its classes would not know each other's errors. */
async function writeCode(paths) {
  const bundle = await rollup({
    input: Object.fromEntries(paths.map((path) => [nameOf(path), join(root, path)])),
    external: [/^node:/, 'memwire/runtime'],
    onLog(_level, { message }) {
      throw new Error(message)
    },
  })
  await bundle.write({ dir: PACKAGE, format: 'es', chunkFileNames: 'dist/shared/[name].js' })
  await bundle.close()
}

function nameOf(path) {
  return normalize(path).replace(/\.js$/, '')
}

/** Those files of declarations, and all that they import. */
function declarations(paths) {
  const found = new Set(paths.map(normalize))
  for (const path of found) {
    const text = readFileSync(join(root, path), 'utf8')
    for (const [, imported] of text.matchAll(/(?:from |import\()'(\.[^']+)\.js'/g)) {
      found.add(join(dirname(path), `${imported}.d.ts`))
    }
  }
  return found
}

function copy(path) {
  cpSync(join(root, path), join(PACKAGE, path), {
    recursive: true,
    filter: (file) => !OUR_PAGES.test(relative(root, file)),
  })
}
