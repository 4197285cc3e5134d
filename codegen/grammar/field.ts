import { TYPES } from '../types.js'
import { mapOf, part, since, text, until, words, yes } from './forms.js'
import type { Part } from './part.js'

export const FIELD: Part = {
  name: 'field',
  title: 'Keys of a field',
  keys: [
    {
      name: 'override',
      form: yes,
      doc: 'The field is the base’s; the keys given here replace those of the base.',
    },
    { name: 'type', form: words(...TYPES.map((type) => type.name)), doc: 'One of the types.' },
    {
      name: 'enum',
      form: mapOf(text, { kind: 'literal' }, 'words and their values'),
      doc: 'In place of a type: words on the wire, and the values that callers see.',
    },
    {
      name: 'known',
      form: mapOf(text, part('known'), 'names and what is said of each'),
      doc: 'Names that are expected where a `scalar` is the value of an entry, and what it is for each.',
    },
    {
      name: 'min',
      form: { kind: 'number' },
      doc: 'The least value, or the least length in bytes.',
    },
    {
      name: 'max',
      form: { kind: 'number' },
      doc: 'The greatest value, or the greatest length in bytes.',
    },
    {
      name: 'hides',
      form: words('all'),
      doc: 'In place of a type: a word that makes the server send no reply.',
    },
    { name: 'doc', form: text, doc: 'What it is, with its unit. Words have to have one.' },
    since,
    until,
  ],
}
