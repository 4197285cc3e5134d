import type { Command, Result } from '../ir.js'
import { isEmptyType } from '../resolve/type.js'
import type { Subject } from './subject.js'

/** A key says whose the line is; it is no part of a result but the key of an entry. */
export function keyInResult({ report }: Subject, { items, reply, collects }: Command): void {
  for (const line of [...items, ...reply]) {
    if (line.outcome.kind === 'throws') continue
    const { result } = line.outcome
    const inside =
      collects === 'entries' && items.includes(line) && result.kind === 'entry'
        ? result.value
        : result
    if (hasKey(inside))
      report.add(
        line.at,
        'a key in a result',
        'the caller knows it; leave it away, or give the field of the line the type token',
      )
  }
}

function hasKey(result: Result): boolean {
  switch (result.kind) {
    case 'field':
      return result.field.type.kind === 'key'
    case 'record':
      return result.members.some(({ value }) => hasKey(value))
    case 'element':
      return hasKey(result.of)
    case 'entry':
      return result.key.type.kind === 'key' || hasKey(result.value)
    default:
      return false
  }
}

/** What a letter gives is a member of the record that a line gives, under its own name: its type follows from the option. */
export function flagInResult({ report }: Subject, { items, reply }: Command): void {
  for (const { outcome, at } of [...items, ...reply]) {
    if (outcome.kind === 'throws' || !misplacesFlag(outcome.result, true)) continue
    report.add(
      at,
      'what a letter gives is not under its own name in the record of the line',
      'draw the line as record, or as a record with members such as ttl: <ttl>',
    )
  }
}

function misplacesFlag(result: Result, isWhole: boolean): boolean {
  switch (result.kind) {
    case 'flag':
      return true
    case 'record':
      return result.members.some(({ name, value }) =>
        value.kind === 'flag' && isWhole ? value.flag.name !== name : misplacesFlag(value, false),
      )
    case 'element':
      return misplacesFlag(result.of, false)
    case 'entry':
      return misplacesFlag(result.value, false)
    default:
      return false
  }
}

/** An empty list or Map has the type of what it would hold: another line has to say that. */
export function emptyContainer({ report }: Subject, { reply, result }: Command): void {
  const types = result.kind === 'union' ? result.of : [result]
  if (!types.some(isEmptyType)) return
  for (const { outcome, at } of reply) {
    if (outcome.kind !== 'returns' || outcome.result.kind !== 'nothing') continue
    report.add(
      at,
      `nothing says of what this ${outcome.result.of === 'list' ? 'list' : 'Map'} is empty`,
      'another line of the command has to give one that is not',
    )
  }
}
