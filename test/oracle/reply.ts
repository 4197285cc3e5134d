import fc from 'fast-check'
import type { Field, Line, Part, Pattern, ReplyLine, Spec, Token } from '#codegen/ir.js'
import { isWanted } from './flag.js'
import { entriesIn, knownOf } from './known.js'
import type { Request } from './request.js'
import { someLetters } from './spelling.js'
import { someBytes } from './text.js'
import { someField, type Wire } from './wire.js'

/** Replies to a request that its spec allows, as bytes, a character each. */
export function someReply(spec: Spec, request: Request): Wire {
  const { command, keys } = request
  const line = (one: ReplyLine) => somePatternOf(one, request)
  const error = fc.oneof(...spec.errors.map(line))
  const wanted = command.reply.filter((one) => isWanted(request, one))
  const last = fc.oneof(
    { weight: 8, arbitrary: fc.oneof(...wanted.map(line)) },
    { weight: 1, arbitrary: fc.oneof(...command.reply.map(line)) },
    { weight: 2, arbitrary: error },
  )
  if (command.items.length === 0) return last
  const items =
    command.collects === 'entries'
      ? fc.subarray([...keys]).chain((found) => {
          const one = (key: string) =>
            fc.oneof(
              ...command.items.map(({ pattern }) =>
                somePattern(pattern, { ...request, keys: [key] }),
              ),
            )
          return fc.tuple(...found.map(one)).map(joined)
        })
      : fc.array(fc.oneof(...command.items.map(line)), { maxLength: 6 }).map(joined)
  return fc.tuple(items, last).map(joined)
}

function joined(parts: readonly string[]): string {
  return parts.join('')
}

/** A line says something of known names now and then: what it can be, and rarely something else. */
function somePatternOf({ pattern, outcome }: ReplyLine, request: Request): Wire {
  const plain = somePattern(pattern, request)
  const [entry] = outcome.kind === 'returns' ? entriesIn(outcome.result) : []
  const known = (entry && knownOf(entry)) ?? []
  if (entry?.value.kind !== 'field' || known.length === 0) return plain
  const { key, value } = entry
  const { field } = value
  const of = (one: Field, said: Field) =>
    somePattern(replaced(replaced(pattern, key, textOf(one.name)), field, said), request)
  return fc.oneof(
    { weight: 4, arbitrary: plain },
    { weight: 12, arbitrary: fc.constantFrom(...known).chain((one) => of(one, one)) },
    { weight: 1, arbitrary: fc.constantFrom(...known).chain((one) => of(one, field)) },
  )

  function textOf(text: string): Part {
    return { kind: 'text', text, at: key.at }
  }
}

/** A pattern with another part in the place of one. */
function replaced({ line, ...pattern }: Pattern, old: Part, by: Part): Pattern {
  const parts = (all: readonly Part[]) => all.map((part) => (part === old ? by : part))
  const tokens = line.tokens.map((token) =>
    token.kind === 'token' ? { ...token, parts: parts(token.parts) } : token,
  )
  return { ...pattern, line: { ...line, tokens } }
}

function somePattern({ line, block, more: following }: Pattern, request: Request): Wire {
  const more = following.map((one) => someLine(one, request, 0))
  if (!block) return fc.tuple(someLine(line, request, 0), ...more).map(joined)
  return someBody(block).chain((bytes) => {
    const first = someLine(line, request, bytes.length)
    const body = `${Buffer.from(bytes).toString('latin1')}\r\n`
    return fc.tuple(first, fc.constant(body), ...more).map(joined)
  })
}

function someBody({ body }: NonNullable<Pattern['block']>): fc.Arbitrary<Uint8Array> {
  if (body.kind !== 'field' || body.type.kind !== 'uint64') return someBytes
  const digits = fc.tuple(someField(body), fc.constantFrom('', '', ' ', '   ')).map(joined)
  return fc.oneof(
    { weight: 9, arbitrary: digits.map((text) => Buffer.from(text)) },
    { weight: 1, arbitrary: someBytes },
  )
}

function someLine({ tokens }: Line, request: Request, length: number): Wire {
  return fc
    .tuple(...tokens.map((token) => someToken(token, request, length)))
    .map((words) => `${words.flat().join(' ')}\r\n`)
}

/** The words of a token: none if it is in brackets and left out. */
function someToken(token: Token, request: Request, length: number): fc.Arbitrary<string[]> {
  switch (token.kind) {
    case 'token':
      return fc
        .tuple(...token.parts.map((part) => somePart(part, request, length)))
        .map((parts) => [parts.join('')])
    case 'optional': {
      const inner = fc.tuple(...token.tokens.map((one) => someToken(one, request, length)))
      return fc.option(inner, { nil: [] }).map((words) => words.flat())
    }
    case 'repeat':
      throw new Error('keys are repeated in requests alone')
    case 'flags':
      return someLetters(token.letters, request)
  }
}

function somePart(part: Part, { keys }: Request, length: number): Wire {
  if (part.kind === 'text') return fc.constant(part.text)
  if (part.type.kind === 'key') return fc.constantFrom(...(keys.length > 0 ? keys : ['nobody']))
  return part.type.kind === 'length' ? fc.constant(String(length)) : someField(part)
}
