import { type Run, type Summaries, summarize } from '#bench/statistics.mjs'

/** A run as a worker prints it, of one operation a second where nothing else is said. */
export function runOf(workload: string, adapter: string, figures: Partial<Run> = {}): Run {
  return {
    workload,
    adapter,
    round: 0,
    ops: 1,
    opsPerSec: 1,
    cpuUsPerOp: 1,
    rssPeakMB: 50,
    p50us: 10,
    p99us: 20,
    errors: 0,
    verified: 1,
    ...figures,
  }
}

/** The summaries of these runs. */
export function summariesOf(runs: readonly Run[]): Summaries {
  const names = (name: 'workload' | 'adapter') => [...new Set(runs.map((run) => run[name]))]
  return summarize(runs, names('workload'), names('adapter'))
}
