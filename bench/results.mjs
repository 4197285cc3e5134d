import { short, spreadCell, table, yesOrNo } from './table.mjs'
import { flatness, judge } from './targets.mjs'

const CELLS = {
  'Throughput relative to raw (more is better)': ({ ratio, errors }) =>
    `${ratio ? spreadCell(ratio) : '-'}${errors > 0 ? ' !' : ''}`,
  'Operations a second (calls for many keys count their keys)': ({ ops }) => short(ops.median),
  'Client CPU, µs an operation': ({ cpu }) => spreadCell(cpu),
  'Latency of a call, p50 / p99 in µs': ({ p50, p99 }) =>
    `${short(p50.median)} / ${short(p99.median)}`,
  "How busy the server's one thread was, %": ({ server }) =>
    server ? String(Math.round(server.median * 100)) : '-',
  'Peak memory, MB': ({ memory }) => String(Math.round(memory.median)),
  'Values verified / errors': ({ verified, errors }) => `${verified} / ${errors}`,
}

/** The tables of a run. */
export function resultsOf(summaries, adapters) {
  const parts = [targets(summaries), inFlight(summaries)]
  for (const [title, cell] of Object.entries(CELLS)) {
    const rows = Object.entries(summaries).map(([workload, of]) => {
      return [workload, ...adapters.map((adapter) => (of[adapter] ? cell(of[adapter]) : '-'))]
    })
    parts.push(section(title, table(['workload', ...adapters], rows)))
  }
  return parts.filter((part) => part !== '').join('\n')
}

function targets(summaries) {
  const judged = judge(summaries)
  if (judged.length === 0) return ''
  const speeds = judged.map(({ title, peer, peerNow, speed, limit, harness }) => [
    title,
    short(peer),
    peerNow ? `${short(peerNow.ratio)} (${peerNow.adapter})` : '-',
    short(speed.target),
    spreadCell(speed),
    yesOrNo(speed.reached),
    limit ? `${short(limit.ratio)} (${limit.adapter})` : '-',
    short(harness),
  ])
  const costs = judged.map(({ title, cpu, memory }) => [
    title,
    spreadCell(cpu),
    short(cpu.limit),
    yesOrNo(cpu.reached),
    spreadCell(memory),
    short(memory.limit),
    yesOrNo(memory.reached),
  ])
  const own = ['to reach', 'memwire', 'reached', 'fastest variant of raw', 'harness']
  const used = ['CPU, µs', 'at most', 'reached', 'peak memory', 'at most', 'reached']
  return [
    section(
      'What memwire set out to reach: throughput relative to raw',
      table(['workload', 'best peer then', 'best peer now', ...own], speeds),
    ),
    section(
      'What it may use for that: client CPU an operation, and peak memory relative to raw',
      table(['workload', ...used], costs),
    ),
  ].join('\n')
}

function inFlight(summaries) {
  const flat = flatness(summaries)
  if (!flat) return ''
  const rows = flat.points.map(({ workload, cpu, raw, harness }) => [
    workload.slice('get-c'.length),
    ...[cpu, raw, harness].map((cost) => (cost ? spreadCell(cost) : '-')),
    harness ? short(cpu.median - harness.median) : '-',
  ])
  const verdict = `The dearest costs memwire ${short(flat.ratio)} times what the cheapest does; at most ${flat.limit} is allowed: `
  const growth =
    flat.growth === undefined
      ? ''
      : `Less the harness, one among more costs at most ${short(flat.growth)} times one among the fewest.\n`
  return section(
    'Client CPU of a get over the number in flight, µs',
    `${table(['in flight', 'memwire', 'raw', 'harness', 'memwire less harness'], rows)}\n${verdict}${flat.reached ? 'reached' : '**not reached**'}.\n${growth}`,
  )
}

function section(title, text) {
  return `### ${title}\n\n${text}`
}
