import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { compile } from '#codegen/compile.js'
import { outputs } from '#codegen/emit/outputs.js'
import { format } from '#codegen/problem.js'
import { compileProject, prepareProject } from './program.js'
import { root } from './root.js'

/** Files by their paths in a folder. */
export type Files = ReadonlyMap<string, string>

export function writeFiles(folder: string, files: Files): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

/** What the generator makes of a spec for `--out generated`, by path. Throws its report if there are problems. */
export function emittedFrom(folder: string, file = 'spec/memcached.yaml'): Files {
  const { spec, problems } = compile(file, { cwd: folder })
  if (!spec) throw new Error(format(problems))
  const emitted = spec.commands.filter(({ own }) => own)
  const context = { spec, emitted, extension: 'js', root: file, sourceName: String } as const
  return new Map(outputs(context).map(({ path, text }) => [path, text]))
}

/**
 * Compiles files against this repository's runtime, as strictly as memwire itself.
 *
 * @param source where in the folder the files are written to
 * @returns the folder of the result
 */
export function compiled(folder: string, files: Files, source = 'generated'): string {
  writeFiles(join(folder, source), files)
  prepareProject(folder, { outDir: 'dist', rootDir: source })
  linkMemwire(folder)
  const errors = compileProject(folder).map((error) => `${error.file}: ${error.message}`)
  if (errors.length > 0) throw new Error(errors.join('\n'))
  return join(folder, 'dist')
}

/** Lets a folder import this repository as if it were installed. */
export function linkMemwire(folder: string): void {
  const link = join(folder, 'node_modules/memwire')
  if (existsSync(link)) return
  mkdirSync(dirname(link), { recursive: true })
  symlinkSync(root, link)
}
