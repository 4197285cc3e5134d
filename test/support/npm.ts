import { spawnSync } from 'node:child_process'

/** What a program said, and how it ended. */
export interface Outcome {
  readonly status: number | null
  /** What it wrote, errors included. */
  readonly output: string
}

/** Runs a program in a folder that is a project of its own, even if npm runs the tests. */
export function attempt(folder: string, program: string, ...args: readonly string[]): Outcome {
  // npm tells its scripts where the project is, and an npm within would take that for its own; what it runs is measured
  // under paths that nobody asks for.
  const foreign = /^(npm_(package|lifecycle|config_local_prefix)|INIT_CWD$|NODE_V8_COVERAGE$)/
  const env = Object.entries(process.env).filter(([name]) => !foreign.test(name))
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: folder,
    env: Object.fromEntries(env),
    encoding: 'utf8',
  })
  if (error) throw error
  return { status, output: stdout + stderr }
}

/** Runs a program that must succeed. */
export function run(folder: string, program: string, ...args: readonly string[]): void {
  const { status, output } = attempt(folder, program, ...args)
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${output}`)
}
