import type { CommandPart, Part } from '../draft.js'
import type { Command, Effect, Example, Flag, Many, Pattern, ReplyLine } from '../ir.js'
import { manyOf } from '../naming.js'
import { entriesOf, get, itemsOf, type MapNode, scalarOf, textOf } from '../node.js'
import { parsePattern, type RawPattern } from '../pattern.js'
import type { Report } from '../problem.js'
import { exampleOf } from './example.js'
import { FlagReader } from './flag.js'
import { bodyFields, fieldsOf, resolvePattern, wordOf } from './lines.js'
import { type Meaning, meaningOf } from './meaning.js'
import { containerOf, replyLine } from './outcome.js'
import { quietlyOf } from './quietly.js'
import { Scope } from './scope.js'
import { SignatureBuilder } from './signature.js'
import { resultType } from './type.js'

/** The nodes that commands and examples were made of, for checks that point into them. */
export type Origins = Map<Command | Example, MapNode>

/** Looks up all names of a command and fills in its defaults; undefined if a problem was reported. */
export class CommandResolver {
  readonly #vocabulary: ReadonlyMap<string, Meaning>
  readonly #flags: ReadonlyMap<string, Part>
  readonly #report: Report
  readonly #origins: Origins

  constructor(
    vocabulary: ReadonlyMap<string, Meaning>,
    flags: ReadonlyMap<string, Part>,
    report: Report,
    origins: Origins,
  ) {
    this.#vocabulary = vocabulary
    this.#flags = flags
    this.#report = report
    this.#origins = origins
  }

  resolve(part: CommandPart): Command | undefined {
    const report = this.#report
    const before = report.size
    const { node } = part
    const reader = new FlagReader(this.#flags, report)
    const flags = reader.read(entriesOf(node, 'flags'))
    const scope = new Scope(this.#ownFields(part), this.#vocabulary, flags, report)
    const request = this.#request(node, scope)
    const items = this.#lines(node, 'items', scope)
    const reply = this.#lines(node, 'reply', scope)
    const examples = this.#examples(node)
    const signature =
      request && new SignatureBuilder(node, request.pattern, flags, scope, report).build()
    for (const { name, at } of scope.unused) {
      report.add(at, `no line of ${part.name} names <${name}> or [${name}]`, 'leave it away')
    }
    if (!signature || !node.sound || !scope.sound || report.size > before) return undefined
    const { pattern, raw } = request
    const ending = textOf(node, 'reply')
    const isKeyed = fieldsOf(pattern.line.tokens).some(({ type }) => type.kind === 'key')
    const collects = containerOf(items, isKeyed)
    const shape = {
      items,
      reply,
      ending: ending === 'close' || ending === 'none' ? ending : 'line',
      ...(collects && { collects }),
      connection: connectionOf(node),
    } as const
    const result = resultType({ name: part.name, ...shape })
    const many = manyFor(part.name, node, pattern, result)
    const quietly = quietlyOf(node)
    const command: Command = {
      name: part.name,
      file: part.name,
      own: !(part.published && scope.published && reader.published),
      at: part.key.at,
      ...texts(node),
      operation: operationOf(pattern),
      request: pattern,
      usage: raw.text,
      ...signature,
      flags: withSerializer(flags, reply),
      ...(quietly && { quietly }),
      ...shape,
      result,
      ...(many && { many }),
      route: isKeyed ? 'key' : routeOf(part),
      effect: (textOf(node, 'effect') ?? 'write') as Effect,
      wait: waitOf(node),
      line: Number(scalarOf(node, 'line')?.value ?? part.line?.value),
      examples,
    }
    this.#origins.set(command, node)
    return command
  }

  #ownFields({ node, published }: CommandPart): Map<string, Meaning> {
    const own = new Map<string, Meaning>()
    for (const { key, value } of entriesOf(node, 'fields')) {
      own.set(key.text, meaningOf(key, value as MapNode, published, this.#report))
    }
    return own
  }

  #request(
    node: MapNode,
    scope: Scope,
  ): { readonly raw: RawPattern; readonly pattern: Pattern } | undefined {
    const scalar = scalarOf(node, 'request')
    const raw = scalar && parsePattern(scalar, this.#report)
    const pattern = raw && resolvePattern(raw, scope)
    return raw && pattern && { raw, pattern }
  }

  #lines(node: MapNode, key: 'items' | 'reply', scope: Scope): ReplyLine[] {
    return entriesOf(node, key).flatMap((entry) => replyLine(entry, scope, this.#report) ?? [])
  }

  #examples(node: MapNode): Example[] {
    return itemsOf(node, 'examples').flatMap((item) => {
      const example = item.kind === 'map' ? exampleOf(item, this.#report) : undefined
      if (!example) return []
      this.#origins.set(example, item as MapNode)
      return [example]
    })
  }
}

/** Who asks for a value asks for the number that the serializer stored beside it. */
function withSerializer(flags: readonly Flag[], reply: readonly ReplyLine[]): Flag[] {
  const values = reply.flatMap(({ pattern }) =>
    bodyFields(pattern).filter(({ type }) => type.kind === 'value'),
  )
  const sentWith = flags.find(({ name }) => values.some((value) => value.name === name))?.name
  return flags.map((flag) =>
    sentWith !== undefined && flag.gives?.type.kind === 'flags' ? { ...flag, sentWith } : flag,
  )
}

function texts(node: MapNode): Pick<Command, 'summary' | 'doc' | 'since' | 'until' | 'deprecated'> {
  const optional = (['doc', 'since', 'until', 'deprecated'] as const).flatMap((key) => {
    const text = textOf(node, key)?.trim()
    return text === undefined ? [] : [[key, text] as const]
  })
  return { summary: textOf(node, 'summary')?.trim() ?? '', ...Object.fromEntries(optional) }
}

/** The request's leading words. */
function operationOf({ line }: Pattern): string {
  const words = line.tokens.map(wordOf)
  const end = words.indexOf(undefined)
  return words.slice(0, end < 0 ? words.length : end).join(' ')
}

/** A command without a key goes where it or its file says; `any` stands for what a check refuses. */
function routeOf({ node, route }: CommandPart): Command['route'] {
  return (textOf(node, 'route') ?? route?.text ?? 'any') as Command['route']
}

function connectionOf(node: MapNode): Command['connection'] {
  return (textOf(node, 'connection') ?? 'shared') as Command['connection']
}

function waitOf(node: MapNode): Command['wait'] {
  const wait = textOf(node, 'wait')
  if (wait === undefined) return 'none'
  return wait === 'forever' ? 'forever' : { field: wait.slice(1, -1) }
}

function manyFor(
  name: string,
  node: MapNode,
  request: Pattern,
  result: Command['result'],
): Many | undefined {
  if (!get(node, 'many')) return undefined
  const isTruth =
    result.kind === 'boolean' || (result.kind === 'literal' && typeof result.value === 'boolean')
  return {
    name: manyOf(name),
    takes: request.block ? 'entries' : 'keys',
    gives: isTruth ? 'refused' : 'map',
  }
}
