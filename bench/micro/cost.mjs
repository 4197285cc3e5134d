import { median } from '../statistics.mjs'

/** In milliseconds. */
const WARM = 30
const BATCH = 8
const BATCHES = 7
/** So few that nothing is collected meanwhile: what the heap grows by is what was allocated. */
const COUNTED = 4000
const COUNTS = 5

/** What one call of `work` costs: nanoseconds, and bytes of heap that it allocates. */
export function costOf(work) {
  let count = repeat(work, WARM)
  count = Math.max(1, Math.round((count * BATCH) / WARM))
  const times = Array.from({ length: BATCHES }, () => {
    const start = performance.now()
    for (let i = 0; i < count; i++) work()
    return ((performance.now() - start) * 1e6) / count
  })
  // Whatever the engine allocates for itself comes on top.
  const bytes = Math.min(...Array.from({ length: COUNTS }, () => allocated(work)))
  return { ns: median(times), bytes }
}

function repeat(work, milliseconds) {
  const end = performance.now() + milliseconds
  let count = 0
  for (; performance.now() < end; count += 100) for (let i = 0; i < 100; i++) work()
  return count
}

function allocated(work) {
  gc()
  const before = process.memoryUsage().heapUsed
  for (let i = 0; i < COUNTED; i++) work()
  return Math.max(0, Math.round((process.memoryUsage().heapUsed - before) / COUNTED))
}
