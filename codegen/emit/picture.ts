import type { Member, ReplyLine, Result } from '../ir.js'
import { saidOf } from '../resolve/outcome.js'
import { literal, memberText } from './literal.js'

/** A result as prose shows it, such as `{ allowed: true, left }`. */
export function picture(result: Result): string {
  switch (result.kind) {
    case 'literal':
      return literal(result.value)
    case 'undefined':
      return 'undefined'
    case 'field':
      return result.field.name
    case 'flag':
      return result.flag.name
    case 'record':
      return recordPicture(result.members)
    case 'element':
      return `[${picture(result.of)}, …]`
    case 'entry':
      if (saidOf(result)) return `{ [${result.key.name}]: ${picture(result.value)}, … }`
      return `Map { ${result.key.name} => ${picture(result.value)}, … }`
    case 'nothing':
      return result.of === 'list' ? '[]' : 'Map {}'
    case 'items':
      return 'the items'
  }
}

/** What options ask for is not listed again. */
function recordPicture(members: readonly Member[]): string {
  const fixed = members.filter(({ asked }) => asked === undefined).map(memberPicture)
  const all = fixed.length < members.length ? [...fixed, '…'] : fixed
  return `{ ${all.join(', ')} }`
}

function memberPicture({ name, value, optional }: Member): string {
  const text = memberText({ name, value: picture(value) })
  return optional ? text.replace(/^\w+/, '$&?') : text
}

/** A line of the wire as one line of prose. */
export function lineText({ text }: Pick<ReplyLine, 'text'>): string {
  return text.trimEnd().replaceAll(/\\r\\n|\r?\n/g, ' ⏎ ')
}
