import type { Command, ReplyLine } from '../ir.js'
import { hasHead, relation } from '../narrow.js'
import { where } from '../problem.js'
import type { Subject } from './subject.js'

/** Of two lines that fit, the narrower wins; if neither is narrower, or one ends what the other goes on with, nobody can tell. */
export function repliesApart({ report }: Subject, { items, reply }: Command): void {
  const lines = [...items, ...reply]
  for (const [index, line] of lines.entries()) {
    const twin = lines.slice(0, index).find((other) => {
      const how = relation(line.pattern, other.pattern)
      return how === 'alike' || (how !== 'apart' && items.includes(other) !== items.includes(line))
    })
    if (!twin) continue
    report.add(
      line.at,
      `this line and "${oneLine(twin)}" in ${where(twin.at)} cannot be told apart`,
      'give one of them a word of its own',
    )
  }
}

/** A line that any command may get as an error is no reply; a command may only say more exactly what it throws. */
export function replyIsNoError({ report, spec }: Subject, { items, reply }: Command): void {
  for (const line of [...items, ...reply]) {
    if (line.outcome.kind === 'throws' || !hasHead(line.pattern)) continue
    const error = spec.errors.find(
      ({ pattern }) => hasHead(pattern) && relation(line.pattern, pattern) !== 'apart',
    )
    if (error)
      report.add(
        line.at,
        `this reply could be the error "${oneLine(error)}" of ${where(error.at)}`,
        'let it throw, or give it another word',
      )
  }
}

/** An error line begins with a word, or every reply could be one. */
export function errorHasHead({ spec, report }: Subject): void {
  for (const { pattern, at } of spec.errors) {
    if (!hasHead(pattern))
      report.add(
        at,
        'an error line begins with a field',
        'begin it with a word, or every reply would be an error',
      )
  }
}

function oneLine({ text }: ReplyLine): string {
  return text.replace(/\r?\n/g, '\\r\\n')
}
