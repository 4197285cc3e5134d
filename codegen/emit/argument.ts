import type { Command, Field, Literal, Option, Param, Pattern, Token } from '../ir.js'
import { allFields, fieldsOf, wordOf } from '../resolve/lines.js'
import { type Sending, sendingOf } from './scalar.js'

/** An argument that generated code checks and writes: all but key and block. */
export type Argument = Word | Value

/** An option that is a bare word of the line. */
interface Word {
  readonly kind: 'word'
  readonly name: string
}

interface Value {
  readonly kind: 'value'
  readonly name: string
  readonly field: Field
  readonly sending: Sending
  readonly place: 'param' | 'option'
  readonly default: Literal | undefined
}

/** The arguments of a command in the order of its line. */
export function argumentsOf({ params, options, request, flags }: Command): Argument[] {
  const given = [...params.flatMap(parameter), ...options.flatMap(option)]
  const order = [
    ...wordsAndFields(request.line.tokens.filter((token) => !isKey(token))),
    ...flags.map(({ name }) => name),
    ...allFields(request).map(({ name }) => name),
  ]
  return given.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name))
}

function isKey(token: Token): boolean {
  return fieldsOf([token]).some(({ type }) => type.kind === 'key')
}

/** The block of a request. */
export function blockOf({ block }: Pattern): Field | undefined {
  return block?.body.kind === 'field' ? block.body : undefined
}

function parameter({ role, field }: Param): Argument[] {
  const sending = sendingOf(field)
  if (role !== 'field' || !sending) return []
  return [{ kind: 'value', name: field.name, field, sending, place: 'param', default: undefined }]
}

function option({ role, name, field, default: preset }: Option): Argument[] {
  if (role === 'word') return [{ kind: 'word', name }]
  const sending = field && sendingOf(field)
  if (!sending) return []
  return [{ kind: 'value', name, field, sending, place: 'option', default: preset }]
}

function wordsAndFields(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token) => {
    const [inner] = token.kind === 'optional' ? token.tokens : []
    return wordOf(inner) ?? fieldsOf([token]).map(({ name }) => name)
  })
}

/** Whether the request goes without it unless the call gives it. */
export function mayLack(argument: Argument): boolean {
  return argument.kind === 'value' && argument.place === 'option' && argument.default === undefined
}
