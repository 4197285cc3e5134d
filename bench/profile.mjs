// node bench/profile.mjs WORKLOAD [ADAPTER]: where the time of a client goes, by the functions themselves.
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { topOf } from './profile-top.mjs'
import { profiled } from './profiled.mjs'
import { short, table } from './table.mjs'
import { WORKLOADS } from './workloads.mjs'

const SHOWN = 25

const [workload, adapter = 'memwire'] = process.argv.slice(2)
if (!Object.hasOwn(WORKLOADS, workload ?? '')) {
  console.error(`usage: node bench/profile.mjs ${Object.keys(WORKLOADS).join('|')} [ADAPTER]`)
  process.exit(1)
}
const { profile, run } = await profiled(workload, adapter)
console.log(`${run.name}, ${workload}: ${short(run.opsPerSec)} ops/s, ${run.cpuUsPerOp} µs CPU\n`)
const rows = topOf(profile, SHOWN).map(({ name, where, part }) => [
  name,
  place(where),
  `${(part * 100).toFixed(1)} %`,
])
console.log(table(['function', 'where', 'of the time'], rows))

function place({ url, line }) {
  if (url === '') return 'the engine'
  const root = join(import.meta.dirname, '..')
  return `${url.startsWith('file:') ? relative(root, fileURLToPath(url)) : url}:${line}`
}
