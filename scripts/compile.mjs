import { pruneOutput } from './prune.mjs'
import { step } from './step.mjs'

/**
 * Compiles memwire and the generator; tells whether that succeeded. The second pass takes the comments out of the
 * JavaScript: an editor shows those of the declarations, and one compiler run cannot keep them there alone.
 */
export function compile() {
  pruneOutput()
  return step('tsc', '-b') && step('tsc', '-p', 'tsconfig.output.json')
}
