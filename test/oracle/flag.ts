import type { Flag, Member, ReplyLine } from '#codegen/ir.js'
import type { Request } from './request.js'

/** What a letter is called among the fields of a line; no field has such a name. */
export function letterName(letter: string): string {
  return `*${letter}`
}

/** Whether the caller has given the flag of this name. */
export function asks({ command, letters }: Request, name: string): boolean {
  return command.flags.some((flag) => flag.name === name && letters.has(flag.letter))
}

/** Whether the flag is on the wire: a value is not asked for without the serializer's number. */
export function isSent(request: Request, { letter, sentWith }: Flag): boolean {
  return request.letters.has(letter) || (sentWith !== undefined && asks(request, sentWith))
}

/**
 * Whether the line is one that this request may get. Lines that give the same but for what was asked for are told apart
 * by that: one with a block comes to whoever asked for the block, and to nobody else.
 */
export function isWanted(request: Request, line: ReplyLine): boolean {
  const own = membersOf(line)
  const alike = request.command.reply.filter((other) => fixedOf(other) === fixedOf(line))
  const possible = alike.flatMap(membersOf).map(({ asked }) => asked)
  const wanted = possible.filter((name) => name !== undefined && isDue(request, name))
  const hasAll = wanted.every((name) => own.some(({ asked }) => asked === name))
  const isUseful = own.every(({ asked, value }) => {
    return asked === undefined || value.kind === 'flag' || asks(request, asked)
  })
  return hasAll && isUseful
}

/** Whether the letters of a line gave all that its result needs. */
export function isWhole(
  request: Request,
  line: ReplyLine,
  fields: ReadonlyMap<string, unknown>,
): boolean {
  const drawn = membersOf(line).flatMap(({ value }) => (value.kind === 'flag' ? [value.flag] : []))
  const needed = drawn.filter(({ name }) => isDue(request, name))
  const numbers = hasValue(line) ? request.command.flags.filter(({ sentWith }) => sentWith) : []
  return [...needed, ...numbers].every(({ letter }) => fields.has(letterName(letter)))
}

/** Whether it was asked for, and no other flag lets it be missing. */
function isDue(request: Request, name: string): boolean {
  const isOmitted = request.command.flags.some(
    ({ letter, omits }) => request.letters.has(letter) && omits.includes(name),
  )
  return asks(request, name) && !isOmitted
}

function hasValue({ pattern: { block } }: ReplyLine): boolean {
  return block?.body.kind === 'field' && block.body.type.kind === 'value'
}

function membersOf({ outcome }: ReplyLine): readonly Member[] {
  if (outcome.kind !== 'returns' || outcome.result.kind !== 'record') return []
  return outcome.result.members
}

/** What the line gives whatever was asked for. */
function fixedOf(line: ReplyLine): string {
  if (line.outcome.kind !== 'returns' || line.outcome.result.kind !== 'record') return line.text
  const fixed = membersOf(line).filter(({ asked }) => asked === undefined)
  return JSON.stringify(fixed, (key, value) => (key === 'at' ? undefined : value))
}
