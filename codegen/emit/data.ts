import type { Data } from '../data.js'
import type { Type } from '../ir.js'
import { fieldType } from '../resolve/type.js'
import { literal, propertyName, quoted } from './literal.js'

/** An example's data as TypeScript that makes it. */
export function dataText(data: Data): string {
  if (typeof data === 'string') return quoted(data)
  if (Array.isArray(data)) return `[${data.map(dataText).join(', ')}]`
  if (typeof data !== 'object' || data === null) return literal(data)
  const value = data as Readonly<Record<string, Data>>
  if (typeof value['hex'] === 'string') return `Buffer.from(${quoted(value['hex'])}, 'hex')`
  if (typeof value['repeat'] === 'string' && typeof value['times'] === 'number') {
    return `${quoted(value['repeat'])}.repeat(${value['times']})`
  }
  const entries = Object.entries(value).map(
    ([name, member]) => `${propertyName(name)}: ${dataText(member)}`,
  )
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
}

/** An example's result as Node.js prints it. */
export function resultText(data: Data, type: Type): string {
  if (type.kind === 'union') return resultText(data, branchFor(data, type.of))
  if (type.kind === 'uint64' && typeof data === 'string') return `${data}n`
  if (Array.isArray(data)) {
    const of = type.kind === 'list' ? type.of : type
    return `[${data.map((one) => resultText(one, of)).join(', ')}]`
  }
  if (typeof data !== 'object' || data === null || 'hex' in data || 'repeat' in data)
    return dataText(data)
  const entries = Object.entries(data as Readonly<Record<string, Data>>)
  if (type.kind === 'map') {
    const key = (name: string) => (type.key.kind === 'number' ? name : quoted(name))
    const texts = entries.map(([name, value]) => `${key(name)} => ${resultText(value, type.value)}`)
    return texts.length === 0 ? 'Map {}' : `Map { ${texts.join(', ')} }`
  }
  const memberType = (name: string) => memberOf(type, name) ?? type
  const texts = entries.map(
    ([name, value]) => `${propertyName(name)}: ${resultText(value, memberType(name))}`,
  )
  return `{ ${texts.join(', ')} }`
}

function memberOf(type: Type, name: string): Type | undefined {
  if (type.kind === 'record') return type.members.find((one) => one.name === name)?.type
  const field = type.kind === 'names' ? type.known.find((one) => one.name === name) : undefined
  return field && fieldType(field)
}

/** The part of a union that fits the data best. */
function branchFor(data: Data, types: readonly Type[]): Type {
  const isObject = typeof data === 'object' && data !== null && !Array.isArray(data)
  const kinds: readonly Type['kind'][] = Array.isArray(data)
    ? ['list']
    : isObject
      ? ['record', 'names', 'map']
      : ['uint64']
  const [first] = types
  return types.find(({ kind }) => kinds.includes(kind)) ?? first ?? { kind: 'undefined' }
}
