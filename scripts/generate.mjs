// Generates memwire's own client and that of the example. With --check, only compares.
import { step } from './step.mjs'

const outputs = {
  'spec/memcached.yaml': 'generated',
  'examples/item.yaml': 'examples/item',
}

const flags = process.argv.slice(2)
const done = Object.entries(outputs).map(([spec, folder]) =>
  step('node', 'codegen/bin/memwire-codegen.js', spec, '--out', folder, ...flags),
)
process.exitCode = done.every(Boolean) ? 0 : 1
