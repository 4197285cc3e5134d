import assert from 'node:assert/strict'
import { copyFileSync, cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileProject, prepareProject } from './support/program.js'
import { root } from './support/root.js'
import type { Stage } from './support/scene.js'
import { suite } from './support/suite.js'
import { temporaryFolder } from './support/temporary.js'

const LIMIT = { limit: 60_000 }

/** Programs that must not compile, and what the compiler must say. */
const WRONG: Readonly<Record<string, string>> = {
  "quiet.set('k', 1, { norpely: false })": "Did you mean to write 'noreply'?",
  "quiet.set('k', 1, { noreply: 'yes' })": "'string' is not assignable to type 'boolean",
  "quiet.get('k', { noreply: true })": "'noreply' does not exist in type 'KeyOptions'",
  "new Client('a', { defaultNorepl: false })": "Did you mean to write 'defaultNoreply'?",
  "new Client<number>('a', { defaultNoreply: false })": "'false' is not assignable to type 'true'",
  "if (await quiet.set('k', 1)) quiet.nodes": "type 'void' cannot be tested for truthiness",
  'takesAsking(quiet)': "'Client<unknown, true>' is not assignable",
  'takesAsking(either)': "'Client<unknown, boolean>' is not assignable",
  "users.set('k', 1)": "'number' is not assignable to parameter of type 'User'",
  "users.get<number>('k')": "'number' does not satisfy the constraint 'User'",
  "quiet.cas('k', 1, 42)": "'number' is not assignable to parameter of type 'Cas'",
  "quiet.touch('k')": 'Expected 2-3 arguments, but got 1',
  'quiet.getMany([1])': "is not assignable to parameter of type 'Iterable<Keyed>'",
  "new Client('a', { distribution: 'ketama' })": 'is not assignable to type',
  "new Client('a', { distribution: { name: 'twemproxy', hash: 'md6' } })":
    'hash: "md6"; }\' is not assignable',
  "new Client('a', { distribution: { name: 'dalli', hash: 'md5' } })":
    "'hash' does not exist in type",
  "const n: number | undefined = await quiet.incr('k', 1, { bigint: true })": "Type 'bigint",
  'const s: string = await quiet.version()': "Type 'Map<string, string>' is not assignable",
  "is<Promise<boolean>>()(quiet.set('k', 1))": 'Expected 2 arguments, but got 1',
  "quiet.metaGet('k', { valu: true })": "Did you mean to write 'value'?",
  "quiet.metaGet('k', { value: 1 })": "'number' is not assignable to type 'boolean",
  "(await quiet.metaGet('k', { ttl: true }))?.value": "Property 'value' does not exist",
  "quiet.metaSet('k', 1, { mode: 'put' })": 'is not assignable to type',
  "const d: 'done' = (await quiet.metaDelete('k')).status": 'is not assignable to type \'"done"\'',
}

const PRELUDE = `import { Client } from 'memwire'
import { is } from './is.js'
interface User { readonly id: number }
declare const quiet: Client, asking: Client<unknown, false>, either: Client<unknown, boolean>, users: Client<User>
declare function takesAsking(client: Client<unknown, false>): void
`

/** Lies of the declarations, and what the type tests about it are called. */
const LIES: readonly (readonly [file: string, truth: string, lie: string, test: string])[] = [
  ['runtime/types.d.ts', 'Q extends true ? void : R', 'R', 'noreply.ts'],
  ['runtime/types.d.ts', 'Q extends true ? void : R', 'void | R', 'options.ts'],
  ['runtime/types.d.ts', 'B extends true ? bigint : number', 'number', 'numbers.ts'],
  ['runtime/types.d.ts', 'S extends string ? R : Map<string, R>', 'Map<string, R>', 'nodes.ts'],
  ['runtime/types.d.ts', 'K extends string ? string : K', 'K', 'keys.ts'],
  ['runtime/types.d.ts', 'readonly [cas]: true;', '', 'numbers.ts'],
  ['runtime/types.d.ts', 'O[K] extends On ? K : never', 'K', 'meta.ts'],
  ['generated/commands/watch.d.ts', "type: 'skipped'", "type: 'unknown'", 'streams.ts'],
  ['generated/commands/watch.d.ts', 'Streamed & Item', 'Item', 'streams.ts'],
  ['runtime/types.d.ts', 'O[K] extends Off ? never : K', 'never', 'meta.ts'],
  [
    'generated/commands/metaSet.d.ts',
    "'cas' | 'key' | 'opaque'",
    "'cas' | 'key' | 'opaque' | 'size'",
    'meta.ts',
  ],
  [
    'runtime/client.d.ts',
    'readonly defaultNoreply: N',
    'readonly defaultNoreply: boolean',
    'client.ts',
  ],
  ['runtime/options.d.ts', 'serde?: Serde<V>', 'serde?: Serde<any>', 'values.ts'],
]

/** A project with a copy of memwire's declarations. */
function project(stage: Stage): string {
  const folder = temporaryFolder(stage)
  prepareProject(folder, {
    noEmit: true,
    composite: false,
    noUnusedLocals: false,
    skipLibCheck: true,
  })
  const memwire = join(folder, 'node_modules/memwire')
  for (const part of ['dist/runtime', 'dist/generated']) {
    cpSync(join(root, part), join(memwire, part), {
      recursive: true,
      filter: (path) => !/\.(js|map)$/.test(path),
    })
  }
  copyFileSync(join(root, 'package.json'), join(memwire, 'package.json'))
  for (const file of readdirSync(join(root, 'test/types'))) {
    const text = readFileSync(join(root, 'test/types', file), 'utf8')
    writeFileSync(join(folder, file), text.replace("'#generated/index.js'", "'memwire'"))
  }
  return folder
}

suite('types', (test) => {
  test(
    'refuse wrong programs, each with its error',
    (t) => {
      const folder = project(t)
      const programs = Object.entries(WRONG)
      for (const [i, [program]] of programs.entries()) {
        writeFileSync(join(folder, `wrong${i}.ts`), `${PRELUDE}${program}\n`)
      }
      const found = compileProject(folder)
      for (const [i, [program, message]] of programs.entries()) {
        const errors = found.filter(({ file }) => file === `wrong${i}.ts`)
        assert.equal(errors.length, 1, program)
        assert.ok(errors[0]?.message.includes(message), `${program}: ${errors[0]?.message}`)
      }
      assert.equal(found.length, programs.length, 'the files of test/types are right')
    },
    LIMIT,
  )

  for (const [file, truth, lie, witness] of LIES) {
    test(
      `${witness} does not compile if ${truth} were ${lie || 'left out'}`,
      (t) => {
        const folder = project(t)
        const path = join(folder, 'node_modules/memwire/dist', file)
        const text = readFileSync(path, 'utf8')
        assert.ok(text.includes(truth), `${file} does not hold ${truth}`)
        writeFileSync(path, text.replace(truth, lie))
        const files = compileProject(folder).map((error) => error.file)
        assert.ok(files.includes(witness), `errors only in ${files.join(', ') || 'no file'}`)
      },
      LIMIT,
    )
  }
})
