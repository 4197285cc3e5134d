import assert from 'node:assert/strict'
import { client } from './client.js'
import { memcached } from './memcached.js'
import { turn } from './packet.js'
import type { Scene } from './scene.js'
import {
  type Move,
  measure,
  outcome,
  outlives,
  type Performance,
  record,
  stage,
  type Traffic,
  WITNESS,
} from './traffic.js'

/** How many performances run at a time. */
const ABREAST = 16
/** The line behind the items of a reply: a fetch may give its value before it. */
const END = 'END\r\n'.length
const LOST = 'MEMWIRE_UNEXPECTED_CLOSE'
/** The deadline of calls whose replies are held back, in milliseconds. */
const SOON = 40

/** What a harness knows of one performance: the byte at which something happens, and which calls are answered before. */
interface Cut {
  readonly at: number
  /** Whether a call has its whole reply before the cut; undefined if it may be. */
  answered(index: number): boolean | undefined
}

export type Act = (performance: Performance, traffic: Traffic, cut: Cut) => Promise<void>

/** Plays the traffic once for every byte of its replies, with keys of their own, and looks at who comes afterwards. */
export async function everyCut(
  t: Scene,
  traffic: Traffic,
  act: Act,
  chosen: (at: number, total: number) => boolean = () => true,
): Promise<void> {
  const { server } = await memcached(t, { args: traffic.args ?? [] })
  await lengthenTokens(t, server)
  const ends = await record(t, server, traffic)
  const total = await measure(t, server, traffic)
  const isExact = ends.at(-1) === total
  assert.equal(isExact, traffic.joins !== true)
  const cuts = Array.from(
    { length: total },
    (_, index): Cut => ({
      at: index + 1,
      answered: (call) => {
        const left = (ends[call] as number) - (index + 1)
        return isExact && (left <= 0 || left > END) ? left <= 0 : undefined
      },
    }),
  )
  const play = async (cut: Cut) => {
    const performance = await stage(t, server, traffic, String(cut.at).padStart(8, '0'))
    const { cache, between } = performance
    await act(performance, traffic, cut)
    assert.equal(await cache.get(WITNESS.key), WITNESS.value, `behind the cut at ${cut.at}`)
    cache.destroy()
    await between.stop()
  }
  const some = cuts.filter(({ at }) => chosen(at, total))
  assert.ok(some.length > 10)
  while (some.length > 0) await Promise.all(some.splice(0, ABREAST).map(play))
}

/** A server counts its changes, and the count is in replies: from here to the last performance it has four digits. */
async function lengthenTokens(t: Scene, server: string): Promise<void> {
  const direct = client(t, server)
  await direct.setMany(Array.from({ length: 1000 }, (_, index) => [`${index}`, index] as const))
  direct.destroy()
}

function call({ cache, prepared }: Performance, { moves }: Traffic): Promise<unknown>[] {
  return moves.map(({ call }) => outcome(call(cache, {}, prepared)))
}

function expected({ moves }: Traffic): unknown[] {
  return moves.map(({ gives }) => gives)
}

/** Fails unless each call gave what it gives, or this where it may. */
function compare(
  results: readonly unknown[],
  { moves }: Traffic,
  { at, answered }: Cut,
  otherwise: unknown,
  spared: (move: Move) => boolean = () => false,
): void {
  for (const [index, move] of moves.entries()) {
    const where = `call ${index + 1}, ${move.command}, at byte ${at}`
    const isAnswered = answered(index)
    if (isAnswered === undefined && results[index] === otherwise) continue
    const wanted = isAnswered !== false || spared(move) ? move.gives : otherwise
    assert.deepEqual(results[index], wanted, where)
  }
}

/** Two packets, the second of which begins behind the cut. */
export const split: Act = async (performance, traffic, { at }) => {
  const { between } = performance
  between.down.split(at)
  assert.deepEqual(await Promise.all(call(performance, traffic)), expected(traffic), `at ${at}`)
  assert.equal(between.connections, 1)
}

/** The connection is lost at the cut. */
export const lose: Act = async (performance, traffic, cut) => {
  const { between, told } = performance
  between.down.cutAfter(cut.at)
  const results = await Promise.all(call(performance, traffic))
  compare(results, traffic, cut, LOST, outlives)
  assert.ok(between.connections <= 2, `${between.connections} connections`)
  for (const error of told) assert.match(error.message, /closed the connection before the reply/)
}

/** Nothing comes behind the cut until those who wait for it have given up. */
export const expire: Act = async (performance, traffic, cut) => {
  const { cache, between, prepared } = performance
  between.down.holdAfter(cut.at)
  const calls = traffic.moves.map(({ call }, index) => {
    const timeout = cut.answered(index) === true ? 9000 : SOON
    return outcome(call(cache, { timeout }, prepared))
  })
  compare(await Promise.all(calls), traffic, cut, 'MEMWIRE_TIMEOUT')
  between.down.release()
  assert.equal(await cache.get(WITNESS.key), WITNESS.value)
  assert.equal(between.connections, 1)
}

/** Nothing comes behind the cut until those who wait for it have turned away. */
export const abort: Act = async (performance, traffic, cut) => {
  const { cache, between, prepared } = performance
  between.down.holdAfter(cut.at)
  const abort = new AbortController()
  const { signal } = abort
  const calls = traffic.moves.map(({ call }) => outcome(call(cache, { signal }, prepared)))
  while (between.down.sent < cut.at) await turn()
  const left = new Error('the caller has left')
  abort.abort(left)
  compare(await Promise.all(calls), traffic, cut, left)
  between.down.release()
  assert.equal(await cache.get(WITNESS.key), WITNESS.value)
  assert.equal(between.connections, 1)
}

/** Each byte comes by itself. */
export async function trickle(t: Scene, traffic: Traffic): Promise<void> {
  const { server } = await memcached(t, { args: traffic.args ?? [] })
  const performance = await stage(t, server, traffic, 'recorded')
  performance.between.down.dribble()
  assert.deepEqual(await Promise.all(call(performance, traffic)), expected(traffic))
}
