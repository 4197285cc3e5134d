import type { Command } from '../ir.js'
import { nodeOf, placeOf, type Subject } from './subject.js'

/** A command without a key says where it goes; one with a key goes where its key lives. */
export function routeSaid(subject: Subject, command: Command): void {
  const { draft, report } = subject
  const own = nodeOf(subject, command, 'route')
  if (command.route === 'key') {
    if (own) {
      report.add(
        placeOf(subject, command, 'route'),
        `${command.name} goes where its key lives`,
        'leave the route away',
      )
    }
    return
  }
  if (own || draft.commands.get(command.name)?.route) return
  report.add(
    placeOf(subject, command, 'request'),
    `${command.name} has no key and says no route`,
    'say route: every, route: any or route: one, here or at the top of the file',
  )
}
