import { reportOf } from './report.mjs'
import { short, table, yesOrNo } from './table.mjs'

/** How many bytes of heap a waiting call may keep. */
const PER_CALL = 500
/** How far from where it began the heap may end, in bytes: code that was compiled meanwhile stays. */
const NEAR = 1e6

/** The table of `memory.mjs`. */
export function memoryReport() {
  return memoryTable(reportOf('memory.mjs'))
}

export function memoryTable({ pending, bytesPerCall, passed, heapBefore, heapAfter }) {
  const grown = heapAfter - heapBefore
  return table(
    ['memory', 'memwire', 'at most', 'reached'],
    [
      ...Object.entries(bytesPerCall).map(([name, bytes]) => [
        `heap of a waiting \`${name}\`, bytes (${pending} wait; key and promise included)`,
        String(Math.round(bytes)),
        String(PER_CALL),
        yesOrNo(bytes < PER_CALL),
      ]),
      [
        `heap after ${short(passed / 1e9)} GB of values from 20 B to 1 MB, less heap before, MB`,
        (grown / 1e6).toFixed(2),
        String(NEAR / 1e6),
        yesOrNo(grown <= NEAR),
      ],
    ],
  )
}
