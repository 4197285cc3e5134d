import { existsSync, statSync } from 'node:fs'
import { dirname, relative, resolve, sep } from 'node:path'
import { parseArgs } from 'node:util'
import { compile } from './compile.js'
import type { Context } from './emit/context.js'
import { compare, type Difference, type OutputFile, write } from './files.js'
import type { Spec } from './ir.js'
import { format } from './problem.js'

const USAGE = 'usage: memwire-codegen FILE --out DIR [--check] [--ir] [--import-extension js|ts]'

interface Arguments {
  readonly file: string
  readonly out: string | undefined
  readonly check: boolean
  readonly ir: boolean
  readonly extension: 'js' | 'ts'
}

/**
 * Generates a client from a spec.
 *
 * @param argv the arguments of the command line, without node and the script
 * @returns the exit code: 0; 1 if the spec has problems, the output differs or something is in its way; 2 for wrong usage
 */
export async function main(argv: readonly string[]): Promise<number> {
  if (argv.includes('--help') || argv.includes('-h')) {
    console.log(USAGE)
    return 0
  }
  let args: Arguments
  try {
    args = argumentsFrom(argv)
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`)
    return 2
  }
  const { spec, problems } = compile(args.file)
  if (!spec) {
    console.error(format(problems))
    return 1
  }
  if (args.ir) {
    console.log(JSON.stringify(spec, null, 2))
    return 0
  }
  return generate(spec, args, resolve(args.out ?? '.'))
}

function argumentsFrom(argv: readonly string[]): Arguments {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      check: { type: 'boolean', default: false },
      ir: { type: 'boolean', default: false },
      'import-extension': { type: 'string', default: 'js' },
    },
  })
  const [file, ...others] = positionals
  if (file === undefined) throw new Error('expected the file of a spec')
  if (others.length > 0)
    throw new Error(
      `expected one file, got ${positionals.length}: name the others under \`include\``,
    )
  const { out, check, ir, 'import-extension': extension } = values
  if (out === undefined && !ir) throw new Error('expected --out with the folder to write to')
  if (extension !== 'js' && extension !== 'ts') {
    throw new Error(`expected --import-extension js or ts, got ${extension}`)
  }
  return { file, out, check, ir, extension }
}

async function generate(
  spec: Spec,
  { file, out = '.', check, extension }: Arguments,
  directory: string,
): Promise<number> {
  if (existsSync(directory) && !statSync(directory).isDirectory()) {
    console.error(`${out} is a file; expected a folder`)
    return 1
  }
  const parent = dirname(directory)
  const context: Context = {
    spec,
    emitted: spec.commands.filter(({ own }) => own),
    extension,
    root: file,
    sourceName: (source) => relative(parent, resolve(source)).split(sep).join('/'),
  }
  // The emitters bring a TypeScript compiler along; a spec with problems is reported without waiting for it.
  const { outputs } = await import('./emit/outputs.js')
  const files = outputs(context)
  const differences = compare(directory, files)
  const foreign = differences.filter(({ kind }) => kind === 'foreign')
  if (foreign.length > 0) return refuse(out, foreign)
  if (check) return reportDrift(out, file, differences)
  write(directory, files, differences)
  console.log(summary(out, files, differences))
  return 0
}

function refuse(out: string, foreign: readonly Difference[]): number {
  for (const { path } of foreign)
    console.error(`${out}/${path} was not generated and is in the way`)
  const them = foreign.length === 1 ? 'it' : 'them'
  console.error(`nothing was written; move ${them} away or choose another --out`)
  return 1
}

const DRIFT = {
  missing: 'is missing',
  differs: 'differs',
  stale: 'is stale',
  foreign: 'was not generated',
} as const

function reportDrift(out: string, file: string, differences: readonly Difference[]): number {
  for (const { path, kind } of differences) console.error(`${out}/${path} ${DRIFT[kind]}`)
  if (differences.length === 0) return 0
  console.error(`generate it again: memwire-codegen ${file} --out ${out}`)
  return 1
}

function summary(
  out: string,
  files: readonly OutputFile[],
  differences: readonly Difference[],
): string {
  const stale = differences.filter(({ kind }) => kind === 'stale').length
  const written = differences.length - stale
  return `${out}: ${files.length} files, ${written} written, ${stale} deleted`
}
