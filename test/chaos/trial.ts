import { setTimeout as pause } from 'node:timers/promises'
import { Client } from '#generated/index.js'
import { Random } from '../support/random.js'
import type { Stage } from '../support/scene.js'
import { Fleet, type Tides } from './fleet.js'
import { Load } from './load.js'
import { Recoveries } from './recovery.js'

export interface TrialOptions {
  readonly seed: number
  readonly milliseconds: number
  readonly tides: Tides
  readonly timeout: number
  readonly retryAttempts: number
  readonly retryTimeout: number
  readonly deadTimeout: number
  /** Whether requests are sent again. */
  readonly retry: boolean
}

/** What a trial has found: figures, and the promises that were broken. */
export interface Verdict {
  readonly figures: Readonly<Record<string, unknown>>
  readonly broken: readonly string[]
}

const NODES = 5

/** What a timer and a busy machine may take beyond the time that was promised. */
const GRACE = 1000

/** Puts a cluster of real servers that come and go under load, and holds the client to what docs/cluster.md says. */
export async function trial(stage: Stage, options: TrialOptions): Promise<Verdict> {
  const { seed, milliseconds, tides, retry, ...times } = options
  const { timeout, retryTimeout, deadTimeout } = times
  const unhandled: unknown[] = []
  const note = (reason: unknown): void => void unhandled.push(reason)
  process.on('unhandledRejection', note)
  stage.after(() => process.off('unhandledRejection', note))

  const fleet = await Fleet.launch(stage, NODES)
  const names = fleet.ships.map(({ server }) => server)
  const cache = new Client(names, {
    defaultNoreply: false,
    ...times,
    retry: retry && { attempts: 4, delay: 20 },
  })
  stage.after(() => cache.destroy())
  const recoveries = new Recoveries(cache, fleet.ships)
  const load = new Load(cache, seed, (server) => {
    const ship = fleet.ships.find((one) => one.server === server)
    if (!ship) return false
    // A call for many keys tells of an error when the last of its nodes has answered.
    const late = deadTimeout + timeout + GRACE
    return ship.presence !== 'up' || performance.now() - ship.returned < late
  })

  await fleet.sail(new Random(seed), tides, milliseconds)
  await pause(deadTimeout + GRACE)
  const late = pause(4 * timeout + GRACE, false, { ref: false })
  const ended = await Promise.race([load.end().then(() => true), late])
  const { log, ledger, tally } = load
  const failing = recoveries.of('failing')
  const dead = recoveries.of('dead')
  const figures = {
    seed,
    retry,
    acts: fleet.acts,
    calls: log.calls,
    'errors (of many keys each)': log.errors,
    'errors of servers that were there': log.unexplained.length,
    'wrong values': log.wrong.length,
    'values held to the order of changes': ledger.judged,
    'older ones behind newer ones': ledger.wrong.length,
    'counts judged': tally.judged,
    'wrong counts': tally.wrong.length,
    unsettled: log.pending,
    'unhandled rejections': unhandled.length,
    'failing nodes back (ms)': failing,
    'dead nodes back (ms)': dead,
  }
  const broken = [
    ...log.wrong.slice(0, 5).map((what) => `a wrong value: ${what}`),
    ...ledger.wrong.slice(0, 5).map((what) => `an old value: ${what}`),
    ...tally.wrong.slice(0, 5).map((what) => `a wrong count: ${what}`),
    ...log.unexplained.slice(0, 5).map((what) => `an error of a server that was there: ${what}`),
    ...unhandled.slice(0, 5).map((reason) => `an unhandled rejection: ${reason}`),
    ...recoveries.lost.map((what) => `all servers are there, but ${what}`),
  ]
  if (!ended || log.pending > 0) broken.push(`${log.pending} calls have not settled`)
  if (failing.all > retryTimeout + GRACE)
    broken.push(`a failing node was back after ${failing.all} ms, not ${retryTimeout + GRACE}`)
  if (dead.all > deadTimeout + GRACE)
    broken.push(`a dead node was back after ${dead.all} ms, not ${deadTimeout + GRACE}`)
  return { figures, broken }
}
