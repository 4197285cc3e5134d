import type { Flag, Part, Token } from '#codegen/ir.js'
import { isSent as isLetterSent } from './flag.js'
import type { Request } from './request.js'

/** The bytes of a request. */
export function encode(request: Request): Buffer {
  const { block } = request
  const line = lineOf(request)
  return block ? Buffer.concat([line, block, Buffer.from('\r\n')]) : line
}

/** The bytes of its line, with the line break. */
export function lineOf(request: Request): Buffer {
  const { tokens } = request.command.request.line
  const words = tokens.flatMap((token) => tokenWords(token, request))
  return Buffer.from(`${words.join(' ')}\r\n`, 'latin1')
}

function tokenWords(token: Token, request: Request): readonly string[] {
  switch (token.kind) {
    case 'token':
      return [token.parts.map((part) => partText(part, request)).join('')]
    case 'optional':
      return isSent(token.tokens, request)
        ? token.tokens.flatMap((inner) => tokenWords(inner, request))
        : []
    case 'repeat':
      return request.keys
    case 'flags':
      return request.command.flags.flatMap((flag) => flagWords(flag, request))
  }
}

/** A letter with what stands behind it; none if it is not sent. */
function flagWords(flag: Flag, request: Request): readonly string[] {
  const { letter, takes } = flag
  const isSerialized = takes?.type.kind === 'flags' && request.block !== undefined
  const text = request.letters.get(letter) ?? (isSerialized ? String(request.flags) : '')
  return isSerialized || isLetterSent(request, flag) ? [letter + text] : []
}

function partText(part: Part, { keys, block, flags, fields }: Request): string {
  if (part.kind === 'text') return part.text
  const given = fields.get(part.name)
  if (given !== undefined) return given
  switch (part.type.kind) {
    case 'key':
      return keys[0] ?? ''
    case 'length':
      return String(block?.length)
    case 'flags':
      return String(flags)
    default:
      throw new Error(`nothing says what <${part.name}> is`)
  }
}

/** Whether tokens in brackets are there: their field is given, or their word is asked for. */
function isSent(tokens: readonly Token[], { command, fields, silent }: Request): boolean {
  const parts = tokens.flatMap((token) => (token.kind === 'token' ? token.parts : []))
  const field = parts.find(({ kind }) => kind === 'field')
  if (field?.kind === 'field') return fields.has(field.name)
  const word = parts.map((part) => (part.kind === 'text' ? part.text : '')).join('')
  return word === command.silence?.option ? silent : fields.has(word)
}
