// Regenerates, builds, and runs the tour against real servers.
import { findMemcached } from './memcached.mjs'
import { step } from './step.mjs'

findMemcached()
const done =
  step('npm', 'run', '--silent', 'generate') &&
  step('npm', 'run', '--silent', 'build') &&
  step('node', 'dist/examples/tour.js')
process.exitCode = done ? 0 : 1
