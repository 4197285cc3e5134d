import type { Command } from '../ir.js'
import { fieldsOf } from '../resolve/lines.js'
import { either } from '../suggest.js'
import { typeInfo } from '../types.js'
import { nodeOf, type Subject } from './subject.js'

/** `wait` names a number that the caller gives. */
export function waitField(subject: Subject, command: Command): void {
  const { wait, request, always } = command
  if (typeof wait === 'string') return
  const numbers = fieldsOf(request.line.tokens)
    .filter(
      ({ type, name }) => type.kind !== 'enum' && typeInfo(type.kind).range && !(name in always),
    )
    .map(({ name }) => name)
  if (numbers.includes(wait.field)) return
  const fields = numbers.map((name) => `<${name}>`)
  subject.report.add(
    nodeOf(subject, command, 'wait')?.at ?? command.at,
    `<${wait.field}> is no number of the request`,
    `say ${either(['forever', ...fields])}`,
  )
}
