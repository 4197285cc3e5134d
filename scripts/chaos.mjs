// Puts five memcacheds under load and kills, stops, continues and restarts them at random:
//   npm run chaos -- [--seconds 120] [--seed 1] [--retry] [--up 9000] [--away 9000]
//     [--timeout 1000] [--retry-attempts 2] [--retry-timeout 1000] [--dead-timeout 3000]
// Prints what the calls saw, and exits with 1 if a promise of docs/cluster.md is broken. Needs what `npm run build` and
// `tsc -b test` make.
import { parseArgs } from 'node:util'
import { trial } from '../dist/test/chaos/trial.js'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '120' },
    up: { type: 'string', default: '9000' },
    away: { type: 'string', default: '9000' },
    timeout: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    'retry-attempts': { type: 'string', default: '2' },
    'retry-timeout': { type: 'string', default: '1000' },
    'dead-timeout': { type: 'string', default: '3000' },
    retry: { type: 'boolean', default: false },
  },
})
const hooks = []
const { figures, broken } = await trial(
  { after: (hook) => hooks.push(hook) },
  {
    seed: Number(values.seed),
    milliseconds: Number(values.seconds) * 1000,
    tides: { up: Number(values.up), away: Number(values.away) },
    timeout: Number(values.timeout),
    retryAttempts: Number(values['retry-attempts']),
    retryTimeout: Number(values['retry-timeout']),
    deadTimeout: Number(values['dead-timeout']),
    retry: values.retry,
  },
)
console.dir(figures, { depth: null })
for (const hook of hooks.reverse()) await hook()
for (const promise of broken) console.error(`broken: ${promise}`)
console.log(broken.length === 0 ? 'no promise was broken' : `${broken.length} promises were broken`)
process.exitCode = broken.length === 0 ? 0 : 1
