import type { Form } from '../form.js'
import { CLASS_NAME, NAME } from '../naming.js'
import { TYPES } from '../types.js'
import type { Key } from './part.js'
import { ERROR_NAMES, ROUTES } from './words.js'

export const text: Form = { kind: 'text' }
export const yes: Form = { kind: 'true' }
export const version: Form = { kind: 'version' }
export const file: Form = { kind: 'file' }
export const pattern: Form = { kind: 'pattern' }
export const bytes: Form = { kind: 'bytes' }
export const data: Form = { kind: 'data' }
export const fieldName: Form = { kind: 'name', what: 'a field', pattern: NAME, like: 'maxAge' }
export const methodName: Form = { kind: 'name', what: 'a method', pattern: NAME, like: 'flushAll' }
export const dialectName: Form = {
  kind: 'name',
  what: 'a dialect',
  pattern: NAME,
  like: 'twemproxy',
}
export const className: Form = {
  kind: 'name',
  what: 'a class',
  pattern: CLASS_NAME,
  like: 'AcmeClient',
}
export const letter: Form = { kind: 'name', what: 'a letter', pattern: /^[A-Za-z]$/, like: 'v' }
export const throws: Form = { kind: 'words', words: ERROR_NAMES }
export const flagType: Form = { kind: 'words', words: TYPES.map((type) => type.name) }
export const route: Form = { kind: 'words', words: ROUTES }
export const part = (name: string): Form => ({ kind: 'part', part: name })
export const words = (...list: string[]): Form => ({ kind: 'words', words: list })
export const mapOf = (key: Form, value: Form, what: string): Form => ({
  kind: 'map',
  key,
  value,
  what,
})
export const lines = (value: Form, what: string): Form => mapOf(pattern, value, what)
export const either = (...of: Form[]): Form => ({ kind: 'either', of })
export const namesOrNone: Form = { kind: 'some', of: methodName }
export const since: Key = {
  name: 'since',
  form: version,
  doc: 'The first version of the server that has it.',
}

export const until: Key = {
  name: 'until',
  form: version,
  doc: 'The last version of the server that has it.',
}

export const fields: Key = {
  name: 'fields',
  form: mapOf(fieldName, part('field'), 'fields by name'),
  doc: 'What `<x>` and `[x]` mean in the lines.',
}

export const throwsKey: Key = {
  name: 'throws',
  form: throws,
  doc: 'The error with which the call fails.',
}

export const LINE_KEYS: readonly Key[] = [
  {
    name: 'closes',
    form: either(words('block'), yes),
    doc: 'Whether the connection cannot be used behind this line: if the request had a `block`, or always.',
    default: 'it can',
  },
  { name: 'doc', form: text, doc: 'When it comes.' },
  since,
  until,
]
