import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bucketServer, clientOf } from './extension/client.js'
import { makeProject, type Project } from './extension/project.js'
import { compileAs } from './support/compiler.js'
import { attempt } from './support/npm.js'
import { root } from './support/root.js'
import { suite } from './support/suite.js'

const LIMIT = { limit: 120_000 }

/** The modules that were generated into a folder. */
function modules(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .sort()
}

/** What every generated folder holds beside its commands. */
const COMMON = ['client.ts', 'errors.ts', 'index.ts', 'metadata.ts', 'protocol.ts', 'requests.ts']

suite('an extension', (test) => {
  let made: Promise<Project> | undefined
  // Made once, even if that fails: every test then fails with the reason.
  const project = (): Promise<Project> => {
    made ??= (async () => makeProject(test))()
    return made
  }

  test(
    'is generated from the installed packages, with its own command alone',
    async () => {
      const folder = join((await project()).folder, 'cache')
      assert.deepEqual(modules(folder), [...COMMON, 'commands/throttle.ts'].sort())
      const imported = modules(folder).flatMap((path) =>
        [...readFileSync(join(folder, path), 'utf8').matchAll(/ from '([^.'][^']*)'/g)].map(
          ([, name]) => name,
        ),
      )
      assert.deepEqual([...new Set(imported)].sort(), ['memwire/commands', 'memwire/runtime'])
    },
    LIMIT,
  )

  test(
    'that was extended is generated with the commands of both',
    async () => {
      const files = modules(join((await project()).folder, 'buckets'))
      assert.deepEqual(files, [...COMMON, 'commands/refill.ts', 'commands/throttle.ts'].sort())
    },
    LIMIT,
  )

  test(
    'compiles under every strict flag, typed as the README says',
    async () => {
      assert.deepEqual((await project()).diagnostics, [])
    },
    LIMIT,
  )

  for (const compiler of ['5.4', '5.9'] as const) {
    test(
      `compiles under TypeScript ${compiler}`,
      async () => {
        const { folder } = await project()
        const typeRoots = [join(root, 'node_modules/@types')]
        for (const skipLibCheck of [true, false]) {
          const options = { module: 'nodenext', target: 'esnext', typeRoots, skipLibCheck }
          assert.deepEqual(compileAs(compiler, folder, ['types.ts'], options), [])
        }
      },
      LIMIT,
    )
  }

  test(
    'goes where its key lives',
    async (t) => {
      const servers = await Promise.all([bucketServer(t), bucketServer(t), bucketServer(t)])
      const cache = await clientOf(
        t,
        await project(),
        'cache.Client',
        servers.map((one) => one.server),
      )
      const users = Array.from({ length: 30 }, (_, i) => `user:${i}`)
      assert.deepEqual(
        await Promise.all(users.map((user) => cache.throttle(user, 10, 60))),
        users.map((_, i) => (i % 2 ? { allowed: false, wait: 30 } : { allowed: true, left: 9 })),
      )
      for (const one of servers) {
        const here = users.filter((user) => cache.nodeFor(user) === one.server)
        assert.ok(here.length > 2)
        assert.equal(one.received(), here.map((user) => `throttle ${user} 10 60\r\n`).join(''))
      }
      const route = 'team:1'
      const home = servers.find((one) => one.server === cache.nodeFor(route))
      const before = home?.received() ?? ''
      await Promise.all(users.map((user) => cache.throttle(user, 10, 60, { route })))
      const added = users.map((user) => `throttle ${user} 10 60\r\n`).join('')
      assert.equal(home?.received(), before + added)
    },
    LIMIT,
  )

  test(
    'inherits calls for many keys and calls without reply',
    async (t) => {
      const servers = await Promise.all([bucketServer(t), bucketServer(t), bucketServer(t)])
      const cache = await clientOf(
        t,
        await project(),
        'cache.Client',
        servers.map((one) => one.server),
      )
      const keys = Array.from({ length: 30 }, (_, i) => `key:${i}`)
      assert.deepEqual(
        [...(await cache.getMany(keys))],
        keys.map((key) => [key, 'x']),
      )
      for (const one of servers) {
        const here = keys.filter((key) => cache.nodeFor(key) === one.server)
        assert.deepEqual(one.received().match(/key:\d+/g), here)
        assert.match(one.received(), /^(get( key:\d+)+\r\n)+$/)
      }
      const home = servers.find((one) => one.server === cache.nodeFor('key:0'))
      const before = home?.received().length
      assert.equal(await cache.set('key:0', 'v'), undefined)
      assert.equal(await cache.get('key:0'), 'x')
      assert.ok(home?.received().slice(before).startsWith('set key:0 16 0 1 noreply\r\nv\r\n'))
    },
    LIMIT,
  )

  test(
    'of an extension runs the commands of both',
    async (t) => {
      const one = await bucketServer(t)
      const buckets = await clientOf(t, await project(), 'buckets.BucketClient', [one.server])
      assert.equal(await buckets.refill('user:1'), true)
      assert.equal(await buckets.refill('absent'), false)
      assert.deepEqual(await buckets.throttle('user:1', 10, 60), { allowed: false, wait: 30 })
      await assert.rejects(buckets.throttle('user:1', -1, 60), /^IllegalInputError: limit/)
    },
    LIMIT,
  )

  test(
    'is held to its spec by --check',
    async () => {
      const { folder } = await project()
      const check = () =>
        attempt(folder, 'npx', 'memwire-codegen', 'throttle.yaml', '--out', 'cache', '--check')
      assert.equal(check().status, 0)
      const spec = join(folder, 'throttle.yaml')
      const text = readFileSync(spec, 'utf8')
      writeFileSync(spec, text.replace('ALLOWED', 'GRANTED'))
      const { status, stderr } = check()
      writeFileSync(spec, text)
      assert.equal(status, 1)
      assert.match(stderr, /cache\/commands\/throttle\.ts differs/)
    },
    LIMIT,
  )
})
