import fc from 'fast-check'
import type { Flag } from '#codegen/ir.js'
import { isSent } from './flag.js'
import type { Request } from './request.js'
import { someWireWord } from './text.js'
import { someField, type Wire } from './wire.js'

/** What begins with no letter that a spec lists, or with no letter at all. */
const STRANGERS = ['y', 'j9', 'YW', 'Qx=1', 'q', 'b', 'u', 'z-1', '5', '-', '=', '\xff', '\t', '\r']

/**
 * The letters of a reply: those that were asked for in any order, and such as come unasked. Now and then one is missing,
 * comes twice or has something strange behind it.
 */
export function someLetters(carried: readonly string[], request: Request): fc.Arbitrary<string[]> {
  const flags = request.command.flags.filter(({ letter, gives, unasked }) => {
    return carried.includes(letter) && (gives !== undefined || unasked)
  })
  const asked = flags.filter((flag) => isSent(request, flag))
  const others = flags.filter((flag) => !asked.includes(flag))
  const due = fc.tuple(...asked.map((flag) => someWord(flag, request)))
  const words = fc.oneof(
    { weight: 9, arbitrary: due },
    { weight: 1, arbitrary: due.chain((all) => fc.subarray(all)) },
  )
  const extra = rarely(
    others.filter(({ unasked }) => !unasked).map((flag) => someWord(flag, request)),
  )
  const again = rarely(asked.map((flag) => someWord(flag, request)))
  const own = others.filter(({ unasked }) => unasked).map((flag) => someWord(flag, request))
  const strange = rarely([fc.constantFrom(...STRANGERS)])
  return fc
    .tuple(words, extra, again, strange, ...own.map((one) => fc.option(one, { freq: 2, nil: '' })))
    .map((parts) => parts.flat().filter((word) => word !== ''))
    .chain((all) => fc.shuffledSubarray(all, { minLength: all.length }))
    .chain((all) => fc.tuple(...all.map(spaced)))
}

/** Spaces to spare do no harm. */
function spaced(word: string): Wire {
  return fc.constantFrom(word, word, word, ` ${word}`, `${word}  `)
}

function rarely(words: readonly Wire[]): fc.Arbitrary<string[]> {
  if (words.length === 0) return fc.constant([])
  return fc.oneof(
    { weight: 9, arbitrary: fc.constant<string[]>([]) },
    { weight: 1, arbitrary: fc.array(fc.oneof(...words), { minLength: 1, maxLength: 2 }) },
  )
}

/** A letter and what stands behind it. */
function someWord(flag: Flag, request: Request): Wire {
  const { letter } = flag
  return fc
    .oneof(
      { weight: 30, arbitrary: someGivenBy(flag, request) },
      { weight: 1, arbitrary: someWireWord },
    )
    .map((text) => letter + text)
}

function someGivenBy({ letter, gives, echoes }: Flag, { keys, letters }: Request): Wire {
  if (!gives) return fc.constant('')
  const sent = letters.get(letter)
  if (echoes && sent !== undefined) return fc.constant(sent)
  if (gives.type.kind !== 'key') return someField(gives)
  const [key = ''] = keys
  return fc.constantFrom(key, Buffer.from(key, 'latin1').toString('base64'))
}
