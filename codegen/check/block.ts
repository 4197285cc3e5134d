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

/** A block is read and written as a whole. */
export function blockIsOneField({ report }: Subject, command: Command): void {
  for (const pattern of patternsOf(command)) {
    const { block } = pattern
    if (block?.body.kind === 'line')
      report.add(block.body.at, 'a block is one field', 'write <value> or another field alone')
  }
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
