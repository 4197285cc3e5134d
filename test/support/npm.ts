import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'

/** What a program said, and how it ended. */
export interface Outcome {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
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
  return { status, stdout, stderr }
}

/** Runs a program that must succeed; gives what it wrote. */
export function run(folder: string, program: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = attempt(folder, program, ...args)
  assert.equal(status, 0, `${program} ${args.join(' ')}\n${stdout}${stderr}`)
  return stdout
}
