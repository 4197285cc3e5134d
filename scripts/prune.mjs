import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './step.mjs'

/** Where each folder of sources is compiled to. */
const OUTPUT = {
  runtime: 'dist/runtime',
  generated: 'dist/generated',
  server: 'dist/server',
  examples: 'dist/examples',
  test: 'dist/test',
  codegen: 'codegen/dist',
}

/** Deletes what is left of sources that are gone: tsc leaves it, and it would be packed, measured and imported. */
export function pruneOutput() {
  for (const [source, output] of Object.entries(OUTPUT)) {
    const folder = join(root, output)
    if (!existsSync(folder)) continue
    for (const path of readdirSync(folder, { recursive: true })) {
      const base = path.replace(/\.(js|d\.ts)(\.map)?$/, '')
      const compiled = base !== path
      if (compiled && !existsSync(join(root, source, `${base}.ts`))) rmSync(join(folder, path))
    }
  }
}
