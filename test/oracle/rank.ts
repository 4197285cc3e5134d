import type { Field, Line, Token } from '#codegen/ir.js'
import { isRest } from './reading.js'

const NUMBERS: readonly string[] = [
  'uint32',
  'int32',
  'int',
  'uint64',
  'float',
  'cas',
  'length',
  'flags',
]

/** How much a token admits: nothing behind the end, then from a word to the rest of the line. */
const ENDED = 0
const WORD = 1
const CHOICE = 2
const NUMBER = 3
const TOUCHING = 4
const ANY_WORD = 5
const REST = 6

/** Below 0 if the first of two lines is the narrower one, from left to right. */
export function compareLines(a: Line, b: Line): number {
  const [left, right] = [a.tokens.map(rankOf), b.tokens.map(rankOf)]
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? ENDED) - (right[i] ?? ENDED)
    if (difference !== 0) return difference
  }
  return 0
}

/** Whether a line begins with a field of any kind, so that an error line comes before it. */
export function beginsWithAny({ tokens: [first] }: Line): boolean {
  if (first?.kind !== 'token' || first.parts[0]?.kind !== 'field') return false
  return rankOfField(first.parts[0]) >= ANY_WORD
}

function rankOf(token: Token): number {
  switch (token.kind) {
    case 'optional':
      return Math.max(...token.tokens.map(rankOf))
    case 'repeat':
      return ANY_WORD
    case 'flags':
      return REST
    case 'token': {
      const [part] = token.parts
      if (token.parts.length > 1) return TOUCHING
      return part?.kind === 'field' ? rankOfField(part) : WORD
    }
  }
}

function rankOfField({ type }: Field): number {
  if (type.kind === 'enum') return CHOICE
  if (NUMBERS.includes(type.kind)) return NUMBER
  return isRest(type) ? REST : ANY_WORD
}
