import { spawnSync } from 'node:child_process'
import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.js'

/** One error of the compiler. */
export interface Diagnostic {
  readonly file: string
  readonly message: string
}

/**
 * Makes a folder a project that is compiled as strictly as memwire itself. Its `node_modules` hold what it imports; the
 * types of Node come from the repository.
 */
export function prepareProject(folder: string, options: Readonly<Record<string, unknown>>): void {
  copyFileSync(join(root, 'tsconfig.base.json'), join(folder, 'tsconfig.base.json'))
  const config = {
    extends: './tsconfig.base.json',
    compilerOptions: { rootDir: '.', typeRoots: [join(root, 'node_modules/@types')], ...options },
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }')
}

/** Compiles the project in a folder; gives the first lines of its errors. */
export function compileProject(folder: string): Diagnostic[] {
  return diagnose(folder, join(root, 'node_modules/typescript/bin/tsc'), '.')
}

/** Runs a compiler in a folder; gives the first lines of its errors. */
export function diagnose(folder: string, tsc: string, project: string): Diagnostic[] {
  const { status, stdout, stderr } = spawnSync(process.execPath, [tsc, '-p', project], {
    cwd: folder,
    encoding: 'utf8',
  })
  const found = [...stdout.matchAll(/^(\S+)\(\d+,\d+\): error TS\d+: (.*)$/gm)].map(
    ([, file = '', message = '']) => ({ file, message }),
  )
  if (status !== 0 && found.length === 0) throw new Error(`tsc failed: ${stdout}${stderr}`)
  return found
}
