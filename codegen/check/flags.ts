import type { Command, Flag } from '../ir.js'
import { CALL_OPTIONS, EXACT_OPTION, whyNoField } from '../naming.js'
import { typeInfo } from '../types.js'
import { placeOf, type Subject } from './subject.js'

/** Letters are listed where the request has a place for them, and only there. */
export function flagsListed(subject: Subject, command: Command): void {
  const { request, flags, name } = command
  const token = request.line.tokens.find(({ kind }) => kind === 'flags')
  if (token && flags.length === 0) {
    subject.report.add(
      token.at,
      `${name} has no flags`,
      'list its letters under flags, as in flags: { v, t }',
    )
  } else if (!token && flags.length > 0) {
    subject.report.add(
      placeOf(subject, command, 'flags'),
      `the request of ${name} has no place for flags`,
      'end it with <flag>*',
    )
  }
}

/** Each flag has a name of its own among what a caller gives, and a letter that gives something among what a reply does. */
export function flagNames({ report }: Subject, { flags, params, options }: Command): void {
  const fields = [
    ...params.flatMap(({ role, field }) => (role === 'field' ? [field.name] : [])),
    ...options.flatMap(({ letter, name }) => (letter === undefined ? [name] : [])),
  ]
  const taken = new Set([...CALL_OPTIONS, EXACT_OPTION, 'options', ...fields])
  const given = new Set<string>()
  for (const flag of flags) {
    const { name, at } = flag
    const why = whyNoField(name)
    if (why) report.add(at, `${name} is not a name for a flag: ${why}`, 'choose another one')
    const isOption = !flag.unasked
    const names = isOption ? taken : given
    if (names.has(name) || (givesSomething(flag) && given.has(name)))
      report.add(at, `${name} is the name of another flag, field or option`, 'rename the flag')
    if (isOption) taken.add(name)
    if (givesSomething(flag)) given.add(name)
  }
}

function givesSomething({ gives, unasked }: Flag): boolean {
  return gives !== undefined || unasked
}

/** What stands behind a letter has a type that can stand there. */
export function flagTypes({ report }: Subject, { flags }: Command): void {
  for (const { letter, takes, gives, at } of flags) {
    const wrong = (what: 'takes' | 'gives', kind: string) =>
      report.add(
        at,
        `the flag ${letter} ${what} a ${kind}, which cannot stand behind a letter`,
        'a letter has one word behind it',
      )
    if (takes && !isOneWord(takes.type.kind, 'request')) wrong('takes', takes.type.kind)
    if (gives && !isOneWord(gives.type.kind, 'reply')) wrong('gives', gives.type.kind)
  }
}

const NO_WORDS: ReadonlySet<string> = new Set(['text', 'scalar', 'length'])

function isOneWord(
  kind: NonNullable<Flag['takes']>['type']['kind'],
  place: 'request' | 'reply',
): boolean {
  if (kind === 'enum') return true
  if (kind === 'key' && place === 'request') return false
  return typeInfo(kind).places.includes(place) && !NO_WORDS.has(kind)
}

/** What a flag says of itself has to fit together. */
export function flagSense({ report }: Subject, { flags, route }: Command): void {
  for (const flag of flags) {
    const { letter, at } = flag
    const wrong = (message: string, remedy: string) =>
      report.add(at, `the flag ${letter} ${message}`, remedy)
    if (flag.unasked && (flag.takes || flag.gives || flag.encodesKey || flag.hides.length > 0))
      wrong(
        'is the server’s own, so it takes, gives, hides and encodes nothing',
        'leave unasked away, or the rest',
      )
    if (flag.echoes && !flag.takes) wrong('echoes what it does not take', 'say what it takes')
    if (flag.hides.length > 0 && !flags.some(({ echoes }) => echoes))
      wrong(
        'hides replies, but no flag echoes',
        'without an echo nobody could tell whose a reply is',
      )
    if (flag.encodesKey && (flag.takes || route !== 'key'))
      wrong(
        'encodes the key of a request that has none, or has a value itself',
        'leave encodes away',
      )
    if ([...flag.needs, ...flag.excludes, ...flag.omits].includes(flag.name))
      wrong('needs, excludes or omits itself', 'name another letter')
    if (flag.forever && flag.takes?.type.kind !== 'exptime')
      wrong('is no time to live', 'let it take an exptime, or leave forever away')
    const both = flag.needs.find((name) => flag.excludes.includes(name))
    if (both !== undefined) wrong(`needs ${both} and excludes it`, 'leave one of the two away')
  }
}

/** A flag hides lines that the command has. */
export function flagHides({ report }: Subject, { flags, reply }: Command): void {
  for (const { letter, hides, at } of flags) {
    for (const head of hides) {
      const heads = reply.map(({ text }) => text.split(/[ \r\n\\]/)[0])
      if (heads.includes(head)) continue
      report.add(
        at,
        `the flag ${letter} hides ${head}, which no reply begins with`,
        `the replies begin with ${[...new Set(heads)].join(', ')}`,
      )
    }
  }
}
