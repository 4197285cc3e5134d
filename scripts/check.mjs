// What must hold beside the tests: generated code fits its spec, lint, types, and what the packages hold.
import { step } from './step.mjs'
import { Tally } from './tally.mjs'

const colors = process.stdout.isTTY ? [] : ['--colors=off']

const checks = {
  types: ['tsc -b', 'tsc -b test'],
  'generated code': ['npm run --silent generate -- --check'],
  lint: [['biome ci --error-on-warnings', ...colors].join(' ')],
  'docs/pymemcache.md': ['node scripts/pymemcache.mjs'],
  'docs/coverage.md': ['node scripts/recordings.mjs'],
  'package memwire': [
    'node scripts/build.mjs',
    'publint run --strict dist/package',
    'attw --pack dist/package --ignore-rules cjs-resolves-to-esm',
  ],
  'package memwire-codegen': [
    'publint run --strict codegen',
    'attw --pack codegen --profile esm-only',
  ],
}

const tally = new Tally()
for (const [name, lines] of Object.entries(checks)) {
  console.log(`\n${name}: ${lines.join(', ')}`)
  const holds = lines.every((line) => step(...line.split(' ')))
  console.log(`${name}: ${holds ? 'passed' : 'FAILED'}`)
  tally.check(holds)
}
tally.close()
