// What is packed is what the sources say. Prints nothing to the standard output, which `npm pack --json` has for itself.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './step.mjs'

const { status } = spawnSync(process.execPath, [join(root, 'scripts', 'build.mjs')], {
  cwd: root,
  stdio: ['ignore', 2, 2],
})
process.exitCode = status ?? 1
