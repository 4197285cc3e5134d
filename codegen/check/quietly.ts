import type { Command, Option, Position } from '../ir.js'
import { either, nearest } from '../suggest.js'
import { placeOf, type Subject } from './subject.js'

/** What is sent in the place of a command that wants no reply takes the same key and block, and hides what is ordinary. */
export function quietlyDoesIt(subject: Subject, command: Command): void {
  const { quietly, silence, name } = command
  if (!quietly) return
  const { spec, report } = subject
  const place = placeOf(subject, command, 'quietly')
  if (!silence) {
    report.add(
      place,
      `${name} always has a reply`,
      'leave quietly away, or give it a word that hides the reply',
    )
    return
  }
  const other = spec.commands.find((one) => one.name === quietly.command)
  if (!other) {
    const meant = nearest(
      quietly.command,
      spec.commands.map((one) => one.name),
    )
    report.add(quietly.at, `no command ${quietly.command}`, meant && `did you mean ${meant}?`)
    return
  }
  const isHiding = other.flags.some(({ hides }) => hides.length > 0)
  const isLike =
    isHiding &&
    other.route === command.route &&
    (other.request.block === undefined) === (command.request.block === undefined) &&
    other.params.every(({ role }) => role !== 'field')
  if (!isLike) {
    report.add(
      quietly.at,
      `${other.name} cannot be sent in the place of ${name}`,
      'it has to take a key and a block as this one does, need nothing else, and have a flag that hides its ordinary reply',
    )
  }
}

/** Its options are there, and take what this command has. */
export function quietlyFits(subject: Subject, command: Command): void {
  const { quietly, params, options } = command
  const other = subject.spec.commands.find(({ name }) => name === quietly?.command)
  if (!quietly || !other) return
  const own = [...params.map(({ field }) => field), ...options.flatMap(({ field }) => field ?? [])]
  for (const [name, value] of Object.entries(quietly.options)) {
    const option = other.options.find((one) => one.name === name)
    if (!option) {
      refuse(subject, quietly.at, `${other.name} has no option ${name}`, other.options)
      continue
    }
    if (typeof value !== 'object') {
      const words = option.field?.type.kind === 'enum' ? option.field.type.words : undefined
      if (words ? !words.some((word) => word.value === value) : value !== true || option.field)
        subject.report.add(
          quietly.at,
          `the option ${name} cannot be ${JSON.stringify(value)}`,
          'give it a word of its own',
        )
      continue
    }
    const field = own.find((one) => one.name === value.field)
    if (!field || field.type.kind !== option.field?.type.kind) {
      const what = field ? `is a ${field.type.kind}` : 'is no field of the request'
      subject.report.add(
        quietly.at,
        `<${value.field}> ${what}, and ${name} takes a ${option.field?.type.kind ?? 'word'}`,
      )
    }
  }
}

function refuse(
  { report }: Subject,
  at: Position,
  message: string,
  options: readonly Option[],
): void {
  report.add(
    at,
    message,
    `it has ${either(
      options.map(({ name }) => name),
      'and',
    )}`,
  )
}
