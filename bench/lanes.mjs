import { performance } from 'node:perf_hooks'
import { stepsOf } from './workloads.mjs'

/** Every sixteenth value is compared whole. */
const SAMPLE = 15

/**
 * For each kind of workload what one of its callers does, again and again: takes the next item, calls, checks.
 * All callers of a run share the order of the items. A call begins when the one before has ended: a reading of the clock
 * for both costs less.
 */
export const LANES = { get, set, mget, noreply, mix }

function get(adapter, workload, items, tally) {
  const unwrap = adapter.unwrap ?? itself
  let next = 0
  return async () => {
    let start = performance.now()
    while (!tally.stopped) {
      const turn = next++
      const index = turn % workload.keys
      try {
        const whole = (turn & SAMPLE) === 0
        items.check(unwrap(await adapter.get(items.keys[index])), index, whole)
        if (whole && tally.measuring) tally.verified++
      } catch (error) {
        tally.failed(error)
      }
      start = tally.done(start)
    }
  }
}

function set(adapter, workload, items, tally) {
  let next = 0
  return async () => {
    let start = performance.now()
    while (!tally.stopped) {
      const index = next++ % workload.keys
      try {
        accept(adapter, await adapter.set(items.keys[index], items.given[index]))
      } catch (error) {
        tally.failed(error)
      }
      start = tally.done(start)
    }
  }
}

function mget(adapter, { keys, batch }, items, tally) {
  const unwrap = adapter.unwrapMany ?? member
  let next = 0
  return async () => {
    let start = performance.now()
    while (!tally.stopped) {
      const turn = next++
      const first = (turn % (keys / batch)) * batch
      const asked = items.keys.slice(first, first + batch)
      try {
        const found = await adapter.getMany(asked)
        for (let i = 0; i < batch; i++) {
          const whole = ((turn + i) & SAMPLE) === 0
          items.check(unwrap(found, asked[i]), first + i, whole)
          if (whole && tally.measuring) tally.verified++
        }
      } catch (error) {
        tally.failed(error)
      }
      start = tally.done(start, batch)
    }
  }
}

/** Many sets, then a get as a barrier, so that the server's work is inside the time. */
function noreply(adapter, { keys, batch }, items, tally) {
  const unwrap = adapter.unwrap ?? itself
  let next = 0
  return async () => {
    let start = performance.now()
    while (!tally.stopped) {
      try {
        let index = 0
        let last
        for (let i = 0; i < batch; i++) {
          index = next++ % keys
          last = adapter.setNoreply(items.keys[index], items.given[index])
        }
        await last
        items.check(unwrap(await adapter.get(items.keys[index])), index, true)
        if (tally.measuring) tally.verified++
      } catch (error) {
        tally.failed(error)
      }
      start = tally.done(start, batch)
    }
  }
}

function mix(adapter, workload, items, tally) {
  const unwrap = adapter.unwrap ?? itself
  const steps = stepsOf(workload)
  let next = 0
  return async () => {
    let start = performance.now()
    while (!tally.stopped) {
      const turn = next++
      const { writes, index } = steps[turn % steps.length]
      try {
        if (writes) accept(adapter, await adapter.set(items.keys[index], items.given[index]))
        else {
          const whole = (turn & SAMPLE) === 0
          items.check(unwrap(await adapter.get(items.keys[index])), index, whole)
          if (whole && tally.measuring) tally.verified++
        }
      } catch (error) {
        tally.failed(error)
      }
      start = tally.done(start)
    }
  }
}

function accept({ ok }, reply) {
  if (ok && !ok(reply)) throw new Error(`set said ${JSON.stringify(reply)}`)
}

function itself(reply) {
  return reply
}

function member(reply, key) {
  return reply instanceof Map ? reply.get(key) : reply[key]
}
