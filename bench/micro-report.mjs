import { reportOf } from './report.mjs'
import { short, table } from './table.mjs'

/** A young generation so large that nothing is collected while allocations are counted. */
const YOUNG = ['--min-semi-space-size=128', '--max-semi-space-size=128']

/** The tables of `micro.mjs`. */
export function microReport() {
  return microTables(reportOf('micro.mjs', ...YOUNG))
}

export function microTables({ commands, parts }) {
  const rows = commands.map(({ method, size, encode, decode }) => {
    return [method, String(size), ...cells(encode), ...cells(decode)]
  })
  const head = [
    'method',
    'request, bytes',
    'encode, ns',
    'allocates, bytes',
    'decode, ns',
    'allocates, bytes',
  ]
  const others = parts.map(({ part, cost }) => [part, ...cells(cost)])
  return `${table(head, rows)}\n${table(['part', 'ns', 'allocates, bytes'], others)}`
}

function cells(cost) {
  return cost ? [short(cost.ns), String(Math.round(cost.bytes))] : ['-', '-']
}
