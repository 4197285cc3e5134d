import { runChecks } from './check.js'
import { Drafter } from './draft.js'
import { freeze } from './freeze.js'
import type { Spec } from './ir.js'
import { Loader } from './load.js'
import { type Problem, Report } from './problem.js'
import { resolve } from './resolve.js'

export interface CompileOptions {
  /** Where relative paths begin, and what reports are relative to. @default the working directory */
  readonly cwd?: string
  /** The name of a check that is left out, so that a test can see what it is for. @default none */
  readonly without?: string
}

export interface Compiled {
  /** Absent if there is a problem. Frozen, with everything in it. */
  readonly spec?: Spec
  /** By file, line and column. */
  readonly problems: readonly Problem[]
}

/** Reads a spec file with all that it includes and extends, and says what it means or everything that is wrong with it. */
export function compile(
  file: string,
  { cwd = process.cwd(), without }: CompileOptions = {},
): Compiled {
  const report = new Report()
  const loader = new Loader(cwd, report)
  const root = loader.load(file)
  if (!root || loader.isIncomplete) return { problems: report.sorted() }
  const draft = new Drafter(report).draft(root)
  const { spec, origins } = resolve(root, draft, report)
  runChecks({ spec, draft, root, files: loader.files, origins, report }, without)
  const problems = report.sorted()
  return problems.length > 0 ? { problems } : { spec: freeze(spec), problems }
}
