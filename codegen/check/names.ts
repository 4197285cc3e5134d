import type { Command, Field, Line, Token } from '../ir.js'
import { CALL_OPTIONS, EXACT_OPTION, manyOf, whyNoField, whyNoMethod } from '../naming.js'
import { where } from '../problem.js'
import { allFields } from '../resolve/lines.js'
import { placeOf, type Subject } from './subject.js'

/** A method has a name that no other member of the client has. */
export function methodName({ report }: Subject, { name, at }: Command): void {
  const why = whyNoMethod(name)
  if (why)
    report.add(
      at,
      `${name} is not a name for a method: ${why}`,
      'choose another one; the word on the wire may stay',
    )
}

/** Methods, for one key and for many, have names of their own. */
export function methodsClash(subject: Subject): void {
  const { spec, report } = subject
  for (const command of spec.commands) {
    const twin = command.many && spec.commands.find(({ name }) => name === manyOf(command.name))
    if (!twin) continue
    const many = where(placeOf(subject, command, 'many'))
    report.add(
      twin.at,
      `${twin.name} is the method of ${command.name} for many keys, in ${many}`,
      'rename one of them',
    )
  }
}

/** Each command has a file of its own, also where file names know no case. */
export function caseClash({ spec, report }: Subject): void {
  const seen = new Map<string, Command>()
  for (const command of spec.commands) {
    const id = command.name.toLowerCase()
    const twin = seen.get(id)
    if (twin)
      report.add(
        command.at,
        `${command.name} differs from ${twin.name} in ${where(twin.at)} by case alone`,
        'rename one of them',
      )
    else seen.set(id, command)
  }
}

/** Fields become parameters and variables. */
export function fieldNames({ report }: Subject, { request, items, reply }: Command): void {
  for (const { name, at } of [
    request,
    ...[...items, ...reply].map(({ pattern }) => pattern),
  ].flatMap(allFields)) {
    const why = whyNoField(name)
    if (why)
      report.add(
        at,
        `<${name}> is not a name for a field: ${why}`,
        'choose another one; it does not go over the wire',
      )
  }
}

/** Parameters, options and the fields of one line have names of their own. */
export function parametersClash({ report }: Subject, command: Command): void {
  const { request, silence, many, items, reply, options } = command
  const taken = new Set([...CALL_OPTIONS, 'options', ...(many ? [many.takes] : [])])
  if (holdsUint64(command)) taken.add(EXACT_OPTION)
  const words = options.filter(({ role, letter }) => role === 'word' && letter === undefined)
  const named = new Set([...words.map(({ name }) => name), ...(silence ? [silence.option] : [])])
  for (const { name, at } of allFields(request)) {
    if (taken.has(name))
      report.add(
        at,
        `<${name}> has the name of another parameter or option of the method`,
        'choose another one; it does not go over the wire',
      )
    else if (named.has(name))
      report.add(
        at,
        `two arguments are called ${name}`,
        'rename the field; it does not go over the wire',
      )
    named.add(name)
  }
  for (const { pattern } of [...items, ...reply]) {
    const seen = new Set<string>()
    for (const { name, at } of allFields(pattern)) {
      if (seen.has(name))
        report.add(at, `two fields of this line are called ${name}`, 'rename one of them')
      seen.add(name)
    }
  }
}

function holdsUint64({ items, reply }: Command): boolean {
  return [...items, ...reply].some(({ pattern }) =>
    allFields(pattern).some((field) =>
      [field, ...(field.known ?? [])].some(({ type }) => type.kind === 'uint64'),
    ),
  )
}

/** Two commands that send the same line are one. */
export function sameRequest({ spec, report }: Subject): void {
  const seen = new Map<string, Command>()
  for (const command of spec.commands) {
    const id = shapeOf(command.request.line)
    const twin = seen.get(id)
    if (twin)
      report.add(
        command.request.at,
        `${command.name} sends the same request as ${twin.name} in ${where(twin.at)}`,
        'one of them is enough',
      )
    else seen.set(id, command)
  }
}

/** A line but for the names of its fields. */
function shapeOf({ tokens }: Line): string {
  return tokens.map(tokenShape).join(' ')
}

function tokenShape(token: Token): string {
  if (token.kind === 'optional') return `[${token.tokens.map(tokenShape).join(' ')}]`
  if (token.kind === 'repeat') return `${typeName(token.field)}+`
  if (token.kind === 'flags') return '<flag>*'
  return token.parts.map((part) => (part.kind === 'text' ? part.text : typeName(part))).join('')
}

function typeName({ type }: Field): string {
  return type.kind === 'enum'
    ? `<${type.words.map(({ wire }) => wire).join('|')}>`
    : `<${type.kind}>`
}
