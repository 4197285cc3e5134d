import { LINE_KEYS, throwsKey, words, yes } from './forms.js'
import type { Part } from './part.js'

export const LINE: Part = {
  name: 'line',
  title: 'Keys of a reply line in its long form',
  keys: [
    { name: 'returns', form: { kind: 'result' }, doc: 'What the call gives.' },
    throwsKey,
    ...LINE_KEYS,
  ],
}

export const ERROR: Part = {
  name: 'error',
  title: 'Keys of an error line',
  keys: [
    {
      name: 'override',
      form: yes,
      doc: 'The line is the base’s; the keys given here replace its keys.',
    },
    { ...throwsKey, required: true },
    {
      name: 'replaces',
      form: words('end'),
      doc: 'The line is the last of a reply wherever it comes, behind items and for many keys too: the connection can be used, whatever `closes` says.',
      default: 'such a line closes the connection',
    },
    ...LINE_KEYS,
  ],
}
