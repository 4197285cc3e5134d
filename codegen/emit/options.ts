import {
  type InterfaceDeclarationStructure,
  type PropertySignatureStructure,
  StructureKind,
} from 'ts-morph'
import type { Command, Flag, Literal, Option } from '../ir.js'
import { isEndless, isStream } from '../stream.js'
import { isAsked } from './asked.js'
import { comment } from './comment.js'
import { type Imports, RUNTIME } from './imports.js'
import { list } from './list.js'
import { literal } from './literal.js'
import { optionsName } from './names.js'
import { describe } from './range.js'
import { sendingOf } from './scalar.js'
import { choiceText, holds } from './type.js'

/** An option of a method, as its documentation shows it. */
export interface OptionView {
  readonly name: string
  readonly type: string
  readonly doc: string
  readonly default: Preset
}

/** What holds if a call does not give the option: a value of TypeScript, or what there is to say in Markdown. */
export interface Preset {
  readonly text: string
  readonly isCode: boolean
}

/** A default as Markdown. */
export function presetText({ text, isCode }: Preset): string {
  return isCode ? `\`${text}\`` : text
}

/** The options of a command beside those of every call. */
export function optionsOf(command: Command): OptionView[] {
  const { silence } = command
  const own = command.options.map((option) => view(option, command))
  if (silence) {
    const preset = silence.default ? words("the client's `defaultNoreply`") : code('false')
    own.push({ name: silence.option, type: 'boolean', doc: silence.doc, default: preset })
  }
  if (holds(command.result, 'uint64')) own.push(BIGINT)
  if (command.route === 'one') own.push(NODE)
  return own
}

/** The options of every call of this kind, in short: the runtime's types say the rest. */
export function commonOptions(command: Command): OptionView[] {
  const { route } = command
  if (isStream(command)) return [ANY_NODE, isEndless(command) ? UNTIMED : PATIENCE, LEAVING]
  if (route === 'every') return [ANY_NODE, ...COMMON]
  return route === 'key' ? [ROUTE, ...COMMON] : [...COMMON]
}

const COMMON: readonly OptionView[] = [
  {
    name: 'timeout',
    type: 'number',
    doc: 'Milliseconds until the call fails, from 0 (no deadline) to 2147483647.',
    default: words("the client's `timeout`"),
  },
  {
    name: 'signal',
    type: 'AbortSignal',
    doc: 'Ends the call early.',
    default: words('none'),
  },
]

const ANY_NODE: OptionView = {
  name: 'node',
  type: 'string',
  doc: 'The one node to ask, by the name that `nodes` gives.',
  default: words('every node'),
}

const ROUTE: OptionView = {
  name: 'route',
  type: 'Key',
  doc: 'What places the key on a node in its stead.',
  default: words('the key'),
}

const PATIENCE: OptionView = {
  name: 'timeout',
  type: 'number',
  doc: 'Milliseconds for which a server may send no line while one is waited for, from 0 (any time) to 2147483647.',
  default: words("the client's `timeout`"),
}

const UNTIMED: OptionView = {
  name: 'timeout',
  type: 'number',
  doc: 'Not used: the server may be silent for any time.',
  default: words("the client's `timeout`"),
}

const LEAVING: OptionView = {
  name: 'signal',
  type: 'AbortSignal',
  doc: "Ends the stream, which rejects with the signal's reason.",
  default: words('none'),
}

const BIGINT: OptionView = {
  name: 'bigint',
  type: 'boolean',
  doc: 'Give numbers as bigint, so that those above 2^53 - 1 are exact.',
  default: code('false'),
}

const NODE: OptionView = {
  name: 'node',
  type: 'string',
  doc: 'The node to ask, by the name that `nodeFor` gives. Needed unless there is one server.',
  default: words('the only node'),
}

function view(option: Option, { flags, request }: Command): OptionView {
  const { name, field, role, letter } = option
  const flag = flags.find((one) => one.letter === letter)
  const doc = [
    field ? describe(field, option.doc) : option.doc,
    flag && combinations(flag),
    versions(option),
    letter && `On the wire: \`${letter}\`.`,
  ]
    .filter(Boolean)
    .join(' ')
  if (role === 'word') return { name, type: 'boolean', doc, default: code('false') }
  if (role === 'flags' || !field) {
    const stored = request.block ? "the serializer's choice" : 'not sent'
    return { name, type: 'number', doc, default: words(stored) }
  }
  const type =
    field.type.kind === 'enum' ? choiceText(field.type) : (sendingOf(field)?.takes ?? 'string')
  return { name, type, doc, default: preset(option.default) }
}

function preset(value: Literal | undefined): Preset {
  return value === undefined ? words('not sent') : code(literal(value))
}

function code(text: string): Preset {
  return { text, isCode: true }
}

function words(text: string): Preset {
  return { text, isCode: false }
}

/** What has to be there with a flag, and what cannot be. */
function combinations({ needs, excludes }: Flag): string {
  const names = (options: readonly string[]) => options.map((name) => `\`${name}\``)
  return [
    needs.length > 0 && `Only with ${list(names(needs), 'or')}.`,
    excludes.length > 0 && `Not with ${list(names(excludes), 'or')}.`,
  ]
    .filter(Boolean)
    .join(' ')
}

/** Which servers know it, in words. */
export function versions({ since, until }: { since?: string; until?: string }): string {
  const parts = [since && `Since server ${since}.`, until && `Until server ${until}.`]
  return parts.filter(Boolean).join(' ')
}

/** The interface of a command's options; undefined if it has only those of every call. */
export function optionsInterface(
  command: Command,
  imports: Imports,
): InterfaceDeclarationStructure | undefined {
  const options = optionsOf(command)
  if (options.length === 0) return undefined
  return {
    kind: StructureKind.Interface,
    isExported: true,
    name: optionsName(command),
    docs: [comment([`Options of \`${command.name}\`.`])],
    typeParameters: typeParameters(command).map(({ name, constraint }) => ({
      name,
      constraint,
      default: constraint,
    })),
    extends: [base(command, imports)],
    properties: options.map((option) => property(option, command, imports)),
  }
}

function property(
  { name, type, doc, default: value }: OptionView,
  command: Command,
  imports: Imports,
): PropertySignatureStructure {
  if (type === 'Exptime' || type === 'Cas') imports.type(RUNTIME, type)
  return {
    kind: StructureKind.PropertySignature,
    name,
    type: `${typeParameters(command).find((parameter) => parameter.option === name)?.name ?? type} | undefined`,
    hasQuestionToken: true,
    docs: [memberComment(doc, value.text)],
  }
}

/** On one line if it fits there: the text, then its default. */
function memberComment(doc: string, value: string): string {
  const texts = [doc, `@default ${value}`].filter((text) => text !== '')
  const short = comment([texts.join(' ')], 2)
  return short.startsWith('\n') ? comment(texts, 2) : short
}

/** A type parameter that an option decides. */
export interface OptionParameter {
  readonly name: string
  readonly option: string
  readonly constraint: string
}

/** The options that decide what a method gives. */
export function typeParameters(command: Command): OptionParameter[] {
  const { silence, result } = command
  const parameters: OptionParameter[] = []
  // What the options ask for is read off their whole type.
  if (isAsked(command)) return parameters
  if (silence) parameters.push({ name: 'Q', option: silence.option, constraint: 'boolean' })
  if (holds(result, 'uint64'))
    parameters.push({ name: 'B', option: 'bigint', constraint: 'boolean' })
  if (givesNodes(command))
    parameters.push({ name: 'S', option: 'node', constraint: 'string | undefined' })
  return parameters
}

/** Whether a method gives a reply for each node. */
export function givesNodes(command: Command): boolean {
  const { route, ending } = command
  return route === 'every' && ending === 'line' && !isStream(command)
}

/** The options of every call, on which a command's own are built. */
export function base(command: Command, imports: Imports): string {
  if (isStream(command)) return imports.type(RUNTIME, 'StreamOptions')
  if (command.route === 'every') {
    const name = imports.type(RUNTIME, 'NodeOptions')
    return givesNodes(command) ? `${name}<S>` : name
  }
  return imports.type(RUNTIME, command.route === 'key' ? 'KeyOptions' : 'CallOptions')
}
