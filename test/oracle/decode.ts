import type { Line, Pattern, ReplyLine, Spec } from '#codegen/ir.js'
import { blockAt, lineAt } from './cut.js'
import { isWanted, isWhole, letterName } from './flag.js'
import { type Fields, fieldsIn } from './form.js'
import { Harvest } from './harvest.js'
import { settleKnown } from './known.js'
import { drawn } from './picture.js'
import { beginsWithAny, compareLines } from './rank.js'
import { numberIn, utf8 } from './reading.js'
import type { Request, Serde } from './request.js'
import { Unsafe, type Verdict } from './verdict.js'

/** A line of a reply that was read with its block and the lines behind it. */
interface Taken {
  readonly line: ReplyLine
  readonly fields: Fields
  readonly next: number
}

/** What the bytes mean to a request. */
export function decode(spec: Spec, request: Request, serde: Serde, bytes: Buffer): Verdict {
  const harvest = new Harvest(request)
  const { answers } = harvest
  for (let at = 0; ; ) {
    const taken = take(spec, request, serde, bytes, at)
    if (typeof taken === 'string') return { kind: taken, answers }
    if (!request.command.items.includes(taken.line)) {
      return { ...endOf(spec, request, harvest, taken), answers }
    }
    harvest.add(taken.line, taken.fields)
    at = taken.next
  }
}

/** What the last line of a reply means. */
function endOf(
  spec: Spec,
  request: Request,
  harvest: Harvest,
  { line, fields, next: bytes }: Taken,
): Verdict {
  const { outcome, pattern } = line
  if (outcome.kind === 'throws') {
    const isBegun = harvest.size > 0 || request.keys.length > 1
    const closes = (isBegun && line.closes !== 'end') || doesClose(line, request)
    const text = wordsOf(pattern, fields, spec.errors.includes(line))
    return { kind: 'fails', error: outcome.error, text, bytes, closes }
  }
  const palette = { fields, items: harvest.value, request }
  const value = drawn(outcome.result, palette)
  const isTooLarge = value instanceof Unsafe || harvest.isTooLarge
  // A number that is too large is the caller's affair: the connection goes on.
  return isTooLarge
    ? { kind: 'fails', error: 'UnsafeIntegerError', text: '', bytes, closes: false }
    : { kind: 'gives', value, bytes }
}

const STRANGE = 'strange'

/** The first line says which alternative it is; what belongs to it has to follow. */
function take(
  spec: Spec,
  request: Request,
  serde: Serde,
  bytes: Buffer,
  from: number,
): Taken | 'waiting' | 'strange' {
  const first = lineAt(bytes, from)
  if (typeof first === 'string') return first
  const fit = narrowest(spec, request, first.part)
  if (!fit) return 'strange'
  const { line, fields } = fit
  const { block, more } = line.pattern
  let at = first.next
  if (block) {
    const cut = blockAt(bytes, at, Number(fields.get(block.length)))
    if (typeof cut === 'string') return cut
    if (block.body.kind === 'line') throw new Error('a block is one field')
    const body = bodyOf(block.body.type.kind, cut.part, fields, line.pattern, request, serde)
    if (body === STRANGE) return STRANGE
    fields.set(block.body.name, body)
    at = cut.next
  }
  for (const following of more) {
    const cut = lineAt(bytes, at)
    if (typeof cut === 'string') return cut
    const found = fieldsIn(following, cut.part, request)
    if (!found) return 'strange'
    for (const [name, value] of found) fields.set(name, value)
    at = cut.next
  }
  return { line, fields, next: at }
}

/** Of the lines that fit, the narrowest: errors come behind the command's own lines, but before any that begin with any word. */
function narrowest(
  spec: Spec,
  request: Request,
  text: string,
): { line: ReplyLine; fields: Fields } | undefined {
  const { items, reply } = request.command
  const own = [...items, ...reply].filter((line) => isWanted(request, line))
  const isLoose = ({ pattern }: ReplyLine) => beginsWithAny(pattern.line)
  const groups = [own.filter((line) => !isLoose(line)), spec.errors, own.filter(isLoose)]
  for (const group of groups) {
    const [fit] = group
      .map((line) => ({ line, fields: fieldsIn(line.pattern.line, text, request) }))
      .filter(({ line, fields }) => fields && isWhole(request, line, fields))
      .sort((a, b) => compareLines(a.line.pattern.line, b.line.pattern.line))
    if (!fit?.fields) continue
    settleKnown(fit.line, fit.fields)
    return { line: fit.line, fields: fit.fields }
  }
  return undefined
}

function bodyOf(
  kind: string,
  block: Buffer,
  fields: Fields,
  { line }: Pattern,
  { command }: Request,
  serde: Serde,
): unknown {
  if (kind === 'bytes') return block
  if (kind === 'text') return block.toString('utf8')
  if (kind === 'uint64') return numberIn(block) ?? STRANGE
  const field = fieldsOf(line).find(({ type }) => type.kind === 'flags')
  const flag = command.flags.find(({ gives }) => gives?.type.kind === 'flags')
  const name = field?.name ?? (flag && letterName(flag.letter))
  return serde.deserialize(block, Number(name === undefined ? 0 : (fields.get(name) ?? 0)))
}

function doesClose({ closes }: ReplyLine, { block }: Request): boolean {
  return closes === 'always' || (closes === 'block' && block !== undefined)
}

/** The server's own text: a field that holds it, else the words behind the first; that one only if the line is the command's. */
function wordsOf({ line, more }: Pattern, fields: Fields, isCommon: boolean): string {
  const all = [line, ...more].flatMap(fieldsOf)
  const field = ['text', 'token']
    .map((kind) => all.find(({ type }) => type.kind === kind))
    .find(Boolean)
  if (field) return String(fields.get(field.name) ?? '')
  const [head, ...others] = line.tokens.map((token) =>
    token.kind === 'token' && token.parts[0]?.kind === 'text' ? utf8(token.parts[0].text) : '',
  )
  return others.join(' ') || (isCommon ? '' : (head ?? ''))
}

function fieldsOf({ tokens }: Line) {
  return tokens
    .flatMap((token) => (token.kind === 'optional' ? token.tokens : [token]))
    .flatMap((token) => (token.kind === 'token' ? token.parts : []))
    .filter((part) => part.kind === 'field')
}
