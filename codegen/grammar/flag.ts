import {
  either,
  fieldName,
  flagType,
  letter,
  part,
  since,
  text,
  until,
  words,
  yes,
} from './forms.js'
import type { Part } from './part.js'
import { EFFECTS } from './words.js'

export const FLAG: Part = {
  name: 'flag',
  title: 'Keys of a flag',
  keys: [
    {
      name: 'override',
      form: yes,
      doc: 'The flag is the base’s; the keys given here replace those of the base.',
    },
    {
      name: 'name',
      form: fieldName,
      doc: 'What it is called among the options, and in the result.',
    },
    {
      name: 'takes',
      form: either(flagType, part('field')),
      doc: 'What the caller gives and the request carries behind the letter: a type, or the keys of a field.',
      default: 'nothing: the option is `true`',
    },
    {
      name: 'gives',
      form: either(flagType, part('field')),
      doc: 'What a reply carries behind the letter.',
      default: 'nothing',
    },
    {
      name: 'echoes',
      form: yes,
      doc: 'The reply has to give what the request took, or the connection is out of step.',
    },
    {
      name: 'unasked',
      form: yes,
      doc: 'The server alone says it: no option, and `true` in the result.',
    },
    {
      name: 'hides',
      form: { kind: 'list', of: text },
      doc: 'The first words of the reply lines that it hides.',
    },
    {
      name: 'encodes',
      form: words('key'),
      doc: 'The key is sent as base64, so that it may be any bytes.',
    },
    {
      name: 'effect',
      form: words(...EFFECTS),
      doc: 'What a repetition of a request with it does.',
      default: 'the command’s',
    },
    {
      name: 'needs',
      form: { kind: 'some', of: letter },
      doc: 'A letter, or a list of letters of which one has to be there too.',
    },
    {
      name: 'excludes',
      form: { kind: 'some', of: letter },
      doc: 'Letters that cannot be there too.',
    },
    {
      name: 'omits',
      form: { kind: 'some', of: letter },
      doc: 'Letters whose part of the result may be missing with it, although asked for.',
    },
    {
      name: 'forever',
      form: yes,
      doc: 'Without it what is stored lives for ever, so that it is added where items may live for a while alone.',
    },
    { name: 'doc', form: text, doc: 'What it does, with its unit.' },
    since,
    until,
  ],
}
