import { performance } from 'node:perf_hooks'

let reading = -1
let forgetting = false

/** The next caller reads the clock: a turn in which work is done between the calls must not make them look old. */
export function forget(): void {
  reading = -1
}

/** Milliseconds of a steady clock, read once for many calls: a reading for each would cost more than the call. */
export function now(): number {
  if (reading < 0) {
    reading = performance.now()
    if (!forgetting) {
      forgetting = true
      setImmediate(endTurn)
    }
  }
  return reading
}

function endTurn(): void {
  forgetting = false
  reading = -1
}
