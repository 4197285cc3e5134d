import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { flagsOf } from './flags.mjs'
import { startServers } from './server.mjs'
import { populate } from './socket.mjs'
import { WORKLOADS } from './workloads.mjs'

const worker = join(import.meta.dirname, 'worker.mjs')
/** In milliseconds. */
const [WARM, MEASURED] = [500, 3000]

/** Runs a client under Node's CPU profiler; gives the profile, and what the worker printed. */
export async function profiled(workload, adapter) {
  const folder = mkdtempSync(join(tmpdir(), 'memwire-profile-'))
  const servers = await startServers(WORKLOADS[workload].nodes ?? 1)
  try {
    const flags = await flagsOf(adapter, WORKLOADS[workload])
    for (const { port } of servers) await populate(port, WORKLOADS[workload], flags)
    const ports = servers.map(({ port }) => port).join()
    const args = ['--cpu-prof', `--cpu-prof-dir=${folder}`, worker, adapter, workload, ports]
    const stdio = ['ignore', 'pipe', 'inherit']
    const { status, stdout } = spawnSync(process.execPath, [...args, WARM, MEASURED], { stdio })
    if (status !== 0) throw new Error(`the worker ended with code ${status}`)
    const [file] = readdirSync(folder)
    const profile = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    return { profile, run: JSON.parse(stdout) }
  } finally {
    for (const server of servers) await server.stop()
    rmSync(folder, { recursive: true })
  }
}
