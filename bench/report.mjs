import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

/** Runs a program of this folder, and gives the JSON that it prints. */
export function reportOf(program, ...flags) {
  const args = ['--expose-gc', ...flags, join(import.meta.dirname, program)]
  const stdio = ['ignore', 'pipe', 'inherit']
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', stdio }))
}
