import {
  className,
  dialectName,
  fields,
  file,
  letter,
  lines,
  mapOf,
  methodName,
  part,
  route,
  version,
  words,
} from './forms.js'
import type { Part } from './part.js'

export const FILE: Part = {
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
      doc: 'The longest request line that every server takes, in bytes with its line break; a longer one is refused.',
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
      name: 'flags',
      form: mapOf(letter, part('flag'), 'flags by letter'),
      doc: 'What the letters of `<flag>*` mean, unless a command says otherwise.',
    },
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
