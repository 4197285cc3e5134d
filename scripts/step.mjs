import { spawnSync } from 'node:child_process'
import { delimiter, join } from 'node:path'

export const root = join(import.meta.dirname, '..')

const bin = join(root, 'node_modules', '.bin')

/** Runs a program of the repository or of its packages from the root; tells whether it succeeded. */
export function step(program, ...args) {
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` }
  if (!process.stdout.isTTY) env.NO_COLOR = '1'
  const { status, error } = spawnSync(program, args, { cwd: root, env, stdio: 'inherit' })
  if (error) console.error(error.message)
  return status === 0
}
