import { spawnSync } from 'node:child_process'
import { delimiter, join } from 'node:path'

export const root = join(import.meta.dirname, '..')

/** Runs a program of the repository or of its packages from the root; tells whether it succeeded. */
export function step(program, ...args) {
  const PATH = join(root, 'node_modules', '.bin') + delimiter + process.env.PATH
  const { status, error } = spawnSync(program, args, {
    cwd: root,
    env: { ...process.env, PATH },
    stdio: 'inherit',
  })
  if (error) console.error(error.message)
  return status === 0
}
