import type { Command, Field, Line, Token } from '../ir.js'
import { isRest } from '../narrow.js'
import { fieldsOf, wordOf } from '../resolve/lines.js'
import type { Subject } from './subject.js'

/** The server finds the command by the first word. */
export function requestBegins({ report }: Subject, { request }: Command): void {
  const [token] = request.line.tokens
  if (token && wordOf(token) === undefined)
    report.add(token.at, 'a request begins with a word', 'put the name of the command first')
}

/** What may be left out comes last, or nobody could tell what is missing. */
export function optionalLast({ report }: Subject, { request }: Command): void {
  const { tokens } = request.line
  const last = tokens.findLastIndex((token) => token.kind !== 'optional')
  for (const token of tokens.slice(0, last)) {
    if (token.kind === 'optional')
      report.add(token.at, 'tokens in [ ] come last', 'move it to the end of the line')
  }
}

/** One optional token at a time is left out without a doubt about the others. */
export function optionalIsClear({ report }: Subject, { request, options }: Command): void {
  let open: Field | undefined
  for (const token of request.line.tokens) {
    if (token.kind !== 'optional') continue
    if (token.tokens.length > 1) {
      report.add(token.at, 'two tokens in one pair of brackets', 'put each in brackets of its own')
      continue
    }
    const [field] = fieldsOf(token.tokens)
    if (!field) continue
    if (open) {
      report.add(
        token.at,
        `without <${open.name}> the server would take <${field.name}> for it`,
        `give <${open.name}> a default`,
      )
    } else if (options.find(({ name }) => name === field.name)?.default === undefined) open = field
  }
}

/** What comes any number of times ends the line; what may be left out would follow it. */
export function repeatLast({ report }: Subject, { request }: Command): void {
  const { tokens } = request.line
  const index = tokens.findIndex(({ kind }) => kind === 'repeat' || kind === 'flags')
  const token = tokens[index]
  if (token && index < tokens.length - 1) {
    report.add(token.at, 'what comes more than once is the last of its line', 'move it to the end')
  }
}

/** A text runs to the end of its line. */
export function textLast({ report }: Subject, { request, items, reply }: Command): void {
  const patterns = [request, ...[...items, ...reply].map(({ pattern }) => pattern)]
  const lines = patterns.flatMap(({ line, block, more }): Line[] => {
    return [line, ...(block?.body.kind === 'line' ? [block.body] : []), ...more]
  })
  for (const { tokens } of lines) {
    for (const field of texts(tokens)) {
      if (field === lastField(tokens)) continue
      report.add(
        field.at,
        `<${field.name}> is the rest of the line, so it comes last`,
        'move it to the end, or give it the type token',
      )
    }
  }
}

function texts(tokens: readonly Token[]): Field[] {
  return fieldsOf(tokens).filter(({ type }) => isRest(type.kind))
}

function lastField(tokens: readonly Token[]): Field | undefined {
  const last = tokens.at(-1)
  if (last?.kind === 'optional') return lastField(last.tokens)
  if (last?.kind !== 'token') return undefined
  const part = last.parts.at(-1)
  return part?.kind === 'field' ? part : undefined
}
