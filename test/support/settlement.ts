import { isDeepStrictEqual } from 'node:util'
import type { Data, Vector } from './vector.js'

/** How a call ended: what it gave, or the error. */
export type Settlement = { readonly value: unknown } | { readonly error: unknown }

export async function settlementOf(promise: Promise<unknown>): Promise<Settlement> {
  return promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )
}

/** What an argument of an example is in JavaScript. */
export function argumentOf(data: Data): unknown {
  if (Array.isArray(data)) return data.map(argumentOf)
  if (typeof data !== 'object' || data === null) return data
  const { hex, repeat, times, ...rest } = data as Readonly<Record<string, Data>>
  if (typeof hex === 'string') return Buffer.from(hex, 'hex')
  if (typeof repeat === 'string' && typeof times === 'number') return repeat.repeat(times)
  if (Object.keys(rest).length < Object.keys(data).length) return { ...data }
  return Object.fromEntries(
    Object.entries(rest).map(([name, member]) => [name, argumentOf(member)]),
  )
}

/** How a call ended otherwise than its example says; undefined if it ended so. Parts that vary are not looked at. */
export function disagreement(
  { settles, varies = [] }: Vector,
  ended: Settlement,
): string | undefined {
  const wanted = settles.kind === 'throws' ? settles.error : settles.kind
  if ('error' in ended) {
    const { name, message } = ended.error as Error
    if (settles.kind === 'throws' && settles.error === name) return undefined
    return `expected ${wanted}, got the error ${name}: ${message}`
  }
  const { value } = ended
  if (settles.kind === 'returns') return difference(value, argumentOf(settles.value), varies)
  return settles.kind !== 'throws' && value === undefined
    ? undefined
    : `expected ${wanted}, got ${shown(value)}`
}

function difference(got: unknown, wanted: unknown, varies: readonly string[]): string | undefined {
  if (varies.includes('*')) {
    if (got instanceof Map || typeof got === typeof wanted) return undefined
  } else if (isDeepStrictEqual(plain(got, varies), plain(wanted, varies))) return undefined
  return `expected ${shown(wanted)}, got ${shown(got)}`
}

/** Data as JSON writes it, without the parts that vary: Maps as records, a bigint as its digits. */
function plain(value: unknown, varies: readonly string[], path = ''): unknown {
  if (typeof value === 'bigint') return String(value)
  if (Buffer.isBuffer(value)) return value.toString('hex')
  if (Array.isArray(value)) return value.map((one) => plain(one, varies, path))
  if (typeof value !== 'object' || value === null) return value
  const entries = value instanceof Map ? [...value] : Object.entries(value)
  return Object.fromEntries(
    entries
      .map(([name, member]) => [`${path}${name}`, name, member] as const)
      .filter(([at]) => !varies.includes(at))
      .map(([at, name, member]) => [name, plain(member, varies, `${at}.`)]),
  )
}

function shown(value: unknown): string {
  return value === undefined ? 'undefined' : JSON.stringify(plain(value, []))
}
