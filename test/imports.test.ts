import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findCircle, importsOf } from './support/imports.js'
import { root, sources } from './support/root.js'
import { suite } from './support/suite.js'

/** From the bottom to the top: a file imports from its own layer and from those above it in this list. */
const RUNTIME = [
  ['types', 'builtin', 'kind', 'quote', 'suggestion', 'surrogate', 'thrown', 'version'],
  ['errors'],
  ['wire/', 'bytes', 'key', 'number', 'word', 'exptime', 'address'],
  ['command'],
  [
    'serde/',
    'hash/',
    'waiter/',
    'auth',
    'tls',
    'assumption',
    'events',
    'retry',
    'failover',
    'flush',
  ],
  ['options'],
  ['placement'],
  ['connection/'],
  ['cluster/'],
  ['stream/'],
  ['node'],
  ['cluster'],
  ['call/'],
  ['client'],
  ['contract'],
]

/** Packages that codegen/ uses, and where alone. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  yaml: ['codegen/source.ts'],
  handlebars: ['codegen/render.ts'],
  'ts-morph': ['codegen/emit/'],
}

function imports(folder: string): { file: string; imported: string }[] {
  return sources(folder).flatMap((file) => importsOf(file).map((imported) => ({ file, imported })))
}

function runtimeLayer(file: string): number {
  const name = file.replace(/^runtime\//, '')
  return RUNTIME.findIndex((layer) =>
    layer.some((entry) => (entry.endsWith('/') ? name.startsWith(entry) : name === `${entry}.ts`)),
  )
}

function violations(
  folder: string,
  allowed: (imported: string, file: string) => boolean,
): string[] {
  return imports(folder)
    .filter(({ file, imported }) => !allowed(imported, file))
    .map(({ file, imported }) => `${file} imports ${imported}`)
}

suite('imports', (test) => {
  test('are found', () => {
    for (const folder of ['runtime', 'codegen', 'generated', 'test']) {
      assert.ok(imports(folder).length > 10, folder)
    }
    assert.ok(importsOf('test/imports.test.ts').includes('test/support/imports.ts'))
    assert.ok(importsOf('test/imports.test.ts').includes('node:assert/strict'))
  })

  test('of runtime/ are modules of Node and its own lower layers', () => {
    const homeless = sources('runtime').filter((file) => runtimeLayer(file) < 0)
    assert.deepEqual(homeless, [], 'give these files a layer')
    assert.deepEqual(
      violations('runtime', (imported, file) =>
        imported.startsWith('runtime/')
          ? runtimeLayer(imported) <= runtimeLayer(file)
          : imported.startsWith('node:'),
      ),
      [],
    )
  })

  test('of generated/ are the contract and its own folder', () => {
    assert.deepEqual(
      violations(
        'generated',
        (imported) => imported === 'memwire/runtime' || imported.startsWith('generated/'),
      ),
      [],
    )
  })

  test('of server/ are its own folder, generated request parsers, and what the runtime has for the wire', () => {
    const wire =
      /^runtime\/(wire\/.*|errors|types|key|number|word|exptime|kind|quote|surrogate)\.ts$/
    assert.deepEqual(
      violations('server', (imported) => {
        if (imported.startsWith('server/') || imported.startsWith('node:')) return true
        return wire.test(imported) || imported === 'generated/requests.ts'
      }),
      [],
    )
  })

  test('of codegen/ are its own folder, Node and each package in its place', () => {
    assert.deepEqual(
      violations('codegen', (imported, file) => {
        if (imported.startsWith('codegen/') || imported.startsWith('node:')) return true
        return PLACES[imported]?.some((place) => file.startsWith(place)) ?? false
      }),
      [],
    )
  })

  test('of the oracle are its own folder and the types of the IR, so that it shares no fault with what it judges', () => {
    const types =
      /^import type .* from '#codegen\/(ir|data|fieldtype)\.js'$|^import type .* from '\.\.\/support\/dialogue\.js'$/
    assert.deepEqual(
      sources('test/oracle').flatMap((file) => {
        const isTest = file.endsWith('.test.ts')
        return readFileSync(join(root, file), 'utf8')
          .split('\n')
          .filter((line) => / from '[#.]/.test(line) && !/ from '\.\//.test(line))
          .filter((line) => !types.test(line))
          .filter((line) => !(isTest && / from '\.\.\/support\//.test(line)))
          .map((line) => `${file}: ${line}`)
      }),
      [],
    )
    const foreign = violations('test/oracle', (imported) => {
      return /^(test|#codegen)\/|^(fast-check$|node:)/.test(imported)
    })
    assert.deepEqual(foreign, [])
  })

  test('go in no circle', () => {
    for (const folder of [
      'runtime',
      'codegen',
      'generated',
      'server',
      'test/support',
      'test/oracle',
    ]) {
      assert.equal(findCircle(sources(folder))?.join(' → '), undefined)
    }
  })
})
