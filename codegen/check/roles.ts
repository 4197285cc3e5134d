import { ROLES } from '../grammar/words.js'
import type { Command } from '../ir.js'
import type { ScalarNode } from '../node.js'
import { nearest } from '../suggest.js'
import { placeOf, type Subject } from './subject.js'

/** The runtime calls the commands of roles without arguments; that of the role auth with a name and a password. */
export function roleCommands({ draft, spec, report }: Subject): void {
  for (const role of ROLES) {
    for (const name of draft.roles.get(role) ?? []) {
      const command = spec.commands.find((one) => one.name === name.text)
      if (!draft.commands.has(name.text)) {
        const meant = nearest(name.text, draft.commands.keys())
        report.add(
          name.at,
          `no command ${name.text} for the role ${role}`,
          meant && `did you mean ${meant}?`,
        )
      } else if (command) {
        const wrong = whyNot(role, command)
        if (wrong)
          report.add(name.at, `${name.text} cannot have the role ${role}: ${wrong}`, remedy(name))
      }
    }
  }
}

function whyNot(
  role: (typeof ROLES)[number],
  { params, ending, items, result, route, effect }: Command,
): string | undefined {
  const [param] = params
  if (role === 'auth') {
    const kinds = params.map(({ field }) => field.type.kind)
    const isPair = kinds.length === 2 && kinds.every((kind) => kind === 'token' || kind === 'text')
    if (!isPair) return 'it does not take two texts, the user’s name and the password'
    if (effect !== 'session') return 'its effect is not session'
  } else if (param) return `it takes <${param.field.name}>`
  if (route === 'key') return 'it goes by its key'
  if (role !== 'auth' && effect === 'session')
    return 'the client repeats it on every new connection'
  if (role === 'farewell') return undefined
  if (ending !== 'line' || items.length > 0) return 'its reply is not one line'
  return role === 'version' && result.kind !== 'string' ? 'its result is no text' : undefined
}

function remedy({ text }: ScalarNode): string {
  return `name another command, or say none instead of ${text}`
}

/** What the server remembers of a connection is sent by the client itself, so the client has to know what it is for. */
export function sessionHasRole(subject: Subject, command: Command): void {
  const { spec, report } = subject
  if (command.effect !== 'session' || !command.own || spec.roles.auth.includes(command.name)) return
  report.add(
    placeOf(subject, command, 'effect'),
    `nobody sends ${command.name}: it has no role, and a session no method`,
    'give it the role auth, or another effect',
  )
}
