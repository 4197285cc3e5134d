import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../support/npm.js'
import { compileProject, type Diagnostic, prepareProject } from '../support/program.js'
import { root } from '../support/root.js'
import type { Stage } from '../support/scene.js'
import { temporaryFolder } from '../support/temporary.js'

/** A project of a user: both packages as npm would install them, two specs and what is generated from them. */
export interface Project {
  readonly folder: string
  /** What tsc has against it. */
  readonly diagnostics: readonly Diagnostic[]
}

/** Extends the extension of README.md once more. */
const BUCKET = `spec: 1
client: BucketClient
extends: ./throttle.yaml
commands:
  refill:
    summary: Fill a bucket up.
    request: refill <key>
    reply:
      FILLED: true
      ABSENT: false
    effect: idempotent
`

/** What is compiled and never run. */
const TYPES = `import { BucketClient } from './buckets/index.js'
import { Client } from './cache/index.js'
import { is } from './is.js'

type Turn = { allowed: true; left: number } | { allowed: false; wait: number }

const cache = new Client(['10.0.0.1', '10.0.0.2'])
is<Promise<Turn>>()(cache.throttle('alice', 10, 60))
is<Promise<Turn>>()(cache.throttle(new Uint8Array(1), 10, 60, { timeout: 5, route: 'team' }))
const turn = await cache.throttle('alice', 10, 60)
is<number>()(turn.allowed ? turn.left : turn.wait)
// @ts-expect-error
turn.left
// @ts-expect-error
cache.throttle('alice', 10)
// @ts-expect-error
cache.throttle('alice', '10', 60)
// @ts-expect-error
cache.throttle('alice', 10, 60, { noreply: true })

is<Promise<void>>()(cache.set('k', 1))
is<Promise<Map<string, number>>>()(cache.getMany<number>(['k']))
is<Promise<boolean>>()(new Client('a', { defaultNoreply: false }).set('k', 1))

const buckets = new BucketClient('a')
is<Promise<boolean>>()(buckets.refill('alice'))
is<Promise<Turn>>()(buckets.throttle('alice', 10, 60))
is<Promise<unknown>>()(buckets.get('k'))
`

/** Makes the project; it goes with the suite. */
export function makeProject(stage: Stage): Project {
  const folder = temporaryFolder(stage)
  prepareProject(folder, { outDir: 'out' })
  for (const published of ['dist/package', 'codegen']) {
    run(join(root, published), 'npm', 'pack', '--pack-destination', folder)
  }
  const packed = readdirSync(folder).filter((name) => name.endsWith('.tgz'))
  const flags = ['--prefer-offline', '--no-audit', '--no-fund']
  run(folder, 'npm', 'install', ...flags, ...packed.map((name) => `./${name}`))

  writeFileSync(join(folder, 'throttle.yaml'), readmeSpec())
  writeFileSync(join(folder, 'bucket.yaml'), BUCKET)
  writeFileSync(join(folder, 'types.ts'), TYPES)
  writeFileSync(join(folder, 'is.ts'), readFileSync(join(root, 'test/types/is.ts')))
  run(folder, 'npx', 'memwire-codegen', 'throttle.yaml', '--out', 'cache')
  run(folder, 'npx', 'memwire-codegen', 'bucket.yaml', '--out', 'buckets')
  return { folder, diagnostics: compileProject(folder) }
}

/** The spec that README.md shows, character for character. */
function readmeSpec(): string {
  const text = readFileSync(join(root, 'README.md'), 'utf8')
  const [, spec] = /```yaml\n(spec: 1\nextends: .*?)```/s.exec(text) ?? []
  if (spec === undefined) throw new Error('README.md shows no spec of one’s own')
  return spec
}
