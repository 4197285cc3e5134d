/** The middle value; NaN of none. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  if (sorted.length % 2 === 1) return sorted[middle]
  return (sorted[middle - 1] + sorted[middle]) / 2
}

/** The middle value, the smallest and the largest. */
export function spread(values) {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) }
}

/**
 * What the rounds of one client say about one workload; undefined if none of them was measured. Ratios are taken within
 * a round, between neighbours in time, before their median is.
 *
 * @param runs those of all clients
 */
export function summaryOf(runs, workload, adapter, reference = 'raw') {
  const all = runs.filter((run) => run.workload === workload)
  const measured = all.filter(({ ops }) => ops > 0)
  const own = measured.filter((run) => run.adapter === adapter)
  if (own.length === 0) return undefined
  const failed = all.filter((run) => run.adapter === adapter && !(run.ops > 0)).length
  const figure = (name) => spread(own.map((run) => run[name]))
  const ratio = (name) => {
    const ratios = own.flatMap((run) => {
      const other = measured.find(
        ({ adapter, round }) => adapter === reference && round === run.round,
      )
      return other ? [run[name] / other[name]] : []
    })
    return ratios.length > 0 ? spread(ratios) : undefined
  }
  return {
    rounds: own.length,
    ops: figure('opsPerSec'),
    cpu: figure('cpuUsPerOp'),
    memory: figure('rssPeakMB'),
    p50: figure('p50us'),
    p99: figure('p99us'),
    // Python's do not tell.
    server: own.every(({ serverBusy }) => serverBusy !== undefined)
      ? figure('serverBusy')
      : undefined,
    ratio: ratio('opsPerSec'),
    memoryRatio: ratio('rssPeakMB'),
    // A run that came to nothing is one too.
    errors: own.reduce((sum, { errors }) => sum + errors, failed),
    verified: own.reduce((sum, { verified }) => sum + verified, 0),
  }
}

/** The summaries of all, by workload, then by client; what was not measured is left out. */
export function summarize(runs, workloads, adapters) {
  const entries = workloads.map((workload) => {
    const of = adapters.map((adapter) => [adapter, summaryOf(runs, workload, adapter)])
    return [workload, Object.fromEntries(of.filter(([, summary]) => summary))]
  })
  return Object.fromEntries(entries)
}
