import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { COMPILERS, type CompilerName, compileAs } from './support/compiler.js'
import { filesOf } from './support/document.js'
import { installMemwire } from './support/installed.js'
import { run } from './support/npm.js'
import { root } from './support/root.js'
import { suite } from './support/suite.js'
import { temporaryFolder } from './support/temporary.js'

const DOCUMENT = 'docs/typescript.md'
const LIMIT = { limit: 60_000 }

const programs = filesOf(DOCUMENT, 'ts')
const modules = [...programs.keys()].filter((name) => name.endsWith('.mts'))

interface Setting {
  readonly options: Readonly<Record<string, unknown>>
  readonly compilers: readonly CompilerName[]
  /** What compiles. */
  readonly files: readonly string[]
  /** Those of the compilers that refuse `required.cts`; the others take it. */
  readonly refusing: readonly CompilerName[]
}

const ALL = Object.keys(COMPILERS) as CompilerName[]

/** The table of the document. */
const SETTINGS: Readonly<Record<string, Setting>> = {
  nodenext: {
    options: { module: 'nodenext' },
    compilers: ALL,
    files: [...modules, 'dynamic.cts'],
    refusing: ['5.4'],
  },
  node20: {
    options: { module: 'node20' },
    compilers: ['5.9', '7'],
    files: [...modules, 'dynamic.cts'],
    refusing: [],
  },
  node16: {
    options: { module: 'node16' },
    compilers: ALL,
    files: [...modules, 'dynamic.cts'],
    refusing: ALL,
  },
  node18: {
    options: { module: 'node18' },
    compilers: ['5.9', '7'],
    files: [...modules, 'dynamic.cts'],
    refusing: ['5.9', '7'],
  },
  esnext: {
    options: { module: 'esnext', moduleResolution: 'bundler' },
    compilers: ALL,
    files: [...modules, 'dynamic.cts'],
    refusing: ALL,
  },
  preserve: {
    options: { module: 'preserve', moduleResolution: 'bundler' },
    compilers: ALL,
    files: [...modules, 'dynamic.cts'],
    refusing: [],
  },
  commonjs: {
    options: { module: 'commonjs', moduleResolution: 'node10' },
    compilers: ['5.4', '5.9'],
    files: modules.map((name) => name.replace('.mts', '.ts')),
    refusing: [],
  },
}

suite('TypeScript', (test) => {
  let folder: string

  test.before(() => {
    folder = temporaryFolder(test)
    installMemwire(folder)
    writeFileSync(join(folder, 'package.json'), '{ "private": true }')
    for (const [name, text] of programs) {
      writeFileSync(join(folder, name), text)
      // An ES module by its name is none under `commonjs`.
      if (name.endsWith('.mts')) writeFileSync(join(folder, name.replace('.mts', '.ts')), text)
    }
    mkdirSync(join(folder, 'types'))
    writeFileSync(join(folder, 'types/package.json'), '{ "private": true, "type": "module" }')
    for (const file of readdirSync(join(root, 'test/types'))) {
      const text = readFileSync(join(root, 'test/types', file), 'utf8')
      writeFileSync(join(folder, 'types', file), text.replace("'#generated/index.js'", "'memwire'"))
    }
  })

  for (const [name, { options, compilers, files, refusing }] of Object.entries(SETTINGS)) {
    for (const compiler of compilers) {
      // What compiles with the declarations checked compiles without: that is asked once a compiler.
      for (const skipLibCheck of name === 'nodenext' ? [true, false] : [false]) {
        const checks = skipLibCheck ? 'without checking the declarations' : 'and the declarations'
        test(
          `${compiler} compiles the programs of ${DOCUMENT} under ${name}, ${checks}`,
          () => {
            const all = refusing.includes(compiler) ? files : [...files, 'required.cts']
            assert.deepEqual(compileAs(compiler, folder, all, { ...options, skipLibCheck }), [])
          },
          LIMIT,
        )
      }
      if (!refusing.includes(compiler)) continue
      test(
        `${compiler} refuses require under ${name}`,
        () => {
          const errors = compileAs(compiler, folder, ['required.cts'], options)
          assert.ok(errors.length > 0)
          for (const { file } of errors) assert.equal(file, 'required.cts')
        },
        LIMIT,
      )
    }
  }

  for (const compiler of ALL) {
    test(
      `${compiler} finds the types of all methods as test/types says`,
      () => {
        const files = readdirSync(join(folder, 'types')).filter((file) => file.endsWith('.ts'))
        const errors = compileAs(
          compiler,
          folder,
          files.map((file) => `types/${file}`),
          { module: 'nodenext', target: 'esnext' },
        )
        assert.deepEqual(errors, [])
      },
      LIMIT,
    )
  }

  for (const [compiler, file, options] of [
    ['5.4', 'app.ts', { module: 'commonjs', moduleResolution: 'node10' }],
    ['5.4', 'required.cts', { module: 'preserve', moduleResolution: 'bundler' }],
    ['5.9', 'required.cts', { module: 'nodenext' }],
    ['7', 'required.cts', { module: 'nodenext' }],
  ] as const) {
    test(
      `what ${compiler} makes of ${file} under ${options.module} is loaded by require`,
      () => {
        const emit = { ...options, noEmit: false, outDir: `out-${compiler}` }
        assert.deepEqual(compileAs(compiler, folder, [file], emit), [])
        const output = join(folder, `out-${compiler}`, file.replace('ts', 'js'))
        assert.match(readFileSync(output, 'utf8'), /require\(["']memwire["']\)/)
        const loaded = `console.log(typeof require(${JSON.stringify(output)}))`
        assert.equal(run(folder, process.execPath, '-e', loaded), 'object\n')
      },
      LIMIT,
    )
  }
})
