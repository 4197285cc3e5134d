import type { Command, Pattern } from '../ir.js'
import { bodyFields, fieldsOf } from '../resolve/lines.js'
import type { Subject } from './subject.js'

const BLOCKS: readonly string[] = ['value', 'bytes']

function patternsOf({ request, items, reply }: Command): Pattern[] {
  return [request, ...[...items, ...reply].map(({ pattern }) => pattern)]
}

/** Where a block ends is known by its length alone. */
export function blockAnnounced({ report }: Subject, command: Command): void {
  for (const { line, more } of patternsOf(command)) {
    for (const { name, type, at } of [line, ...more].flatMap(({ tokens }) => fieldsOf(tokens))) {
      if (!BLOCKS.includes(type.kind)) continue
      report.add(
        at,
        `<${name}> is a block, but no length announces it`,
        'put a field of type length, such as <bytes>, into the line before it',
      )
    }
  }
}

/** A length announces a block: one of each. */
export function lengthHasBlock({ report }: Subject, command: Command): void {
  for (const { line, block, more } of patternsOf(command)) {
    const [first, second] = fieldsOf(line.tokens).filter(({ type }) => type.kind === 'length')
    const late = more
      .flatMap(({ tokens }) => fieldsOf(tokens))
      .find(({ type }) => type.kind === 'length')
    if (second)
      report.add(
        second.at,
        `two lengths: <${first?.name}> and <${second.name}>`,
        'give one of them the type uint32',
      )
    else if (first && !block) {
      report.add(
        first.at,
        `<${first.name}> is a length, but no block follows the line`,
        'put the block on a line of its own, or give the field the type uint32',
      )
    } else if (late)
      report.add(
        late.at,
        `<${late.name}> is a length behind the first line`,
        'only the first line can announce a block',
      )
  }
}

/** A block is read as a whole. */
export function blockIsOneField({ report }: Subject, { items, reply }: Command): void {
  for (const { pattern } of [...items, ...reply]) {
    const body = pattern.block?.body
    if (body?.kind === 'line')
      report.add(
        body.at,
        'a block that is read is one field',
        'write <value> or another field alone',
      )
  }
}

/** A block that is sent may be a row of words and fields, each of which is there. */
export function blockIsRow({ report }: Subject, { request }: Command): void {
  const body = request.block?.body
  if (body?.kind !== 'line') return
  for (const token of body.tokens) {
    const [key] = fieldsOf([token]).filter(({ type }) => !isGiven(type.kind))
    if (token.kind !== 'token')
      report.add(token.at, 'every part of a block is there, once', 'write it without [ ] and +')
    else if (token.parts.length > 1)
      report.add(token.at, 'fields touch text in a block', 'put a space between them')
    else if (key)
      report.add(key.at, `<${key.name}> cannot stand in a block`, 'give it the type token or text')
  }
}

/** What a caller gives and the line of a request could hold as well. */
function isGiven(kind: string): boolean {
  return !['key', 'flags', 'length', ...BLOCKS].includes(kind)
}

/** The serializer gives its number together with a value. */
export function flagsBelongToValue({ report }: Subject, { request, always }: Command): void {
  const flags = fieldsOf(request.line.tokens).find(({ type }) => type.kind === 'flags')
  if (
    !flags ||
    flags.name in always ||
    bodyFields(request).some(({ type }) => type.kind === 'value')
  )
    return
  report.add(
    flags.at,
    `<${flags.name}> is the serializer’s number, but no value goes through it`,
    `fix it under always, or give it the type uint32`,
  )
}

/** What follows a request’s line is its block. */
export function requestIsOneLine({ report }: Subject, { request }: Command): void {
  const [line] = request.more
  if (!line || BLOCKS.includes(fieldsOf(line.tokens)[0]?.type.kind ?? '')) return
  report.add(line.at, 'a request is one line and its block', 'make it a command of its own')
}
