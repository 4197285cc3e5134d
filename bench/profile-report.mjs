import { groupsOf } from './profile-top.mjs'
import { profiled } from './profiled.mjs'
import { table } from './table.mjs'
import { TARGETS } from './targets.mjs'

const OWNERS = { '/dist/': 'memwire', '/bench/': 'the harness' }
const GROUPS = [
  'writing to the socket',
  'waiting',
  'memwire',
  'the harness',
  'Node.js',
  'collecting garbage',
]

/** Where memwire's time goes, for each workload that has a target. */
export async function profileReport() {
  const rows = []
  for (const { workload } of TARGETS) {
    const { profile, run } = await profiled(workload, 'memwire')
    rows.push({ workload, groups: groupsOf(profile, OWNERS), serverBusy: run.serverBusy })
  }
  return profileTable(rows)
}

export function profileTable(rows) {
  return table(
    ['workload, % of the time', ...GROUPS, "the server's thread is busy"],
    rows.map(({ workload, groups, serverBusy }) => [
      workload,
      ...GROUPS.map((group) => percent(groups[group] ?? 0)),
      percent(serverBusy),
    ]),
  )
}

function percent(part) {
  return String(Math.round(part * 100))
}
