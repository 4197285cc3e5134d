import type { Bytes, Data } from '#codegen/data.js'
import type { Example, Spec } from '#codegen/ir.js'
import type { Call } from './plan.js'
import type { Serde } from './request.js'

/** Text, integers and bytes as the default serializer stores them: what the examples of specs hold. */
export const plain: Serde = {
  serialize(value) {
    if (typeof value === 'string') return { data: value, flags: 16 }
    if (typeof value === 'number') return { data: String(value), flags: 2 }
    return { data: value as Uint8Array, flags: 0 }
  },
  deserialize(data, flags) {
    if (flags === 16) return data.toString()
    return flags === 2 ? Number(data.toString()) : data
  },
}

/** The bytes of an example. */
export function wireOf(bytes: Bytes): Buffer {
  const parts = bytes.map((part) =>
    typeof part === 'string' ? part : part.repeat.repeat(part.times),
  )
  return Buffer.from(parts.join(''), 'latin1')
}

/** The call of an example. */
export function callOf(spec: Spec, { call: { method, args } }: Example): Call {
  const command = spec.commands.find(({ name, many }) => [name, many?.name].includes(method))
  if (!command) throw new Error(`no method ${method}`)
  const isMany = command.many?.name === method
  const isEntries = isMany && command.many?.takes === 'entries'
  const hasKey = command.params.some(({ role }) => role === 'key' || role === 'keys')
  const count = command.params.filter(({ role }) => !(isMany && role === 'block')).length
  const given = args.map(givenOf)
  const [first, ...others] = given.slice(0, count)
  const options = given[count] as Record<string, unknown> | undefined
  const leading = isEntries ? new Map(Object.entries(first as object)) : first
  return {
    method,
    args: hasKey || count > 0 ? [leading, ...others] : [],
    ...(options && { options }),
  }
}

/** What data of an example is in JavaScript. */
export function givenOf(data: Data): unknown {
  if (Array.isArray(data)) return data.map(givenOf)
  if (typeof data !== 'object' || data === null) return data
  const members = data as Readonly<Record<string, Data>>
  const { hex, repeat, times } = members
  if (typeof hex === 'string') return Buffer.from(hex, 'hex')
  if (typeof repeat === 'string' && typeof times === 'number') return repeat.repeat(times)
  return Object.fromEntries(Object.entries(members).map(([name, value]) => [name, givenOf(value)]))
}

/** A result as data: Maps as records, bytes and large numbers as texts. */
export function dataOf(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value)
  if (Buffer.isBuffer(value)) return { hex: value.toString('hex') }
  if (Array.isArray(value)) return value.map(dataOf)
  if (typeof value !== 'object' || value === null) return value
  const entries = value instanceof Map ? [...value] : Object.entries(value)
  return Object.fromEntries(entries.map(([name, one]) => [name, dataOf(one)]))
}
