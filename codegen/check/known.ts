import type { Command, Field, Line, Position, ReplyLine, Result } from '../ir.js'
import { typesOf, whyNoType } from '../naming.js'
import { where } from '../problem.js'
import { allFields } from '../resolve/lines.js'
import { hasKnown, saidEntries } from '../resolve/outcome.js'
import type { Subject } from './subject.js'

/** Names are known of what is said of names: of a scalar, which is the value of an entry by a name before it. */
export function knownIsSaid({ report }: Subject, { items, reply }: Command): void {
  for (const line of [...items, ...reply]) {
    if (line.outcome.kind === 'throws') continue
    for (const field of allFields(line.pattern).filter(hasKnown)) {
      for (const { name, at } of field.known.filter((one) => one.name in {}))
        report.add(
          at,
          `every object has a member ${name}`,
          'leave it away: it comes as a name that is not known',
        )
      if (field.type.kind !== 'scalar')
        report.add(
          field.at,
          `<${field.name}> has names that are known, but is of type ${field.type.kind}`,
          'give it the type scalar: what nobody knows has to have a type too',
        )
      else if (!isSaid(field, line))
        report.add(
          field.at,
          `<${field.name}> has names that are known, but nothing says to which of them it belongs`,
          `draw it once, as { <name>: <${field.name}> }, with a name of type token before it on the line`,
        )
    }
  }
}

function isSaid(field: Field, { pattern: { line, more }, outcome }: ReplyLine): boolean {
  if (outcome.kind === 'throws') return false
  const [entry, ...others] = saidEntries(outcome.result).filter(([, said]) => said === field)
  if (!entry || others.length > 0 || uses(field, outcome.result) > 1) return false
  const [name] = entry
  return (
    name.type.kind === 'token' &&
    [line, ...more].some((one) => {
      const fields = firmFields(one)
      return fields.includes(name) && fields.indexOf(name) < fields.indexOf(field)
    })
  )
}

/** The fields that are there whenever the line is. */
function firmFields({ tokens }: Line): Field[] {
  return tokens
    .flatMap((token) => (token.kind === 'token' ? token.parts : []))
    .filter((part) => part.kind === 'field')
}

function uses(field: Field, result: Result): number {
  switch (result.kind) {
    case 'field':
      return result.field === field ? 1 : 0
    case 'element':
      return uses(field, result.of)
    case 'entry':
      return uses(field, result.value)
    case 'record':
      return result.members.reduce((sum, { value }) => sum + uses(field, value), 0)
    default:
      return 0
  }
}

/** The types of what is known have names of their own. */
export function knownTypes({ spec, report }: Subject): void {
  const seen = new Map<string, { readonly at: Position; readonly field?: Field }>()
  for (const { name, at } of spec.commands)
    for (const type of typesOf(name)) seen.set(idOf(type), { at })
  for (const command of spec.commands) {
    for (const line of [...command.items, ...command.reply]) {
      for (const field of allFields(line.pattern).filter(hasKnown)) {
        const type = typesOf(command.name, field.name).join()
        const why = type === spec.client ? 'it is the client' : whyNoType(type)
        const twin = seen.get(idOf(type))
        const isSame = twin?.field?.name === field.name && twin.at === command.at
        if (why ?? (twin && !isSame))
          report.add(
            field.at,
            `the type of what <${field.name}> says would be ${type}: ${why ?? `that name is taken in ${where((twin ?? command).at)}`}`,
            'rename the field; it does not go over the wire',
          )
        else seen.set(idOf(type), { at: command.at, field })
      }
    }
  }
}

/** Names that differ by case or underscores alone are too much alike. */
function idOf(type: string): string {
  return type.replaceAll('_', '').toLowerCase()
}
