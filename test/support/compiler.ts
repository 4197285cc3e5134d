import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Diagnostic, diagnose } from './program.js'
import { root } from './root.js'

/**
 * The compilers that users have: the oldest that memwire's types are made for, the last of 5.x, and memwire's own. The
 * others are dependencies of packages of their own, since two packages with a `tsc` would fight for its name.
 */
export const COMPILERS = {
  '5.4': tscIn('test/compilers/5.4'),
  '5.9': tscIn('test/compilers/5.9'),
  '7': tscIn('.'),
} as const

function tscIn(folder: string): string {
  return join(root, folder, 'node_modules/typescript/bin/tsc')
}

export type CompilerName = keyof typeof COMPILERS

/** What a careful user has in a tsconfig.json. There is no `dom` in it. */
const STRICT = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  target: 'es2022',
  lib: ['es2023'],
  types: ['node'],
}

/** Compiles files of a folder as a user would; gives the errors. */
export function compileAs(
  compiler: CompilerName,
  folder: string,
  files: readonly string[],
  options: Readonly<Record<string, unknown>>,
): Diagnostic[] {
  const config = { compilerOptions: { ...STRICT, noEmit: true, ...options }, files }
  writeFileSync(join(folder, 'tsconfig.user.json'), JSON.stringify(config))
  return diagnose(folder, COMPILERS[compiler], 'tsconfig.user.json')
}
