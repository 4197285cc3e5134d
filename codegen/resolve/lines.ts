import type { Block, Field, Line, Part, Pattern, Token } from '../ir.js'
import type { RawLine, RawPattern, RawToken } from '../pattern.js'
import type { Scope } from './scope.js'

/** Looks up the names of a pattern; undefined if a problem was reported. */
export function resolvePattern(raw: RawPattern, scope: Scope): Pattern | undefined {
  const lines = raw.lines.map((line) => resolveLine(line, scope))
  if (lines.some((line) => line === undefined)) return undefined
  const [line, ...others] = lines as [Line, ...Line[]]
  const length = fieldsOf(line.tokens).find(({ type }) => type.kind === 'length')
  const [body, ...behind] = others
  if (!length || !body) return { line, more: others, at: raw.at }
  return { line, block: blockOf(length, body), more: behind, at: raw.at }
}

function blockOf(length: Field, body: Line): Block {
  const [token] = body.tokens
  const only =
    body.tokens.length === 1 && token?.kind === 'token' && token.parts.length === 1
      ? token.parts[0]
      : undefined
  return { length: length.name, body: only?.kind === 'field' ? only : body }
}

function resolveLine({ tokens, at }: RawLine, scope: Scope): Line | undefined {
  const resolved = tokens.map((token) => resolveToken(token, scope))
  if (resolved.some((token) => token === undefined)) return undefined
  return { kind: 'line', tokens: resolved as Token[], at }
}

function resolveToken(token: RawToken, scope: Scope): Token | undefined {
  switch (token.kind) {
    case 'repeat': {
      const field = scope.field(token.field)
      return field && { kind: 'repeat', field, least: 1, at: token.at }
    }
    case 'flags': {
      const letters = scope.letters(token.letters, token.at)
      return letters && { kind: 'flags', letters, at: token.at }
    }
    case 'optional': {
      const tokens = token.tokens.map((inner) => resolveToken(inner, scope))
      if (tokens.some((inner) => inner === undefined)) return undefined
      return { kind: 'optional', tokens: tokens as Token[], at: token.at }
    }
    case 'token': {
      const parts = token.parts.map((part): Part | undefined =>
        part.kind === 'text' ? part : scope.field(part),
      )
      if (parts.some((part) => part === undefined)) return undefined
      return { kind: 'token', parts: parts as Part[], at: token.at }
    }
  }
}

/** All fields of some tokens, in their order. */
export function fieldsOf(tokens: readonly Token[]): Field[] {
  return tokens.flatMap((token) => {
    if (token.kind === 'repeat') return [token.field]
    if (token.kind === 'flags') return []
    if (token.kind === 'optional') return fieldsOf(token.tokens)
    return token.parts.filter((part) => part.kind === 'field')
  })
}

/** The text of a token that is a plain word. */
export function wordOf(token: Token | undefined): string | undefined {
  if (token?.kind !== 'token') return undefined
  const [part, ...others] = token.parts
  return part?.kind === 'text' && others.length === 0 ? part.text : undefined
}

/** The fields of a block: one, or those of its line. */
export function bodyFields(pattern: Pattern): Field[] {
  const body = pattern.block?.body
  if (!body) return []
  return body.kind === 'field' ? [body] : fieldsOf(body.tokens)
}

/** All fields of a pattern in the order of the wire. */
export function allFields(pattern: Pattern): Field[] {
  return [
    ...fieldsOf(pattern.line.tokens),
    ...bodyFields(pattern),
    ...pattern.more.flatMap((line) => fieldsOf(line.tokens)),
  ]
}
