import { endless, type Limit } from '../waiter/limit.js'

// The global one is a getter, which would be called each time.
const { performance } = globalThis

let reading = -1
let forgetting = false
let last = endless

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

/** The limit of a caller who waits so many milliseconds from now; 0: for ever. Callers of one turn share it. */
export function limitOf(timeout: number): Limit {
  if (timeout === 0) return endless
  const deadline = now() + timeout
  if (last.deadline !== deadline || last.timeout !== timeout) last = { deadline, timeout }
  return last
}

function endTurn(): void {
  forgetting = false
  reading = -1
}
