import type { Command } from '../ir.js'
import { nodeOf, type Subject } from './subject.js'

/** A summary is one sentence: it stands alone in lists and tooltips. */
export function sentence(subject: Subject, command: Command): void {
  const { summary } = command
  const wrong = !/^[A-Z]/.test(summary)
    ? 'begins with a capital letter'
    : !summary.endsWith('.')
      ? 'ends with a period'
      : /[.!?] |\n/.test(summary)
        ? 'is one sentence'
        : undefined
  if (wrong === undefined) return
  const at = nodeOf(subject, command, 'summary')?.at ?? command.at
  subject.report.add(at, `a summary ${wrong}`, 'further sentences go under doc')
}
