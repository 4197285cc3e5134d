import { takesPart } from './entrants.mjs'
import { WORKLOADS } from './workloads.mjs'

/** What a process takes to start and to end, in milliseconds, as estimated. */
const AROUND = 250
/** memwire and raw have all rounds; so many are enough for the others. */
const OTHERS = 3

/** The runs of a workload, A B C A B C …, so that those of one round are neighbours in time. */
export function scheduleOf(workload, adapters, rounds) {
  const entrants = adapters.filter((adapter) => takesPart(adapter, WORKLOADS[workload]))
  return Array.from({ length: rounds }, (_, round) => round).flatMap((round) =>
    entrants
      .filter((adapter) => round < roundsOf(adapter))
      .map((adapter) => ({ workload, adapter, round })),
  )
}

/** How long a run of all takes, in minutes; less where a client cannot do what a workload asks. */
export function minutes(workloads, adapters, { rounds, warm, ms }) {
  const runs = workloads.flatMap((workload) => scheduleOf(workload, adapters, rounds))
  return (runs.length * (warm + ms + AROUND)) / 60_000
}

function roundsOf(adapter) {
  return adapter === 'raw' || adapter === 'memwire' ? Number.POSITIVE_INFINITY : OTHERS
}
