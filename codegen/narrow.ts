import type { Field, Line, Part, Pattern, ReplyLine, Token } from './ir.js'
import { typeInfo } from './types.js'

/** How two lines stand to each other: no line of the server fits both, or one of them is narrower, or neither is. */
export type Relation = 'apart' | 'narrower' | 'wider' | 'alike'

/** How much a token admits, from one word to the whole rest of the line. The end of the line admits nothing. */
const ENDED = 0
const WORD = 1
const CHOICE = 2
const NUMBER = 3
const GLUED = 4
const ANY_WORD = 5
const REST = 6

/** Compares what two patterns of replies admit. */
export function relation(a: Pattern, b: Pattern): Relation {
  const found = new Set<Relation>()
  for (const left of variants(a.line)) {
    for (const right of variants(b.line)) found.add(compare(left, right))
  }
  found.delete('apart')
  const [only] = found
  return found.size === 0 ? 'apart' : found.size === 1 && only ? only : 'alike'
}

/** A token sequence for each choice of optional tokens. */
function variants({ tokens }: Line): Token[][] {
  return tokens.reduce<Token[][]>(
    (all, token) =>
      token.kind === 'optional'
        ? all.flatMap((one) => [one, [...one, ...token.tokens]])
        : all.map((one) => [...one, token]),
    [[]],
  )
}

function compare(a: readonly Token[], b: readonly Token[]): Relation {
  let result: Relation = 'alike'
  for (let i = 0; ; i++) {
    const [left, right] = [a[i], b[i]]
    const [rankA, rankB] = [rankOf(left), rankOf(right)]
    if (rankA === ENDED && rankB === ENDED) return result
    if (!overlap(left, right)) return 'apart'
    if (result === 'alike' && rankA !== rankB) result = rankA < rankB ? 'narrower' : 'wider'
    if (rankA === REST || rankB === REST) return result
  }
}

function rankOf(token: Token | undefined): number {
  if (!token) return ENDED
  if (token.kind === 'flags') return REST
  if (token.kind !== 'token') return ANY_WORD
  const [part, ...others] = token.parts
  if (others.length > 0) return GLUED
  return part?.kind === 'field' ? rankOfField(part) : WORD
}

function rankOfField({ type }: Field): number {
  if (type.kind === 'enum') return CHOICE
  if (isNumber(type.kind)) return NUMBER
  return isRest(type.kind) ? REST : ANY_WORD
}

function isNumber(kind: Exclude<Field['type']['kind'], 'enum'>): boolean {
  return (
    typeInfo(kind).range !== undefined || kind === 'cas' || kind === 'length' || kind === 'flags'
  )
}

export function isRest(kind: Field['type']['kind']): boolean {
  return kind === 'text' || kind === 'scalar'
}

/** Whether one word may stand for both. The rest of a line may be empty. */
function overlap(a: Token | undefined, b: Token | undefined): boolean {
  if (!a || !b) return rankOf(a) === REST || rankOf(b) === REST
  const [left, right] = [partsOf(a), partsOf(b)]
  return begins(left, right) && begins(right, left) && admits(left, right) && admits(right, left)
}

function partsOf(token: Token): readonly Part[] {
  if (token.kind === 'token') return token.parts
  if (token.kind === 'flags') return []
  return token.kind === 'repeat' ? [token.field] : token.tokens.flatMap(partsOf)
}

/** Whether the texts with which two tokens begin agree as far as they go. */
function begins([a, ...more]: readonly Part[], [b]: readonly Part[]): boolean {
  if (a?.kind !== 'text' || b?.kind !== 'text') return true
  return more.length === 0
    ? a.text.startsWith(b.text)
    : a.text.startsWith(b.text) || b.text.startsWith(a.text)
}

/** Whether a field that is the whole token admits the other token, where that is a word or words. */
function admits([field, ...more]: readonly Part[], other: readonly Part[]): boolean {
  if (field?.kind !== 'field' || more.length > 0) return true
  const words = wordsOf(other)
  if (!words) return true
  if (field.type.kind === 'enum') {
    const known = field.type.words.map(({ wire }) => wire)
    return words.some((word) => known.includes(word))
  }
  return !isNumber(field.type.kind) || words.some((word) => /^[-+]?\d/.test(word))
}

function wordsOf([part, ...more]: readonly Part[]): readonly string[] | undefined {
  if (!part || more.length > 0) return part?.kind === 'text' ? [part.text] : undefined
  if (part.kind === 'text') return [part.text]
  return part.type.kind === 'enum' ? part.type.words.map(({ wire }) => wire) : undefined
}

/** The lines in their order, but each before those that are wider. */
export function narrowestFirst(lines: readonly ReplyLine[]): ReplyLine[] {
  const ordered: ReplyLine[] = []
  for (const line of lines) {
    const wider = ordered.findIndex((other) => relation(line.pattern, other.pattern) === 'narrower')
    ordered.splice(wider < 0 ? ordered.length : wider, 0, line)
  }
  return ordered
}

/** Whether a line begins with a word or part of one, so that it is known by its head. */
export function hasHead({ line }: Pattern): boolean {
  const [token] = line.tokens
  return token?.kind === 'token' && token.parts[0]?.kind === 'text'
}
