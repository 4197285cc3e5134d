import type { Flag } from '#codegen/ir.js'
import { isSent, letterName } from './flag.js'
import { meaningOf, utf8 } from './reading.js'
import type { Request } from './request.js'

/** A letter that does not fit. */
const UNFIT = Symbol('unfit')

/** What the letters of a line give; undefined if they are not those of a reply to this request. */
export function lettersIn(
  carried: readonly string[],
  text: string,
  request: Request,
): ReadonlyMap<string, unknown> | undefined {
  const found = new Map<string, unknown>()
  for (const word of text.split(' ').filter(Boolean)) {
    const letter = word.charAt(0)
    if (!/[A-Za-z]/.test(letter)) return undefined
    const flag = request.command.flags.find((one) => one.letter === letter)
    if (!flag || !carried.includes(letter)) continue
    const value = givenBy(flag, word.slice(1), request)
    if (value === UNFIT) return undefined
    // Of a letter that comes twice the last one counts.
    if (value !== undefined) found.set(letterName(letter), value)
  }
  return found
}

/** Undefined if the letter is passed over. */
function givenBy(flag: Flag, text: string, request: Request): unknown {
  const { letter, gives, echoes, unasked } = flag
  if (unasked) return text === '' || UNFIT
  if (!gives) return undefined
  if (echoes) return request.letters.get(letter) === text ? utf8(text) : UNFIT
  if (gives.type.kind === 'key') {
    if (!namesOf(request).includes(text)) return UNFIT
    return isSent(request, flag) ? request.own[0] : undefined
  }
  return isSent(request, flag) ? (meaningOf(gives.type, text) ?? UNFIT) : undefined
}

/** How a server may name the item: by the key as it was sent, or by that as base64. */
function namesOf({ keys }: Request): string[] {
  return keys.flatMap((key) => [key, Buffer.from(key, 'latin1').toString('base64')])
}
