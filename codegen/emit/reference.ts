import type { Command, ReplyLine, Spec } from '../ir.js'
import { capitalized } from '../naming.js'
import { render } from '../render.js'
import { isStream } from '../stream.js'
import type { Context } from './context.js'
import { Imports } from './imports.js'
import { knownText, knownType, namesOf } from './known.js'
import { optionsOf, presetText, versions } from './options.js'
import { lineText, picture } from './picture.js'
import { describe } from './range.js'
import { returnsText } from './returns.js'
import { argumentType, type Signature, signaturesOf } from './signature.js'
import { exampleView } from './transcript.js'
import { interfaceName, type Place } from './type.js'
import { usageLines } from './usage.js'

/** The reference of all commands in Markdown, grouped by the files of the spec. */
export function referenceText(context: Context, header: string): string {
  const { spec, emitted } = context
  const files = [...new Set(emitted.map(({ at }) => at.file))]
  const groups = files.map((file) => {
    const title = `${capitalized(file.replace(/^.*[\\/]/, '').replace(/\.\w+$/, ''))} commands`
    const commands = emitted.filter(({ at }) => at.file === file)
    return {
      title,
      anchor: anchor(title),
      overview: commands.map(overviewRow),
      commands: commands.map((command) => commandView(command, context)),
    }
  })
  const errors = spec.errors.map((line) => ({
    line: code(lineText(line)),
    meaning: errorText(line),
  }))
  const { client, server } = spec
  const page = { header, client, server, extends: spec.extends.length > 0, groups, errors }
  return `${render('reference', page)}\n`
}

function overviewRow(command: Command): object {
  const { name, many, usage, summary, deprecated, effect } = command
  const [line = ''] = usageLines(usage)
  const link = `[\`${name}\`](#${anchor(name)})`
  const others = many ? `, \`${many.name}\`` : effect === 'session' ? ' (no method)' : ''
  return {
    method: link + others,
    wire: code(line),
    summary: cell(deprecated === undefined ? summary : `Deprecated. ${summary}`),
    servers: serversText(command),
  }
}

function serversText({ since, until }: Command): string {
  if (until === undefined) return since === undefined ? 'all' : `from ${since}`
  return since === undefined ? `to ${until}` : `${since} to ${until}`
}

function anchor(title: string): string {
  return title.toLowerCase().replaceAll(' ', '-')
}

function commandView(command: Command, { spec }: Context): object {
  const signatures = signaturesOf(command, new Imports())
  return {
    name: command.name,
    summary: command.summary,
    doc: command.doc?.trim() ?? false,
    deprecated: command.deprecated ?? false,
    signatures: signatures.map(signatureText),
    many: command.many ? `\`${command.many.name}\` gives: ${returnsText(command, true)}` : false,
    returns: returnsText(command, false),
    usage: usageLines(command.usage),
    args: argumentRows(command),
    replies: replyRows(command),
    names: namesOf(command).map((type) => ({
      title: interfaceName(type),
      rows: type.known.map((field) => ({
        name: code(field.name),
        type: code(knownType(field, METHOD, new Imports())),
        meaning: cell(knownText(field)),
      })),
    })),
    facts: factsText(command, spec),
    examples: command.examples.map((example) => exampleView(example, command, spec)),
  }
}

function signatureText({ name, typeParameters, params, returnType }: Signature): string {
  const generics = typeParameters.map((one) =>
    `${one.isConst ? `const` : ''} ${one.name} extends ${one.constraint} = ${one.default}`.trimStart(),
  )
  const texts = params.map(
    (param) => `${param.name}${param.hasQuestionToken ? '?' : ''}: ${param.type}`,
  )
  const head = generics.length === 0 ? name : `${name}<${generics.join(', ')}>`
  const line = `${head}(${texts.join(', ')}): ${returnType}`
  if (line.length <= 100) return line
  return `${head}(\n${texts.map((text) => `  ${text},\n`).join('')}): ${returnType}`
}

const METHOD: Place = { value: 'V', uint64: 'Uint64<B>' }

interface Row {
  readonly name: string
  readonly type: string
  readonly default: string
  readonly meaning: string
}

function argumentRows(command: Command): Row[] {
  const params = command.params.map(({ role, field }) => ({
    name: code(field.name),
    type: code(
      role === 'field' ? argumentType(field, new Imports()) : (BLOCKS[field.type.kind] ?? 'string'),
    ),
    default: 'required',
    meaning: cell(describe(field)),
  }))
  const options = optionsOf(command).map(({ name, type, doc, default: value }) => ({
    name: code(`options.${name}`),
    type: code(type),
    default: presetText(value),
    meaning: cell(doc),
  }))
  return [...params, ...options]
}

const BLOCKS: Readonly<Record<string, string>> = {
  key: 'Key',
  value: 'V',
  bytes: 'string | Uint8Array',
}

function replyRows(command: Command): { line: string; meaning: string }[] {
  const items = command.items.map((line) => ({
    line: `${code(lineText(line))}, any number of times`,
    meaning: isStream(command) ? itemText(line) : replyText(line),
  }))
  const replies = command.reply.map((line) => ({
    line: code(lineText(line)),
    meaning: replyText(line),
  }))
  if (command.ending === 'close')
    replies.push({ line: 'the end of the connection', meaning: 'nothing' })
  if (command.ending === 'none') replies.push({ line: 'none', meaning: 'nothing' })
  return [...items, ...replies]
}

function replyText(line: ReplyLine): string {
  const { outcome, doc } = line
  if (outcome.kind === 'throws') return errorText(line)
  const what =
    outcome.result.kind === 'items'
      ? 'what the lines before it gave'
      : code(picture(outcome.result))
  return [[what, doc && cell(doc)].filter(Boolean).join('. '), versions(line)]
    .filter(Boolean)
    .join(doc ? ' ' : '. ')
}

/** What a line of a stream adds to it. */
function itemText(line: ReplyLine): string {
  const { outcome, doc } = line
  const result = outcome.kind === 'returns' ? outcome.result : undefined
  if (result?.kind === 'element') return code(picture(result.of))
  return ['nothing.', doc && cell(doc), versions(line)].filter(Boolean).join(' ')
}

function errorText(line: ReplyLine): string {
  const { outcome, closes, doc } = line
  const error = outcome.kind === 'throws' ? `rejects with \`${outcome.error}\`.` : ''
  const parts = [error, doc && cell(doc), CLOSES[closes], versions(line)]
  return parts.filter(Boolean).join(' ')
}

const CLOSES = {
  never: '',
  block: 'The connection is closed if the request had a data block.',
  always: 'The connection is closed.',
  end: 'The reply ends with it wherever it comes.',
} as const

const ROUTES = {
  key: 'Goes to the node of its key.',
  every: 'Goes to every node, or to the one that `node` names.',
  any: 'Goes to any one node.',
  one: 'Goes to the node that `node` names.',
} as const

const EFFECTS = {
  read: 'Reads only: repeated after a lost connection.',
  idempotent: 'Harmless to repeat: repeated after a lost connection.',
  write: 'Never repeated after a lost connection.',
  session: 'No method: the client sends it by itself on every new connection.',
} as const

const CONNECTIONS = {
  shared: '',
  own: 'Has a connection for itself.',
  stream: 'Has a connection for itself; one that breaks off fails, and is not repeated.',
} as const

function factsText(command: Command, { dialects }: Spec): string {
  const route = command.effect === 'session' ? '' : ROUTES[command.route]
  const strangers = dialects.filter(({ lacks }) => lacks.includes(command.name))
  const unknown = strangers.map(({ name }) => `Not sent to ${name}.`).join(' ')
  const effect = isStream(command) ? '' : EFFECTS[command.effect]
  return [route, effect, CONNECTIONS[command.connection], versions(command), unknown]
    .filter(Boolean)
    .join(' ')
}

function code(text: string): string {
  return `\`${cell(text)}\``
}

/** A vertical bar would end a table's cell. */
function cell(text: string): string {
  return text
    .trim()
    .replaceAll('|', '\\|')
    .replaceAll(/\s*\n\s*/g, ' ')
}
