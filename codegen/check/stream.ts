import type { Command, ReplyLine } from '../ir.js'
import { isEndless, isStream } from '../stream.js'
import { placeOf, type Subject } from './subject.js'

/** What every item of a stream has beside its own members. */
const NODE = 'node'

/** Each item of a stream is a record, to which its server is added. */
export function streamItems(subject: Subject, command: Command): void {
  if (!isStream(command)) return
  const { items, name } = command
  if (items.length === 0) {
    subject.report.add(
      placeOf(subject, command, 'connection'),
      `${name} is a stream of nothing`,
      'draw the lines that it consists of under items',
    )
  }
  for (const item of items) {
    if (isNothing(item)) continue
    const record = recordOf(item)
    if (!record) {
      subject.report.add(
        item.at,
        'an item of a stream is no record in a list',
        'draw it as [ record ] or [ { key: <key> } ]: its server is added to it',
      )
    } else if (record.members.some((member) => member.name === NODE)) {
      subject.report.add(
        item.at,
        `an item of a stream has a member ${NODE} of its own`,
        'call it otherwise: the client says there which server the item comes from',
      )
    }
  }
}

function isNothing({ outcome }: ReplyLine): boolean {
  return outcome.kind === 'returns' && outcome.result.kind === 'nothing'
}

function recordOf({ outcome }: ReplyLine) {
  const result = outcome.kind === 'returns' ? outcome.result : undefined
  return result?.kind === 'element' && result.of.kind === 'record' ? result.of : undefined
}

/** A stream comes from the servers themselves, and every call of it gives the same. */
export function streamRoute(subject: Subject, command: Command): void {
  if (!isStream(command)) return
  const { route, effect, flags, name } = command
  const why =
    route !== 'every'
      ? 'does not go to every node'
      : effect === 'session'
        ? 'is a session'
        : flags.length > 0
          ? 'has letters'
          : undefined
  if (why === undefined) return
  subject.report.add(
    placeOf(subject, command, 'connection'),
    `${name} is a stream and ${why}`,
    'a stream has no key, no letters, and route: every',
  )
}

/** A stream ends with its items, with an error, or never. */
export function streamEnds(subject: Subject, command: Command): void {
  if (!isStream(command)) return
  for (const { outcome, at } of command.reply) {
    if (outcome.kind === 'throws' || outcome.result.kind === 'items') continue
    subject.report.add(
      at,
      'a line that ends a stream gives something else than its items',
      'let it give items, or throw',
    )
  }
  if (!isEndless(command) || command.ending !== 'line' || command.wait === 'forever') return
  subject.report.add(
    placeOf(subject, command, 'connection'),
    `no line ends the stream ${command.name}`,
    'let a line under reply give items, as in END: items; or say wait: forever if it goes on without end',
  )
}
