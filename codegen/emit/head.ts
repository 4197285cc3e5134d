import type { Line } from '../ir.js'
import { quoted } from './literal.js'
import { type partsOf, wordsFrom } from './reads.js'

/** Fields that no line of an error could be taken for. */
const DISTINCT: ReadonlySet<string> = new Set([
  'uint32',
  'int32',
  'int',
  'uint64',
  'float',
  'cas',
  'length',
  'flags',
])

/** Whether a line may begin with any word, so that the lines of errors have to be tried before it. */
export function isHeadless([token]: Line['tokens']): boolean {
  if (token?.kind !== 'token') return true
  const [part] = token.parts
  return part?.kind === 'field' && !DISTINCT.has(part.type.kind)
}

export interface Head {
  /** What has to hold, if it begins with words. */
  readonly conditions: readonly string[] | false
  /** How many tokens the conditions take. */
  readonly count: number
  /** The parts of a first token that is text and fields. */
  readonly glued: Parameters<typeof partsOf>[0] | false
}

export function headOf(tokens: Line['tokens']): Head {
  const words = wordsFrom(tokens)
  const [first, ...others] = words
  if (first !== undefined) {
    const conditions = [`reader.is(${quoted(first)})`]
    if (others.length === 1) conditions.push(`reader.word(${quoted(others.join())})`)
    if (others.length > 1) conditions.push(`reader.words(${quoted(others.join(' '))})`)
    return { conditions, count: words.length, glued: false }
  }
  const [token] = tokens
  const part = token?.kind === 'token' ? token.parts[0] : undefined
  if (token?.kind !== 'token' || part?.kind !== 'text')
    return { conditions: false, count: 0, glued: false }
  return { conditions: [`reader.opens(${quoted(part.text)})`], count: 1, glued: token.parts }
}
