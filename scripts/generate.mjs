// Generates memwire's own client, that of the example and the manual's tables. With --check, only compares.
import { step } from './step.mjs'

const outputs = {
  'spec/memcached.yaml': 'generated',
  'examples/item.yaml': 'examples/item',
}

const flags = process.argv.slice(2)
const done = Object.entries(outputs).map(([spec, folder]) =>
  step('node', 'codegen/bin/memwire-codegen.js', spec, '--out', folder, ...flags),
)
done.push(step('node', 'scripts/manual.mjs', ...flags))
process.exitCode = done.every(Boolean) ? 0 : 1
