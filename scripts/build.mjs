import { pruneOutput } from './prune.mjs'
import { step } from './step.mjs'

pruneOutput()
process.exitCode = step('tsc', '-b') ? 0 : 1
