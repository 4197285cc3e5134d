import { scalarOf } from '../node.js'
import type { Subject } from './subject.js'

/** A summary is one sentence: it stands alone in lists and tooltips. */
export function sentence({ draft, report }: Subject): void {
  for (const { node } of draft.commands.values()) {
    const summary = scalarOf(node, 'summary')
    const wrong = summary && whyNoSentence(summary.text.trim())
    if (wrong) report.add(summary.at, ...wrong)
  }
}

function whyNoSentence(summary: string): [string, string] | undefined {
  if (!/^[A-Z]/.test(summary))
    return ['a summary begins with a capital letter', 'it is shown as a sentence']
  if (!summary.endsWith('.')) return ['a summary ends with a period', 'it is shown as a sentence']
  return /[.!?] |\n/.test(summary)
    ? ['a summary is one sentence', 'further sentences go under doc']
    : undefined
}
