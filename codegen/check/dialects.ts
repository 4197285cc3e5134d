import { textOf } from '../node.js'
import type { Subject } from './subject.js'

/** A probe is one line that begins with a word. */
export function probeIsLine({ draft, report }: Subject): void {
  for (const { node } of draft.dialects.values()) {
    const entry = node.entries.find(({ key }) => key.text === 'probe')
    const probe = textOf(node, 'probe')
    if (!entry || probe === undefined || /^[!-~]+( [!-~]+)*$/.test(probe)) continue
    report.add(
      entry.value.at,
      'a probe is one line of ASCII words with one space between them',
      'write a line that other servers answer in one line, such as version x',
    )
  }
}
