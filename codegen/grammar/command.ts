import {
  either,
  fieldName,
  fields,
  letter,
  lines,
  mapOf,
  methodName,
  part,
  pattern,
  route,
  since,
  text,
  until,
  words,
  yes,
} from './forms.js'
import type { Part } from './part.js'
import { EFFECTS } from './words.js'

export const COMMAND: Part = {
  name: 'command',
  title: 'Keys of a command',
  keys: [
    {
      name: 'override',
      form: yes,
      doc: 'The command is the base’s; the keys given here replace those of the base.',
    },
    {
      name: 'summary',
      form: { kind: 'sentence' },
      doc: 'What it does, in one sentence.',
      required: true,
    },
    { name: 'doc', form: text, doc: 'What else a caller has to know; Markdown.' },
    since,
    until,
    { name: 'deprecated', form: text, doc: 'What to use instead.' },
    { name: 'request', form: pattern, doc: 'What is sent.', required: true },
    {
      ...fields,
      doc: 'What `<x>` and `[x]` mean in this command; keys not given here are the vocabulary’s.',
    },
    {
      name: 'flags',
      form: mapOf(letter, part('flag'), 'flags by letter'),
      doc: 'The letters of `<flag>*`, sent in this order; keys not given here are the vocabulary’s.',
    },
    {
      name: 'defaults',
      form: mapOf(fieldName, { kind: 'literal' }, 'values by field'),
      doc: 'What is sent if the caller says nothing; makes a field an option.',
    },
    {
      name: 'always',
      form: mapOf(fieldName, { kind: 'literal' }, 'values by field'),
      doc: 'What is sent whatever the caller says; the field is not offered.',
    },
    {
      name: 'quietly',
      form: mapOf(
        methodName,
        mapOf(fieldName, { kind: 'literal' }, 'values by option'),
        'a command and its options',
      ),
      doc: 'The command that is sent in the place of this one where no reply is asked for and the server knows it, with its options: values, or fields of this request as in `<exptime>`.',
    },
    {
      name: 'items',
      form: lines(part('line'), 'lines and what they give'),
      doc: 'Lines that may come any number of times before the last.',
    },
    {
      name: 'reply',
      form: either(lines(part('line'), 'lines and what they give'), words('close', 'none')),
      doc: 'The lines that end the reply. `close`: the server closes the connection instead; `none`: there is no reply.',
      required: true,
    },
    {
      name: 'many',
      form: yes,
      doc: 'Make a method for many keys too, with `Many` behind its name.',
    },
    {
      name: 'route',
      form: route,
      doc: 'Where a command without a key goes: to `every` node, to `any` one, to the `one` that the caller names.',
      default: 'the file’s',
    },
    {
      name: 'effect',
      form: words(...EFFECTS),
      doc: 'What a repetition does. A `write` is never repeated after a lost connection; a `session` is repeated on every new one, by the client itself.',
      required: true,
    },
    {
      name: 'connection',
      form: words('own', 'stream'),
      doc: 'It gets a connection for itself; with `stream`, its items come one by one, as an async iterable.',
      default: 'a shared one',
    },
    {
      name: 'wait',
      form: either(words('forever'), { kind: 'reference' }),
      doc: 'How long the server may think on top of the deadline: without end, or so many seconds as a field says.',
      default: 'not at all',
    },
    {
      name: 'line',
      form: { kind: 'integer', min: 64, max: 16777216 },
      doc: 'The longest line of this command in bytes; a line of many keys is cut there, and a longer one is refused.',
      default: 'the file’s',
    },
    {
      name: 'examples',
      form: { kind: 'list', of: part('example') },
      doc: 'Calls with what goes over the wire: documentation and tests at once.',
    },
  ],
}
