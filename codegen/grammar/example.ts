import { bytes, data, either, text, words, yes } from './forms.js'
import type { Part } from './part.js'
import { THROWN } from './words.js'

export const EXAMPLE: Part = {
  name: 'example',
  title: 'Keys of an example',
  keys: [
    { name: 'title', form: text, doc: 'What it shows.' },
    {
      name: 'given',
      form: { kind: 'list', of: { kind: 'call' } },
      doc: 'Calls that come first on a live server.',
    },
    {
      name: 'call',
      form: { kind: 'call' },
      doc: 'The call: method, arguments, options.',
      required: true,
    },
    {
      name: 'send',
      form: bytes,
      doc: 'What the client sends; absent if the call is refused before the wire.',
    },
    {
      name: 'recv',
      form: either(words('close'), bytes),
      doc: 'What the server answers; absent if nothing. `close`: it closes the connection.',
    },
    { name: 'returns', form: data, doc: 'What the call gives; `undefined` is a miss.' },
    { name: 'throws', form: words(...THROWN), doc: 'The error with which it fails.' },
    { name: 'closes', form: yes, doc: 'The client closes the connection.', default: 'it stays' },
    {
      name: 'varies',
      form: { kind: 'list', of: text },
      doc: 'Parts of the result that are the server’s own, such as `cas` or `a.cas`; `*` is the whole.',
    },
    { name: 'live', form: text, doc: 'Why a running server cannot give it.', default: 'it can' },
  ],
}
