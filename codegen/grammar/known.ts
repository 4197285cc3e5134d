import { mapOf, since, text, until, words } from './forms.js'
import type { Part } from './part.js'

/** The types that what is said of a known name may have: they fill the rest of the line. */
export const KNOWN_TYPES = ['uint32', 'int32', 'int', 'uint64', 'float', 'text'] as const

export const KNOWN: Part = {
  name: 'known',
  title: 'Keys of a known name',
  keys: [
    { name: 'type', form: words(...KNOWN_TYPES), doc: 'What is said of it.' },
    {
      name: 'enum',
      form: mapOf(text, { kind: 'literal' }, 'words and their values'),
      doc: 'In place of a type: words on the wire, and the values that callers see.',
    },
    { name: 'doc', form: text, doc: 'What it is, with its unit.' },
    since,
    until,
  ],
}
