import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './support/npm.js'
import { root } from './support/root.js'
import { suite } from './support/suite.js'
import { temporaryFolder } from './support/temporary.js'

/** What `npm pack` tells. Sizes are in bytes. */
interface Pack {
  readonly filename: string
  readonly size: number
  readonly unpackedSize: number
  readonly paths: readonly string[]
}

interface Manifest {
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>
  readonly main: string
  readonly types: string
  readonly typesVersions: { readonly '*': Readonly<Record<string, readonly string[]>> }
  readonly [member: string]: unknown
}

function pack(folder: string, destination: string): Pack {
  const output = run(folder, 'npm', 'pack', '--json', '--pack-destination', destination)
  const [packed] = JSON.parse(output)
  return { ...packed, paths: packed.files.map(({ path }: { path: string }) => path) }
}

const published = join(root, 'dist/package')
const manifest = JSON.parse(readFileSync(join(published, 'package.json'), 'utf8')) as Manifest

suite('the package memwire', (test) => {
  let packed: Pack
  let project: string

  test.before(() => {
    project = temporaryFolder(test)
    packed = pack(published, project)
    const target = join(project, 'node_modules', 'memwire')
    mkdirSync(target, { recursive: true })
    run(project, 'tar', '-xzf', packed.filename, '-C', target, '--strip-components=1')
  })

  test('is small', () => {
    const { size, unpackedSize } = packed
    assert.ok(size <= 215_000, `${size} bytes packed`)
    assert.ok(unpackedSize <= 1_040_000, `${unpackedSize} bytes unpacked`)
  })

  test('has its comments in the declarations alone', () => {
    const text = (file: string) =>
      readFileSync(join(project, 'node_modules/memwire/dist', file), 'utf8')
    for (const file of ['generated/client', 'runtime/client']) {
      assert.match(text(`${file}.d.ts`), /\/\*\*/)
    }
    for (const file of ['generated/index', 'shared/protocol', 'runtime/contract']) {
      assert.doesNotMatch(text(`${file}.js`), /\/\*\*|^ *\/\/ /m)
    }
  })

  test('is loaded from few files', () => {
    const code = packed.paths.filter((path) => path.endsWith('.js'))
    assert.deepEqual(code.sort(), [
      'dist/generated/commands.js',
      'dist/generated/index.js',
      'dist/runtime/contract.js',
      'dist/runtime/hash/index.js',
      'dist/shared/preset.js',
      'dist/shared/protocol.js',
    ])
  })

  test('has each of its classes once', () => {
    const program = `
      import * as memwire from 'memwire'
      import * as runtime from 'memwire/runtime'
      const shared = Object.keys(memwire).filter((name) => name in runtime)
      console.log(shared.length > 5 && shared.every((name) => memwire[name] === runtime[name]))
      console.log(new memwire.Client('a') instanceof runtime.BaseClient)
    `
    const output = run(project, process.execPath, '--input-type=module', '--eval', program)
    assert.equal(output, 'true\ntrue\n')
  })

  test('holds what is needed to use it and nothing else', () => {
    const { paths } = packed
    const other = paths.filter(
      (path) =>
        !/^dist\/(runtime|generated)\/.+\.d\.ts$/.test(path) &&
        !/^dist\/(runtime|generated|shared)\/.+\.js$/.test(path) &&
        !/^spec\/(dialects\/)?[^/]+\.yaml$/.test(path) &&
        path !== 'spec/README.md' &&
        !/^docs\/(cluster|errors|extending|keys|options|serde|streams|typescript)\.md$/.test(
          path,
        ) &&
        !['package.json', 'README.md', 'LICENSE'].includes(path),
    )
    assert.deepEqual(other, [])
    for (const path of ['README.md', 'LICENSE', 'spec/README.md']) {
      assert.ok(paths.includes(path), path)
    }
  })

  test('depends on nothing', () => {
    for (const kind of ['dependencies', 'peerDependencies', 'optionalDependencies']) {
      assert.equal(manifest[kind], undefined, kind)
    }
  })

  test('holds what its exports name', () => {
    for (const [name, target] of Object.entries(manifest.exports)) {
      for (const path of typeof target === 'string' ? [target] : Object.values(target)) {
        const [start = '', end] = path.replace(/^\.\//, '').split('*')
        const found = packed.paths.some((file) =>
          end === undefined ? file === start : file.startsWith(start) && file.endsWith(end),
        )
        assert.ok(found, `${name} is ${path}`)
      }
    }
  })

  test('tells a compiler that reads no exports the same', () => {
    const { exports, main, types, typesVersions } = manifest
    const versions = Object.entries(typesVersions['*']).map(([name, [path]]) => [
      `./${name}`,
      { types: path, default: path?.replace('.d.ts', '.js') },
    ])
    const all = { '.': { types, default: main }, ...Object.fromEntries(versions) }
    const code = Object.entries(exports).filter(([, target]) => typeof target !== 'string')
    assert.deepEqual(all, Object.fromEntries(code))
  })

  test('is imported and required', () => {
    const entries = Object.keys(manifest.exports)
      .filter((name) => !name.includes('*') && !name.endsWith('.json'))
      .map((name) => name.replace(/^\./, 'memwire'))
    const expected = entries.map((name) => `${name} true\n`).join('')
    for (const [file, load] of [
      ['imports.mjs', 'await import(name)'],
      ['requires.cjs', 'require(name)'],
    ] as const) {
      const text = `for (const name of ${JSON.stringify(entries)}) {
        console.log(name, Object.keys(${load}).length > 0)
      }`
      writeFileSync(join(project, file), text)
      assert.equal(run(project, process.execPath, file), expected)
    }
  })
})

suite('the package memwire-codegen', (test) => {
  test('holds what is needed to run it and nothing else', (t) => {
    const { paths } = pack(join(root, 'codegen'), temporaryFolder(t))
    const other = paths.filter(
      (path) =>
        !/^dist\/.+\.(js|d\.ts)$/.test(path) &&
        !/^templates\/[^/]+\.hbs$/.test(path) &&
        !['bin/memwire-codegen.js', 'package.json', 'README.md', 'LICENSE'].includes(path),
    )
    assert.deepEqual(other, [])
    for (const path of ['bin/memwire-codegen.js', 'dist/main.js'])
      assert.ok(paths.includes(path), path)
  })
})
