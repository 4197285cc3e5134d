import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { findPython } from '#scripts/python.mjs'
import type { Memcached } from './memcached.js'
import { root } from './root.js'

/** A value as `test/python/values.py` tells it; `data` is a literal of Python's. */
export type Coded = readonly [kind: 'bytes' | 'str' | 'int' | 'data', text: string]

/** What Python has read, and what the server holds. */
export interface Seen {
  readonly value: Coded
  readonly flags: number
  readonly hex: string
}

export interface Exchange {
  /** Whether it compresses as pymemcache's CompressedSerde does. */
  readonly compressed?: boolean
  readonly write?: Readonly<Record<string, Coded>>
  readonly read?: readonly string[]
}

/** Lets a program with pymemcache write and read. */
export async function inPython(
  { host, port }: Memcached,
  { compressed = false, write = {}, read = [] }: Exchange,
): Promise<Readonly<Record<string, Seen>>> {
  const child = spawn(findPython(), [join(root, 'test/python/values.py')])
  child.stdin.end(JSON.stringify({ server: [host, port], compressed, write, read }))
  const [output, complaint] = await Promise.all([text(child.stdout), text(child.stderr)])
  if (complaint !== '') throw new Error(`test/python/values.py: ${complaint}`)
  return JSON.parse(output)
}

/** What a program with another client does on several servers. */
export interface Neighbour {
  readonly client: 'pymemcache' | 'pylibmc'
  readonly weights?: readonly number[]
  /** pylibmc's. */
  readonly behaviors?: Readonly<Record<string, string | boolean>>
  /** Those that are set when the client is there. */
  readonly later?: Readonly<Record<string, string | boolean>>
  readonly write?: Readonly<Record<string, string>>
  readonly read?: readonly string[]
}

/** Lets it write and read, and gives what it has found. */
export async function neighbour(
  servers: readonly Memcached[],
  { client, weights = [], behaviors = {}, later = {}, write = {}, read = [] }: Neighbour,
): Promise<Readonly<Record<string, string>>> {
  const names = servers.map(({ host, port }) => `${host}:${port}`)
  const script = join(root, 'test/python/cluster.py')
  const child = spawn(findPython({ library: client }), [script])
  child.stdin.end(
    JSON.stringify({ client, servers: names, weights, behaviors, later, write, read }),
  )
  const [output, complaint] = await Promise.all([text(child.stdout), text(child.stderr)])
  if (complaint !== '') throw new Error(`test/python/cluster.py: ${complaint}`)
  return JSON.parse(output)
}

/** How Python sees a value that both languages have. */
export function codedOf(value: string | number | bigint | Uint8Array): Coded {
  if (typeof value === 'string') return ['str', value]
  if (value instanceof Uint8Array) return ['bytes', Buffer.from(value).toString('hex')]
  return ['int', String(value)]
}
