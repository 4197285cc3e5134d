import { isPeer, isRaw } from './entrants.mjs'
import { IN_FLIGHT } from './workloads.mjs'

/** What memwire set out to reach, as ratios to `raw`, and what the best peer did then. */
export const TARGETS = [
  { workload: 'get-seq', title: 'get, one at a time', peer: 0.93, target: 1 },
  { workload: 'get-c64', title: 'get, 64 in flight', peer: 0.89, target: 4.8 },
  { workload: 'get-c512', title: 'get, 512 in flight', peer: 0.83, target: 8 },
  { workload: 'set-c64', title: 'set, 64 in flight', peer: 0.2, target: 0.85 },
  { workload: 'mget100-c4', title: 'getMany of 100 keys, 4 in flight', peer: 0.21, target: 0.9 },
  { workload: 'set-noreply', title: 'set with noreply', peer: 0.07, target: 0.65 },
  { workload: 'get64k-c16', title: 'get 64 KiB, 16 in flight', peer: 0.98, target: 1.4 },
  { workload: 'get1m-c4', title: 'get 1 MB, 4 in flight', peer: 0.22, target: 0.6 },
  { workload: 'set1m-c4', title: 'set 1 MB, 4 in flight', peer: 0.21, target: 0.9 },
]

/** How much client CPU may be used: so many times raw's, or so many microseconds more where that is more. */
const CPU = { times: 2, more: 0.4 }
/** How many times raw's peak memory may be used. */
const MEMORY = 1.5
/** How many times the cheapest get the dearest may cost, whatever the number in flight. */
const FLAT = 1.5

/**
 * Holds memwire's figures against the targets; workloads that were not measured are left out. With each goes what the
 * same run shows of the best peer, of the fastest other way to ask raw, and of the harness without a client.
 */
export function judge(summaries) {
  return TARGETS.flatMap(({ workload, title, peer, target }) => {
    const { memwire, raw, harness, ...others } = summaries[workload] ?? {}
    if (!memwire?.ratio || !raw) return []
    const cpuLimit = Math.max(raw.cpu.median * CPU.times, raw.cpu.median + CPU.more)
    return [
      {
        title,
        peer,
        peerNow: fastest(others, isPeer),
        limit: fastest(others, isRaw),
        harness: harness?.ratio?.median,
        // Wrong values are no speed.
        speed: {
          ...memwire.ratio,
          target,
          reached: memwire.ratio.median >= target && memwire.errors === 0,
        },
        cpu: held(memwire.cpu, cpuLimit),
        memory: held(memwire.memoryRatio, MEMORY),
      },
    ]
  })
}

function held(spread, limit) {
  return { ...spread, limit, reached: spread.median <= limit }
}

function fastest(others, counts) {
  const [best] = Object.entries(others)
    .flatMap(([adapter, { ratio }]) =>
      ratio && counts(adapter) ? [{ adapter, ratio: ratio.median }] : [],
    )
    .sort((a, b) => b.ratio - a.ratio)
  return best
}

/** The cost of a get over the number in flight, and whether it is flat; undefined if fewer than two were measured. */
export function flatness(summaries) {
  const points = IN_FLIGHT.flatMap((workload) => {
    const { memwire, raw, harness } = summaries[workload] ?? {}
    return memwire ? [{ workload, cpu: memwire.cpu, raw: raw?.cpu, harness: harness?.cpu }] : []
  })
  if (points.length < 2) return undefined
  // More in flight may cost less, since it is joined; what counts is how much more the dearest costs than the cheapest.
  const costs = points.map(({ cpu }) => cpu.median)
  const ratio = Math.max(...costs) / Math.min(...costs)
  return { points, ratio, growth: growthOf(points), limit: FLAT, reached: ratio <= FLAT }
}

/** How many times one among the fewest a get among more costs, without what the harness itself takes. */
function growthOf(points) {
  if (points.some(({ harness }) => !harness)) return undefined
  const [fewest, ...more] = points.map(({ cpu, harness }) => cpu.median - harness.median)
  return Math.max(...more) / fewest
}
