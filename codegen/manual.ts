import { type Form, inWords } from './form.js'
import type { Key, Part } from './grammar/part.js'
import { GRAMMAR } from './grammar.js'
import { type Place, TYPES, type TypeInfo } from './types.js'

const BEGIN = '<!-- tables: made from the grammar -->'
const END = '<!-- end of tables -->'

/** The manual with its tables brought up to date. */
export function withTables(manual: string): string {
  const from = manual.indexOf(BEGIN)
  const to = manual.indexOf(END)
  if (from < 0 || to < from)
    throw new Error(`expected the lines "${BEGIN}" and "${END}" in the manual`)
  return `${manual.slice(0, from)}${BEGIN}\n\n${tables()}\n${manual.slice(to)}`
}

/** Every key and every type of the language. */
export function tables(): string {
  return [...GRAMMAR.map(partTable), typeTable()].join('\n')
}

function partTable({ title, keys }: Part): string {
  const rows = keys.map((key) => [`\`${key.name}\``, formText(key.form), key.doc, absentText(key)])
  return table(title, ['key', 'form', 'meaning', 'if absent'], rows)
}

function absentText({ required, default: absent }: Key): string {
  return required ? 'required' : (absent ?? '–')
}

function formText(form: Form): string {
  switch (form.kind) {
    case 'words':
      return form.words.map((word) => `\`${word}\``).join(' ')
    case 'true':
      return '`true`'
    case 'name':
      return `a name such as \`${form.like}\``
    case 'version':
      return 'a version such as `1.6.18`'
    case 'reference':
      return '`<field>`'
    case 'call':
      return 'a call such as `[get, a]`'
    case 'part':
      return 'a mapping'
    case 'list':
      return `a list: each ${formText(form.of)}`
    case 'either':
      return form.of.map(formText).join(', or ')
    case 'some':
      return `${formText(form.of)}, or a list`
    default:
      return inWords(form)
  }
}

const PLACES: readonly Place[] = ['request', 'reply', 'block']

function typeTable(): string {
  const rows = TYPES.map((type) => [
    `\`${type.name}\``,
    type.doc,
    placesText(type),
    type.bounds ? `${type.bounds}` : '–',
  ])
  return table('Types', ['type', 'meaning', 'may stand in', '`min` and `max` bound its'], rows)
}

function placesText({ places }: TypeInfo): string {
  return PLACES.filter((place) => places.includes(place)).join(', ')
}

function table(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return `### ${title}\n\n${[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')}\n`
}
