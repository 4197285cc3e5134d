import { methodName, text, yes } from './forms.js'
import type { Part } from './part.js'

export const DIALECT: Part = {
  name: 'dialect',
  title: 'Keys of a dialect',
  keys: [
    { name: 'doc', form: text, doc: 'Who speaks it, and how.', required: true },
    {
      name: 'probe',
      form: { kind: 'sentence' },
      doc: 'A line by which it is recognized: it closes the connection without a word, where any other server says something, in one line.',
      required: true,
    },
    {
      name: 'only',
      form: { kind: 'list', of: methodName },
      doc: 'Of this spec’s commands these alone are sent to it. What a spec adds that extends this one is not judged.',
      required: true,
    },
    {
      name: 'unsigned',
      form: yes,
      doc: 'It takes no number with a sign: it gets a time that has passed as a Unix time of long ago.',
    },
  ],
}
