import fc from 'fast-check'
import type { Field, Line, Part, Pattern, ReplyLine, Scalar, Spec, Token } from '#codegen/ir.js'
import type { Request } from './request.js'
import { someBytes, someWireWord } from './text.js'

type Wire = fc.Arbitrary<string>

/** Replies to a request that its spec allows, as bytes, a character each. */
export function someReply(spec: Spec, request: Request): Wire {
  const { command, keys } = request
  const line = (one: ReplyLine) => somePattern(one.pattern, keys)
  const error = fc.oneof(...spec.errors.map(line))
  const last = fc.oneof(
    { weight: 4, arbitrary: fc.oneof(...command.reply.map(line)) },
    { weight: 1, arbitrary: error },
  )
  if (command.items.length === 0) return last
  const items =
    command.collects === 'entries'
      ? fc.subarray([...keys]).chain((found) => {
          const one = (key: string) =>
            fc.oneof(...command.items.map(({ pattern }) => somePattern(pattern, [key])))
          return fc.tuple(...found.map(one)).map(joined)
        })
      : fc.array(fc.oneof(...command.items.map(line)), { maxLength: 6 }).map(joined)
  return fc.tuple(items, last).map(joined)
}

function joined(parts: readonly string[]): string {
  return parts.join('')
}

function somePattern(pattern: Pattern, keys: readonly string[]): Wire {
  const more = pattern.more.map((line) => someLine(line, keys, 0))
  if (!pattern.block) return fc.tuple(someLine(pattern.line, keys, 0), ...more).map(joined)
  return someBytes.chain((block) => {
    const first = someLine(pattern.line, keys, block.length)
    const body = `${Buffer.from(block).toString('latin1')}\r\n`
    return fc.tuple(first, fc.constant(body), ...more).map(joined)
  })
}

function someLine({ tokens }: Line, keys: readonly string[], length: number): Wire {
  return fc
    .tuple(...tokens.map((token) => someToken(token, keys, length)))
    .map((words) => `${words.flat().join(' ')}\r\n`)
}

/** The words of a token: none if it is in brackets and left out. */
function someToken(token: Token, keys: readonly string[], length: number): fc.Arbitrary<string[]> {
  switch (token.kind) {
    case 'token':
      return fc
        .tuple(...token.parts.map((part) => somePart(part, keys, length)))
        .map((parts) => [parts.join('')])
    case 'optional': {
      const inner = fc.tuple(...token.tokens.map((one) => someToken(one, keys, length)))
      return fc.option(inner, { nil: [] }).map((words) => words.flat())
    }
    case 'repeat':
      throw new Error('keys are repeated in requests alone')
  }
}

function somePart(part: Part, keys: readonly string[], length: number): Wire {
  if (part.kind === 'text') return fc.constant(part.text)
  if (part.type.kind === 'key') return fc.constantFrom(...(keys.length > 0 ? keys : ['nobody']))
  return part.type.kind === 'length' ? fc.constant(String(length)) : someField(part)
}

const scalars: Readonly<Record<Exclude<Scalar, 'key' | 'length' | 'value' | 'bytes'>, Wire>> = {
  uint32: fc.nat(4294967295).map(String),
  flags: fc.oneof(fc.constantFrom('0', '16', '4294967295'), fc.nat().map(String)),
  int32: fc.integer().map(String),
  int: fc.maxSafeInteger().map(String),
  uint64: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String),
  float: fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  cas: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String),
  exptime: fc.nat().map(String),
  token: someWireWord,
  text: fc.array(someWireWord, { maxLength: 4 }).map((words) => words.join(' ')),
  scalar: fc.oneof(
    fc.maxSafeInteger().map(String),
    fc.constantFrom('', '0', '-0', '1.10', '007', '1e3', '9007199254740993', '0.25', '-', 'yes'),
    fc.array(someWireWord, { maxLength: 4 }).map((words) => words.join(' ')),
  ),
  uri: fc.string().map((text) => encodeURIComponent(`x${text}`)),
  base64: fc.uint8Array({ minLength: 1, maxLength: 9 }).map((bytes) => {
    return Buffer.from(bytes).toString('base64')
  }),
}

function someField({ type, name }: Field): Wire {
  if (type.kind === 'enum') return fc.constantFrom(...type.words.map(({ wire }) => wire))
  const some = (scalars as Partial<Record<Scalar, Wire>>)[type.kind]
  if (!some) throw new Error(`<${name}> is no field of a line`)
  return some
}
