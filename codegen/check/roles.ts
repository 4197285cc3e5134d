import { ROLES } from '../grammar.js'
import type { Command } from '../ir.js'
import type { ScalarNode } from '../node.js'
import { nearest } from '../suggest.js'
import type { Subject } from './subject.js'

/** The runtime calls the commands of roles without arguments. */
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
  { params, ending, items, result, route }: Command,
): string | undefined {
  const [param] = params
  if (param) return `it takes <${param.field.name}>`
  if (route === 'key') return 'it goes by its key'
  if (role === 'farewell') return undefined
  if (ending !== 'line' || items.length > 0) return 'its reply is not one line'
  return role === 'version' && result.kind !== 'string' ? 'its result is no text' : undefined
}

function remedy({ text }: ScalarNode): string {
  return `name another command, or say none instead of ${text}`
}
