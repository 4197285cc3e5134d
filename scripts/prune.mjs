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

/** What is published. */
export const PACKAGE = join(root, 'dist', 'package')

/**
 * Deletes what is left of sources that are gone, for tsc leaves it, and it would be packed, measured and imported; and the
 * package, so that no compilation that fails leaves an old one to be published.
 */
export function pruneOutput() {
  rmSync(PACKAGE, { recursive: true, force: true })
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
