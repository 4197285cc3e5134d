import type { Command } from '../ir.js'
import { allFields, fieldsOf } from '../resolve/lines.js'
import { placeOf, type Subject } from './subject.js'

/** A request goes to one node, so it has one key, or many of one kind. */
export function oneKey({ report }: Subject, { request }: Command): void {
  const [first, second] = allFields(request).filter(({ type }) => type.kind === 'key')
  if (!first || !second) return
  report.add(
    second.at,
    `two keys: <${first.name}> and <${second.name}>`,
    'give one of them the type token',
  )
}

/** What may come more than once is the key, and then each key has its own result. */
export function repeatedKey({ report }: Subject, { request, collects, name }: Command): void {
  for (const token of request.line.tokens) {
    if (token.kind !== 'repeat') continue
    if (token.field.type.kind !== 'key') {
      report.add(token.at, `<${token.field.name}> cannot come more than once`, 'only a key can')
    } else if (collects !== 'entries') {
      report.add(
        token.at,
        `${name} takes many keys, but its items do not say whose they are`,
        'draw the items as { <key>: … }, or take one key',
      )
    }
  }
}

/** A key in a reply has to be one that the request named. */
export function keyInReply({ report }: Subject, { request, items, reply }: Command): void {
  if (fieldsOf(request.line.tokens).some(({ type }) => type.kind === 'key')) return
  for (const line of [...items, ...reply]) {
    const key = allFields(line.pattern).find(({ type }) => type.kind === 'key')
    if (key)
      report.add(
        key.at,
        `<${key.name}> is a key, but the request has none`,
        'give it the type token',
      )
  }
}

/** A method for many keys takes keys. */
export function manyNeedsKey(subject: Subject, command: Command): void {
  if (!command.many || command.route === 'key') return
  subject.report.add(
    placeOf(subject, command, 'many'),
    `many needs a key, and ${command.name} has none`,
    'leave it away',
  )
}
