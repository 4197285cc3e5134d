import assert from 'node:assert/strict'
import { type CallOptions, type Cas, type Client, MemcacheError } from '#generated/index.js'
import { metadata } from '#generated/metadata.js'
import { client, settled } from './client.js'
import { proxy, type TcpProxy } from './proxy.js'
import type { Stage } from './scene.js'

export type Cache = Client<unknown, false>

/** One call of a traffic. */
export interface Move {
  readonly command: keyof typeof metadata
  call(cache: Cache, options: CallOptions, prepared: Cas): Promise<unknown>
  /** What it gives on a server that answers: a value, or the code of an error. */
  readonly gives: unknown
  /** Whether it asks for no reply, so that it gives nothing in any case. */
  readonly silent?: true
}

/** Calls of one turn on one connection, and what each of them gives. */
export interface Traffic {
  readonly title: string
  /** Stores what the calls need. What it gives is handed to them. */
  prepare(cache: Cache): Promise<Cas | undefined>
  readonly moves: readonly Move[]
  /** How the server is started. */
  readonly args?: readonly string[]
  /** Whether calls share a line, so that their replies are shorter together than one by one. */
  readonly joins?: true
}

/** One performance of a traffic: its keys are its own, so that many may share a server. */
export interface Performance {
  readonly cache: Cache
  readonly between: TcpProxy
  /** Failures of calls that asked for no reply. */
  readonly told: Error[]
  readonly prepared: Cas
}

/** The token of an item that was never there. */
export const NO_CAS = '1' as unknown as Cas

/** A key that no call of a traffic touches, and its value: who asks for it behind them must get it. */
export const WITNESS = { key: 'witness', value: 'nobody else’s' }

/** Connects through a proxy, with everything stored that the traffic needs. */
export async function stage(
  t: Stage,
  server: string,
  traffic: Traffic,
  run: string,
): Promise<Performance> {
  const keyPrefix = `${run}:`
  const direct = client(t, server, { defaultNoreply: false, keyPrefix, timeout: 9000 })
  await direct.set(WITNESS.key, WITNESS.value)
  const prepared = (await traffic.prepare(direct)) ?? NO_CAS
  direct.destroy()
  const between = await proxy(t, server)
  const told: Error[] = []
  const cache = client(t, between.server, {
    defaultNoreply: false,
    keyPrefix,
    timeout: 9000,
    onNoreplyError: (error) => void told.push(error),
  })
  await cache.connect()
  return { cache, between, told, prepared }
}

/** Plays one call after the other; gives how many bytes had come when each of them was answered. */
export async function record(t: Stage, server: string, traffic: Traffic): Promise<number[]> {
  const performance = await stage(t, server, traffic, 'recorded')
  const ends: number[] = []
  for (const { command, call, gives } of traffic.moves) {
    assert.deepEqual(
      await outcome(call(performance.cache, {}, performance.prepared)),
      gives,
      command,
    )
    ends.push((ends.at(-1) ?? 0) + (await arrived(performance)))
  }
  return ends
}

/** Plays all calls in one turn; gives how many bytes came in all. */
export async function measure(t: Stage, server: string, traffic: Traffic): Promise<number> {
  const performance = await stage(t, server, traffic, 'measured')
  const { cache, prepared } = performance
  const calls = traffic.moves.map(({ call }) => outcome(call(cache, {}, prepared)))
  assert.deepEqual(
    await Promise.all(calls),
    traffic.moves.map(({ gives }) => gives),
  )
  return await arrived(performance)
}

/** How many bytes have come since the last time. A fetch gives its value before the last of its own are there. */
async function arrived({ cache, between: { down } }: Performance): Promise<number> {
  const [version = ''] = (await cache.version()).values()
  const length = down.received - `VERSION ${version}\r\n`.length
  down.received = 0
  return length
}

/** What a call gave: its value, or the code of its error. A cas token is another one each time. */
export async function outcome(call: Promise<unknown>): Promise<unknown> {
  const result = await settled(call)
  if (result instanceof MemcacheError) return result.code
  if (typeof result === 'object' && result !== null && 'cas' in result) {
    return (result as unknown as { value: unknown }).value
  }
  return result
}

/** Whether the loss of its connection changes nothing for a call: it is made again, or wants no reply. */
export function outlives({ command, silent }: Move): boolean {
  return silent === true || metadata[command].effect !== 'write'
}
