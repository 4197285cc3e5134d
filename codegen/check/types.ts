import type { Command, Field, Pattern, Token } from '../ir.js'
import { allFields, fieldsOf } from '../resolve/lines.js'
import { type Place, typeInfo } from '../types.js'
import type { Subject } from './subject.js'

const PLACES: Readonly<Record<Place, string>> = {
  request: 'be sent',
  reply: 'stand in a line of a reply',
  block: 'be a block',
}

/** Some types are only sent, some only read, some only blocks. A block without a length is reported as such. */
export function typesFit({ report }: Subject, { request, items, reply }: Command): void {
  const check = (fields: readonly Field[], place: Place): void => {
    for (const { type, at } of fields) {
      if (type.kind === 'value' || type.kind === 'bytes') continue
      const fits =
        type.kind === 'enum' ? place !== 'block' : typeInfo(type.kind).places.includes(place)
      if (!fits)
        report.add(
          at,
          `a field of type ${type.kind} cannot ${PLACES[place]}`,
          'the manual’s table of types says where each may stand',
        )
    }
  }
  check(fieldsOf([...request.line.tokens, ...rowOf(request)]), 'request')
  for (const field of soleFields(request)) {
    if (field.type.kind === 'text' || field.type.kind === 'uint64')
      report.add(field.at, 'a block that is sent is a value or bytes', 'give it the type bytes')
    else check([field], 'block')
  }
  for (const { pattern } of [...items, ...reply]) {
    check(
      [pattern.line, ...pattern.more].flatMap(({ tokens }) => fieldsOf(tokens)),
      'reply',
    )
    check(soleFields(pattern), 'block')
  }
}

/** The block, where it is a row. */
function rowOf({ block }: Pattern): readonly Token[] {
  return block?.body.kind === 'line' ? block.body.tokens : []
}

/** The block, where it is one field. */
function soleFields({ block }: Pattern): Field[] {
  return block?.body.kind === 'field' ? [block.body] : []
}

/** Bounds lie within what the type admits, and say something of what callers give. */
export function boundsFit({ report }: Subject, { request }: Command): void {
  for (const { name, type, min, max, at } of allFields(request)) {
    if (min === undefined && max === undefined) continue
    const info = type.kind === 'enum' ? undefined : typeInfo(type.kind)
    if (!info?.bounds) {
      report.add(
        at,
        `<${name}> has bounds, but its type ${type.kind} has none to set`,
        'leave min and max away',
      )
      continue
    }
    const [least, most] = info.range ?? [0, Number.MAX_SAFE_INTEGER]
    const [from, to] = [min ?? least, max ?? most]
    if (from > to) report.add(at, `<${name}> has min ${from} above max ${to}`, 'swap them')
    else if (from < least || to > most) {
      report.add(
        at,
        `the bounds of <${name}> go beyond its type`,
        `a ${type.kind} is from ${least} to ${most}`,
      )
    }
  }
}

/** Each word of an enum stands for one value, and each value for one word. */
export function enumWords({ report }: Subject, { request, items, reply }: Command): void {
  for (const { name, type, at } of [request, ...[...items, ...reply].map(({ pattern }) => pattern)]
    .flatMap(allFields)
    .flatMap((field) => [field, ...(field.known ?? [])])) {
    if (type.kind !== 'enum') continue
    const { words } = type
    const twice = words.find(
      ({ wire, value }, i) =>
        words.findIndex((other) => other.wire === wire || other.value === value) < i,
    )
    if (twice)
      report.add(at, `<${name}> has ${twice.wire} twice`, 'each word stands for a value of its own')
    else if (words.length === 0) report.add(at, `<${name}> has no words`, 'list them')
  }
}
