import type { Command, Field, Param, Spec } from '#codegen/ir.js'
import { encodedKey, isAsked, Refused, written, writtenBytes, writtenKey } from './argument.js'
import { lineOf } from './encode.js'
import type { Request, Serde } from './request.js'

/** A call of a method: its arguments, and the options if there are any. */
export interface Call {
  readonly method: string
  readonly args: readonly unknown[]
  readonly options?: Readonly<Record<string, unknown>>
}

/** What a call asks of the server, one request behind the other. */
export interface Plan {
  readonly command: Command
  /** Whether it is the method for many keys. */
  readonly isMany: boolean
  /** The caller's own keys. */
  readonly keys: readonly unknown[]
  /** For many keys on a line: one request with all of them, to be cut where the line is full. */
  readonly requests: readonly Request[]
}

/** @throws Refused if an argument is not what the spec says */
export function planOf(spec: Spec, call: Call, serde: Serde): Plan {
  const command = spec.commands.find(({ name, many }) => [name, many?.name].includes(call.method))
  if (!command) throw new Error(`no method ${call.method}`)
  const isMany = command.many?.name === call.method
  const { options = {} } = call
  const pairs = pairsOf(command, isMany, call.args)
  const keys = pairs.map(([key]) => key)
  const letters = lettersOf(command, options)
  const isEncoded = command.flags.some((flag) => flag.encodesKey && letters.has(flag.letter))
  const wireKeys = keys.map(isEncoded ? encodedKey : writtenKey)
  for (const key of wireKeys) checkLast(command, key)
  checkNames(command, options)
  const common = {
    command,
    fields: fieldsOf(command, fieldArguments(command, isMany, call.args), options),
    letters,
    silent: isSilent(command, options),
    bigint: isAsked(options['bigint']),
  }
  const one = (
    wire: readonly string[],
    own: readonly unknown[],
    block: unknown = undefined,
  ): Request => ({
    ...common,
    keys: wire,
    own,
    ...(rowOf(command, common.fields) ?? blockOf(command, block, serde)),
  })
  const isLine = command.params.some(({ role }) => role === 'keys')
  const requests = isLine
    ? keys.length > 0
      ? [one(wireKeys, keys)]
      : []
    : hasKey(command)
      ? wireKeys.map((key, i) => one([key], [keys[i]], pairs[i]?.[1]))
      : [one([], [])]
  for (const request of requests) checkLines(request)
  return { command, isMany, keys, requests }
}

function hasKey({ params }: Command): boolean {
  return params.some(({ role }) => role === 'key' || role === 'keys')
}

function roleOf(command: Command, wanted: Param['role']): Field | undefined {
  return command.params.find(({ role }) => role === wanted)?.field
}

/** No line is longer than servers take; keys that share one may each have their own. */
function checkLines(request: Request): void {
  const { command, keys } = request
  const lines = keys.length > 1 ? keys.map((key) => ({ ...request, keys: [key] })) : [request]
  if (lines.some((line) => lineOf(line).length > command.line)) throw new Refused('a short line')
}

/** Keys with their blocks. */
function pairsOf(
  command: Command,
  isMany: boolean,
  [first, second]: readonly unknown[],
): (readonly [unknown, unknown?])[] {
  if (!hasKey(command)) return []
  if (!isMany) return [[first, second]]
  if (command.many?.takes === 'keys') return (first as unknown[]).map((key) => [key])
  return [...(first as Map<unknown, unknown>)]
}

/** The arguments behind key and block. */
function fieldArguments(
  { params }: Command,
  isMany: boolean,
  args: readonly unknown[],
): readonly unknown[] {
  const leading = params.filter(({ role }) => role !== 'field').length
  return args.slice(isMany ? 1 : leading)
}

function fieldsOf(
  command: Command,
  args: readonly unknown[],
  options: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  const required = command.params.filter(({ role }) => role === 'field')
  for (const [i, { field }] of required.entries()) fields.set(field.name, written(args[i], field))
  for (const { role, name, field, letter, default: preset } of command.options) {
    if (letter !== undefined) continue
    const value = options[name] === undefined ? preset : options[name]
    if (role === 'word' && isAsked(value)) fields.set(name, name)
    else if (field && value !== undefined) fields.set(name, written(value, field))
  }
  for (const token of command.request.line.tokens) {
    for (const part of token.kind === 'token' ? token.parts : []) {
      const fixed = part.kind === 'field' ? command.always[part.name] : undefined
      if (part.kind === 'field' && fixed !== undefined) fields.set(part.name, written(fixed, part))
    }
  }
  return fields
}

/** What stands behind the letters of the flags that are given. @throws Refused */
function lettersOf(
  { flags }: Command,
  options: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, string> {
  const letters = new Map<string, string>()
  const given = new Set<string>()
  for (const { letter, name, takes, unasked } of flags) {
    const value = options[name]
    if (unasked || (takes ? value === undefined : !isAsked(value))) continue
    letters.set(letter, takes ? written(value, takes) : '')
    given.add(name)
  }
  for (const { letter, name, needs, excludes } of flags) {
    if (!letters.has(letter)) continue
    const isAlone = needs.length > 0 && !needs.some((other) => given.has(other))
    if (isAlone || excludes.some((other) => given.has(other)))
      throw new Refused(`${name} with what belongs to it`)
  }
  return letters
}

function isSilent({ silence, ending }: Command, options: Readonly<Record<string, unknown>>) {
  if (!silence) return ending === 'none'
  return isAsked(options[silence.option], silence.default)
}

/** A block that is a row of words and fields. */
function rowOf(
  { request: { block } }: Command,
  fields: ReadonlyMap<string, string>,
): Pick<Request, 'block' | 'flags'> | undefined {
  if (block?.body.kind !== 'line') return undefined
  const words = block.body.tokens.flatMap((token) => {
    return token.kind === 'token'
      ? token.parts.map((part) => (part.kind === 'text' ? part.text : fields.get(part.name)))
      : []
  })
  return { block: Buffer.from(words.join(' '), 'latin1'), flags: 0 }
}

function blockOf(command: Command, block: unknown, serde: Serde): Pick<Request, 'block' | 'flags'> {
  const field = roleOf(command, 'block')
  if (!field) return { block: undefined, flags: 0 }
  if (field.type.kind === 'bytes') return { block: writtenBytes(block), flags: 0 }
  const { data, flags } = serde.serialize(block)
  return { block: writtenBytes(data), flags }
}

/** A server takes the last token of a line for the word that silences the command. */
function checkLast({ request: { line }, silence }: Command, key: string): void {
  if (key !== silence?.option) return
  const before = line.tokens.at(-2)
  const part = before?.kind === 'token' ? before.parts[0] : undefined
  if (part?.kind === 'field' && part.type.kind === 'key')
    throw new Refused('a key that is the word')
}

function checkNames(command: Command, options: Readonly<Record<string, unknown>>): void {
  const names = [...command.options.map(({ name }) => name), command.silence?.option, 'bigint']
  for (const name of Object.keys(options)) {
    if (!names.includes(name)) throw new Refused(`an option ${name}`)
  }
}
