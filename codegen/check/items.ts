import type { Command, ReplyLine } from '../ir.js'
import { containersOf } from '../resolve/outcome.js'
import { isStream } from '../stream.js'
import { either } from '../suggest.js'
import { placeOf, type Subject } from './subject.js'

const KINDS = {
  entries: 'entries by the keys that were asked for',
  map: 'entries of a Map',
  names: 'members by names',
  list: 'elements of a list',
  record: 'members of a record',
} as const

/** Items come before a last line, on a connection that others share. */
export function itemsPlace(subject: Subject, command: Command): void {
  const { items, ending, connection, name } = command
  if (items.length === 0) return
  const at = placeOf(subject, command, 'items')
  if (ending !== 'line') {
    subject.report.add(
      at,
      `${name} has items, but no reply line that ends them`,
      'draw the last line under reply, as in END: items',
    )
  } else if (connection === 'own') {
    subject.report.add(
      at,
      `${name} has items and a connection of its own`,
      'say connection: stream, or leave one of the two away',
    )
  }
}

/** All items add to one container. */
export function itemKinds({ report }: Subject, { items, route }: Command): void {
  const isKeyed = route === 'key'
  let first: ReplyLine | undefined
  for (const item of items) {
    const { outcome } = item
    const [kind] = containersOf(item, isKeyed)
    if (outcome.kind === 'throws') {
      report.add(
        item.at,
        'an item that throws',
        'an item gives a part of the result; a line that throws ends the reply',
      )
    } else if (!kind) {
      if (outcome.result.kind !== 'nothing') {
        report.add(
          item.at,
          'an item gives something that cannot be collected',
          'draw it as [ element ], { <key>: value } or a record',
        )
      }
    } else if (!first) first = item
    else {
      const [before] = containersOf(first, isKeyed)
      if (before && before !== kind)
        report.add(
          item.at,
          `this item gives ${KINDS[kind]}, the first one ${KINDS[before]}`,
          'draw them alike',
        )
    }
  }
}

/** Some line ends the items and gives them, and no other line does. */
export function itemsEnd(subject: Subject, command: Command): void {
  const { items, reply, name, ending } = command
  if (ending !== 'line') return
  const ends = reply.filter(
    ({ outcome }) => outcome.kind === 'returns' && outcome.result.kind === 'items',
  )
  if (items.length === 0) {
    for (const { at } of ends)
      subject.report.add(
        at,
        `${name} has no items that this line could end`,
        'draw what the line gives, or add items',
      )
  } else if (ends.length === 0 && !isStream(command)) {
    const lines = either(reply.map(({ text }) => text))
    subject.report.add(
      placeOf(subject, command, 'items'),
      `no line ends the items of ${name}`,
      `let a line under reply give them, as in ${reply.length === 1 ? lines : 'END'}: items`,
    )
  }
}
