import type { Form } from './form.js'
import type { ErrorName } from './ir.js'
import { CLASS_NAME, NAME } from './naming.js'
import { TYPES } from './types.js'

/** A mapping of the language: its keys in the order in which they are written. */
export interface Part {
  readonly name: string
  readonly title: string
  readonly keys: readonly Key[]
}

export interface Key {
  readonly name: string
  readonly form: Form
  readonly doc: string
  readonly required?: true
  /** What holds if the key is absent; in words. */
  readonly default?: string
}

export const EFFECTS = ['read', 'idempotent', 'write', 'session'] as const
export const ROUTES = ['every', 'any', 'one'] as const
export const ROLES = ['version', 'fence', 'farewell', 'auth'] as const
export const ERROR_NAMES: readonly ErrorName[] = [
  'ClientError',
  'ServerError',
  'UnknownCommandError',
  'AuthenticationError',
]

/** The errors with which the call of an example may end. */
export const THROWN: readonly string[] = [
  ...ERROR_NAMES,
  'IllegalInputError',
  'UnknownReplyError',
  'UnexpectedCloseError',
  'UnsafeIntegerError',
]

const text: Form = { kind: 'text' }
const yes: Form = { kind: 'true' }
const version: Form = { kind: 'version' }
const file: Form = { kind: 'file' }
const pattern: Form = { kind: 'pattern' }
const bytes: Form = { kind: 'bytes' }
const data: Form = { kind: 'data' }
const fieldName: Form = { kind: 'name', what: 'a field', pattern: NAME, like: 'maxAge' }
const methodName: Form = { kind: 'name', what: 'a method', pattern: NAME, like: 'flushAll' }
const dialectName: Form = { kind: 'name', what: 'a dialect', pattern: NAME, like: 'twemproxy' }
const className: Form = { kind: 'name', what: 'a class', pattern: CLASS_NAME, like: 'AcmeClient' }
const throws: Form = { kind: 'words', words: ERROR_NAMES }
const route: Form = { kind: 'words', words: ROUTES }
const part = (name: string): Form => ({ kind: 'part', part: name })
const words = (...list: string[]): Form => ({ kind: 'words', words: list })
const mapOf = (key: Form, value: Form, what: string): Form => ({ kind: 'map', key, value, what })
const lines = (value: Form, what: string): Form => mapOf(pattern, value, what)
const either = (...of: Form[]): Form => ({ kind: 'either', of })
const namesOrNone: Form = { kind: 'some', of: methodName }

const since: Key = {
  name: 'since',
  form: version,
  doc: 'The first version of the server that has it.',
}
const until: Key = {
  name: 'until',
  form: version,
  doc: 'The last version of the server that has it.',
}
const fields: Key = {
  name: 'fields',
  form: mapOf(fieldName, part('field'), 'fields by name'),
  doc: 'What `<x>` and `[x]` mean in the lines.',
}

const FILE: Part = {
  name: 'file',
  title: 'Keys of a file',
  keys: [
    { name: 'spec', form: words('1'), doc: 'The version of this language.', required: true },
    {
      name: 'extends',
      form: { kind: 'some', of: file },
      doc: 'The base: fields, error lines, roles and commands of these specs are taken over.',
      default: 'none',
    },
    {
      name: 'only',
      form: { kind: 'list', of: methodName },
      doc: 'Of the base’s commands these alone; roles that name others shrink.',
      default: 'all',
    },
    {
      name: 'server',
      form: version,
      doc: 'The newest version of the server that the spec describes.',
      default: 'the base’s; required where there is none',
    },
    {
      name: 'oldest',
      form: version,
      doc: 'The oldest version of the server that the spec reckons with: whatever is as old is sent without knowing the server’s version.',
      default: 'the base’s, else none: all that has a `since` is looked at',
    },
    {
      name: 'client',
      form: className,
      doc: 'The name of the generated class.',
      default: 'the base’s, else `Client`',
    },
    {
      name: 'port',
      form: { kind: 'integer', min: 1, max: 65535 },
      doc: 'The port of an address that names none.',
      default: 'the base’s; required where there is none',
    },
    {
      name: 'line',
      form: { kind: 'integer', min: 64, max: 16777216 },
      doc: 'The longest request line that every server takes, in bytes with its line break.',
      default: 'the base’s; required where there is none',
    },
    {
      name: 'include',
      form: { kind: 'some', of: file },
      doc: 'Further files of this spec; they share one vocabulary.',
      default: 'none',
    },
    { name: 'route', form: route, doc: 'The route of this file’s commands without a key.' },
    {
      name: 'roles',
      form: part('roles'),
      doc: 'Which commands the runtime uses for what.',
      default: 'the base’s',
    },
    {
      name: 'dialects',
      form: mapOf(dialectName, part('dialect'), 'dialects by name'),
      doc: 'What speaks the protocol and knows less of it, such as a proxy.',
      default: 'the base’s',
    },
    { ...fields, doc: 'The vocabulary: what `<x>` and `[x]` mean in every line of the spec.' },
    {
      name: 'errors',
      form: lines(part('error'), 'lines and what they throw'),
      doc: 'The lines that any command may get instead of its reply.',
    },
    {
      name: 'commands',
      form: mapOf(methodName, part('command'), 'commands by method'),
      doc: 'The commands by the names of their methods.',
    },
  ],
}

const ROLE_PART: Part = {
  name: 'roles',
  title: 'Roles',
  keys: [
    {
      name: 'version',
      form: namesOrNone,
      doc: 'Its answer, a text, is the server’s version.',
      default: 'the base’s',
    },
    {
      name: 'fence',
      form: namesOrNone,
      doc: 'Sent behind requests that asked for no reply: whatever comes before its answer belongs to them. Of a list, the first is used that the server is known to have.',
      default: 'the base’s',
    },
    {
      name: 'farewell',
      form: namesOrNone,
      doc: 'Sent when the client leaves.',
      default: 'the base’s',
    },
    {
      name: 'auth',
      form: namesOrNone,
      doc: 'Sent first and alone on every new connection of a client that has credentials: it takes the user’s name and the password.',
      default: 'the base’s',
    },
  ],
}

const DIALECT: Part = {
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
  ],
}

const COMMAND: Part = {
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
      form: words('own'),
      doc: 'It gets a connection for itself.',
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
      doc: 'The longest line of this command in bytes; a line of many keys is cut there.',
      default: 'the file’s',
    },
    {
      name: 'examples',
      form: { kind: 'list', of: part('example') },
      doc: 'Calls with what goes over the wire: documentation and tests at once.',
    },
  ],
}

const FIELD: Part = {
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

const throwsKey: Key = {
  name: 'throws',
  form: throws,
  doc: 'The error with which the call fails.',
}

const LINE_KEYS: readonly Key[] = [
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

const LINE: Part = {
  name: 'line',
  title: 'Keys of a reply line in its long form',
  keys: [
    { name: 'returns', form: { kind: 'result' }, doc: 'What the call gives.' },
    throwsKey,
    ...LINE_KEYS,
  ],
}

const ERROR: Part = {
  name: 'error',
  title: 'Keys of an error line',
  keys: [
    {
      name: 'override',
      form: yes,
      doc: 'The line is the base’s; the keys given here replace its keys.',
    },
    { ...throwsKey, required: true },
    ...LINE_KEYS,
  ],
}

const EXAMPLE: Part = {
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

/** The language. The shape check, the JSON Schema and the tables of the manual are all made from it. */
export const GRAMMAR: readonly Part[] = [
  FILE,
  ROLE_PART,
  DIALECT,
  COMMAND,
  FIELD,
  LINE,
  ERROR,
  EXAMPLE,
]

export function partNamed(name: string): Part {
  const found = GRAMMAR.find((part) => part.name === name)
  if (!found) throw new Error(`the grammar has no part ${name}`)
  return found
}
