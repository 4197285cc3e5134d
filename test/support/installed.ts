import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './npm.js'
import { root } from './root.js'

/** Installs memwire into a folder as npm would, from its package, and the types of Node beside it. */
export function installMemwire(folder: string): void {
  const modules = join(folder, 'node_modules')
  const memwire = join(modules, 'memwire')
  mkdirSync(memwire, { recursive: true })
  mkdirSync(join(modules, '@types'))
  const [packed] = JSON.parse(
    run(join(root, 'dist/package'), 'npm', 'pack', '--json', '--pack-destination', folder),
  )
  run(folder, 'tar', '-xzf', packed.filename, '-C', memwire, '--strip-components=1')
  symlinkSync(join(root, 'node_modules/@types/node'), join(modules, '@types/node'))
}
