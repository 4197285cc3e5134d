import type { Command, Flag, Member, ReplyLine } from '../ir.js'
import { type Imports, RUNTIME } from './imports.js'
import { literal } from './literal.js'

/** The columns that conditions may take on a line. */
const FITS = 80

type Flagged = Pick<Command, 'reply' | 'flags'>

/** The flags whose letters give something in a reply. */
export function givingFlags({ flags }: Pick<Command, 'flags'>): Flag[] {
  return flags.filter(({ gives, unasked }) => gives !== undefined || unasked)
}

/** What tells that a flag was given, of the checked arguments. */
export function isGiven({ name, takes }: Flag): string {
  return takes ? `request.fields.${name} !== undefined` : `request.fields.${name}`
}

/** What else has to hold for a line of a command with flags. */
export interface Due {
  /** It comes to whoever asked for what it has, and for nothing else that a line like it could have. */
  readonly wanted: readonly string[]
  /** Its letters give all that was asked for. */
  readonly whole: readonly string[]
}

/** What the letters of a reply can give to whoever asks for it, where a line has all of that. */
export const ASKED = 'ASKED'

export function dueOf(command: Flagged, line: ReplyLine, imports: Imports): Due {
  const own = membersOf(line)
  const alike = command.reply.filter((other) => fixedOf(other) === fixedOf(line))
  const names = new Set(alike.flatMap(membersOf).flatMap(({ asked = [] }) => asked))
  const flags = command.flags.filter(({ name, unasked }) => names.has(name) && !unasked)
  const lacking = flags.filter(({ name }) => !own.some(({ asked }) => asked === name))
  const apart = own.filter(({ value }) => value.kind === 'field')
  const letters = own.filter(({ value }) => value.kind === 'flag')
  const inLetters = flags.filter(({ name }) => letters.some(({ asked }) => asked === name))
  return {
    wanted: [
      ...flags.filter(({ name }) => apart.some(({ asked }) => asked === name)).map(isGiven),
      ...lacking.map((flag) => eitherOf([`!${negatable(flag)}`, ...omitting(command, flag)])),
    ],
    whole: wholeness(command, inLetters, imports),
  }
}

/** The flags that give to whoever asks, and have to if nothing lets them leave it out. */
export function firmFlags(command: Pick<Command, 'flags'>): Flag[] {
  return givingFlags(command).filter(
    (flag) => !flag.unasked && omitting(command, flag).length === 0,
  )
}

/** Calls of the runtime that tell whether the letters gave what was asked for. */
function wholeness(command: Flagged, flags: readonly Flag[], imports: Imports): string[] {
  const firm = flags.filter((flag) => omitting(command, flag).length === 0)
  const loose = flags.filter((flag) => !firm.includes(flag))
  const call = (some: readonly Flag[]) => {
    const gave = imports.value(RUNTIME, 'gave')
    const isAll = firmFlags(command).every((flag) => some.includes(flag))
    return `${gave}(answer, request.fields, ${isAll ? ASKED : literal(some.map(({ name }) => name))})`
  }
  return [
    ...(firm.length > 0 ? [call(firm)] : []),
    ...loose.map((flag) => {
      const isThere = `answer.${flag.name} !== undefined`
      return eitherOf([...omitting(command, flag), `!${negatable(flag)}`, isThere])
    }),
  ]
}

/** The flags with which what another one asks for may be missing. */
function omitting({ flags }: Pick<Command, 'flags'>, { name }: Flag): string[] {
  return flags.filter(({ omits }) => omits.includes(name)).map(isGiven)
}

function eitherOf(conditions: readonly string[]): string {
  if (conditions.length === 1) return conditions.join()
  const text = conditions.join(' || ')
  return text.length <= FITS ? `(${text})` : `(${conditions.join(' ||\n    ')})`
}

function negatable(flag: Flag): string {
  return flag.takes ? `(${isGiven(flag)})` : isGiven(flag)
}

function membersOf({ outcome }: ReplyLine): readonly Member[] {
  if (outcome.kind !== 'returns' || outcome.result.kind !== 'record') return []
  return outcome.result.members
}

/** What a line gives whatever was asked for: lines that agree in it are told apart by the rest. */
function fixedOf(line: ReplyLine): string {
  const { outcome, text } = line
  if (outcome.kind !== 'returns' || outcome.result.kind !== 'record') return text
  const fixed = membersOf(line).filter(({ asked }) => asked === undefined)
  return JSON.stringify(fixed, (key, value) => (key === 'at' ? undefined : value))
}
