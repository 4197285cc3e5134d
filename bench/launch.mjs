import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { PYTHON } from './entrants.mjs'
import { WORKLOADS } from './workloads.mjs'

const here = import.meta.dirname
/** How long a run may take beyond its own time, in milliseconds. */
const PATIENCE = 20_000

/** Runs one client once, in a process of its own, and gives what it prints, or `failed` with its last words. */
export function launch({ workload, adapter, round }, ports, { warm, ms, node, python }) {
  const isPython = PYTHON.includes(adapter)
  const program = isPython ? python : node
  const worker = join(here, isPython ? 'python_worker.py' : 'worker.mjs')
  // Python's clients cannot read workloads.mjs, and know one server.
  const [what, where] = isPython
    ? [JSON.stringify(WORKLOADS[workload]), ports[0]]
    : [workload, ports.join(',')]
  const child = spawn(program, [worker, adapter, what, where, warm, ms])
  const output = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr']) {
    child[stream].setEncoding('utf8').on('data', (text) => {
      output[stream] += text
    })
  }
  const timer = setTimeout(() => child.kill('SIGKILL'), warm + ms + PATIENCE)
  return new Promise((resolve) => {
    child.once('error', ({ message }) => {
      output.stderr += message
    })
    child.once('close', (code) => {
      clearTimeout(timer)
      resolve({ workload, adapter, round, ...said(output, code) })
    })
  })
}

function said({ stdout, stderr }, code) {
  const line = stdout.trim().split('\n').at(-1)
  try {
    return JSON.parse(line)
  } catch {
    return { failed: `ended with code ${code}: ${stderr.slice(-400).trim()}` }
  }
}
