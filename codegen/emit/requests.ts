import {
  type FunctionDeclarationStructure,
  type StatementStructures,
  StructureKind,
} from 'ts-morph'
import type { Command } from '../ir.js'
import { capitalized } from '../naming.js'
import { render } from '../render.js'
import { argumentsOf } from './argument.js'
import { comment } from './comment.js'
import { type Context, moduleOf } from './context.js'
import { type Imports, RUNTIME } from './imports.js'
import { quoted } from './literal.js'
import { optionsName } from './names.js'
import { optionsOf } from './options.js'
import { leadingWords, requestBody } from './request.js'
import { choiceText } from './type.js'
import { usageText } from './usage.js'

/** Reads requests: the server's side of the wire, and the judge of what a client can send. */
export function requestsStatements(context: Context, imports: Imports): StatementStructures[] {
  const { commands } = context.spec
  const [first, usual] = [commands.filter(isFirst), commands.filter((one) => !isFirst(one))]
  const members = commands.map((command) => `\n  | ${receivedType(command, context, imports)}`)
  return [
    {
      kind: StructureKind.TypeAlias,
      isExported: true,
      name: 'AnyReceived',
      docs: [comment(['A request of one of the commands.'])],
      type: members.join(''),
    },
    dispatch('readRequest', usual, imports, [
      'Reads one request. Undefined if not all of it has come, or if `reader.refused` says what is wrong with it.',
    ]),
    ...(first.length > 0
      ? [
          dispatch('readSession', first, imports, [
            'The same on a connection whose client has to say first who it is.',
          ]),
        ]
      : []),
    ...commands.map((command) => reading(command, context, imports)),
  ]
}

/** What the client sends once on a new connection stands apart: it may look like another command. */
function isFirst({ effect }: Command): boolean {
  return effect === 'session'
}

function receivedType(command: Command, context: Context, imports: Imports): string {
  const args = argumentsOf(command).flatMap((argument) => {
    if (argument.kind === 'word' || argument.place === 'option') return []
    const { name, field, sending } = argument
    if (sending.takes === 'Exptime' || sending.takes === 'Cas') imports.type(RUNTIME, sending.takes)
    const type = field.type.kind === 'enum' ? choiceText(field.type) : sending.takes
    return [`${name}: ${type}`]
  })
  const options = optionsType(command, context, imports)
  const rest = options === undefined ? [] : [options]
  const terms = [quoted(command.name), `[${args.join(', ')}]`, ...rest].join(', ')
  return `${imports.type(RUNTIME, 'Received')}<${terms}>`
}

function optionsType(command: Command, context: Context, imports: Imports): string | undefined {
  if (optionsOf(command).length === 0) return undefined
  return imports.type(moduleOf(command, context), optionsName(command))
}

function reading(
  command: Command,
  context: Context,
  imports: Imports,
): FunctionDeclarationStructure {
  return {
    kind: StructureKind.Function,
    name: readingName(command),
    docs: [comment([usageText(command)])],
    parameters: [{ name: 'reader', type: imports.type(RUNTIME, 'RequestWords') }],
    returnType: 'AnyReceived | undefined',
    statements: requestBody(command, optionsType(command, context, imports)),
  }
}

function readingName({ name }: Command): string {
  return `read${capitalized(name)}`
}

function dispatch(
  name: string,
  commands: readonly Command[],
  imports: Imports,
  docs: string[],
): FunctionDeclarationStructure {
  const verbs = new Set(commands.map((command) => wordsOf(command)[0] ?? ''))
  const statements = render('requests', {
    verbs: [...verbs].map((verb) => {
      const own = commands.filter((command) => wordsOf(command)[0] === verb)
      const choices = choicesOf(own)
      return { verb: quoted(verb), choices, open: choices.at(-1)?.words !== false }
    }),
  })
  return {
    kind: StructureKind.Function,
    isExported: true,
    name,
    docs: [comment(docs)],
    parameters: [{ name: 'reader', type: imports.type(RUNTIME, 'RequestWords') }],
    returnType: 'AnyReceived | undefined',
    statements,
  }
}

interface Choice {
  /** The words behind the first. */
  readonly words: string | false
  readonly reading: string
}

/** The longest leading words first; commands with the same words are tried one after another, those of the spec itself first. */
function choicesOf(commands: readonly Command[]): Choice[] {
  const groups = new Map<string, Command[]>()
  for (const command of commands) {
    const words = wordsOf(command).slice(1).join(' ')
    groups.set(words, [...(groups.get(words) ?? []), command])
  }
  return [...groups]
    .sort(([a], [b]) => b.length - a.length)
    .map(([words, group]) => ({ words: words !== '' && quoted(words), reading: readingOf(group) }))
}

function readingOf(group: readonly Command[]): string {
  const names = [...group].sort((a, b) => Number(b.own) - Number(a.own)).map(readingName)
  return names.length > 1 ? `reader.first(${names.join(', ')})` : `${names.join('')}(reader)`
}

function wordsOf({ request }: Command): string[] {
  return leadingWords(request.line.tokens)
}
