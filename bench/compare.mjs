import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { chart } from './chart.mjs'
import { isLimit } from './entrants.mjs'
import { flagsOf } from './flags.mjs'
import { launch } from './launch.mjs'
import { machine } from './machine.mjs'
import { resultsOf } from './results.mjs'
import { minutes, scheduleOf } from './schedule.mjs'
import { memcachedBinary, startServers } from './server.mjs'
import { populate } from './socket.mjs'
import { summarize } from './statistics.mjs'
import { short } from './table.mjs'
import { WORKLOADS } from './workloads.mjs'

const here = import.meta.dirname
const PICTURE = join(here, '../docs/performance.svg')

/** Runs all clients with all workloads, writes results/ or what `out` names, and gives the Markdown of it. */
export async function compare(options, command) {
  const { workloads, adapters, rounds, warm, ms, out, write } = options
  const about = machine(memcachedBinary())
  const most = minutes(workloads, adapters, options).toFixed(1)
  console.error(`${workloads.length} workloads, ${rounds} rounds: at most some ${most} minutes`)
  const runs = []
  for (const workload of workloads) runs.push(...(await measure(workload, options)))
  const summaries = summarize(runs, workloads, adapters)
  const date = new Date().toISOString().slice(0, 10)
  const heading = `${about}
- ${versionsIn(runs).join(', ')}
- ${date}, \`${command}\`: ${ms} ms a run, after ${warm} ms to warm up; ${rounds} rounds, fewer of other clients and limits
${failuresIn(runs)}`
  const picture = chart(
    summaries,
    adapters.filter((adapter) => !isLimit(adapter)),
  )
  const file = resolve(out ?? join(here, 'results/latest'))
  const results = resultsOf(summaries, adapters)
  const textWith = (name) => `${heading}\n![Throughput relative to raw](${name})\n\n${results}`
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.json`, JSON.stringify({ command, about, summaries, runs }, null, 1))
  writeFileSync(`${file}.md`, textWith(`${basename(file)}.svg`))
  writeFileSync(`${file}.svg`, picture)
  if (write) writeFileSync(PICTURE, picture)
  return textWith(basename(PICTURE))
}

async function measure(workload, options) {
  const { nodes = 1 } = WORKLOADS[workload]
  const { adapters, rounds, port } = options
  const servers = port ? [] : await startServers(nodes)
  try {
    const ports = port ? Array(nodes).fill(Number(port)) : servers.map((server) => server.port)
    const runs = []
    const unable = new Set()
    for (const turn of scheduleOf(workload, adapters, rounds)) {
      if (unable.has(turn.adapter)) continue
      // Every server has all items, whichever a client asks; and none what another client left.
      const flags = await flagsOf(turn.adapter, WORKLOADS[workload])
      for (const port of ports) await populate(port, WORKLOADS[workload], flags)
      const run = await launch(turn, ports, options)
      if (run.skip) unable.add(turn.adapter)
      else runs.push(run)
      console.error(`${workload} ${turn.round} ${turn.adapter}: ${told(run)}`)
    }
    return runs
  } finally {
    for (const server of servers) await server.stop()
  }
}

function told({ skip, failed, opsPerSec, cpuUsPerOp, errors, firstError }) {
  if (skip) return 'left out'
  if (failed !== undefined) return `FAILED, ${failed}`
  const wrong = errors > 0 ? `, ERRORS ${errors} ${firstError ?? ''}` : ''
  return `${short(opsPerSec)} ops/s, ${cpuUsPerOp} µs CPU${wrong}`
}

function failuresIn(runs) {
  return runs
    .filter(({ failed }) => failed !== undefined)
    .map(({ workload, adapter, failed }) => `- **failed**: ${adapter}, ${workload}: ${failed}\n`)
    .join('')
}

/** The clients with their versions; what has none is no client. */
function versionsIn(runs) {
  return [...new Set(runs.flatMap(({ name, adapter }) => (name && name !== adapter ? name : [])))]
}
