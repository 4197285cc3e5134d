import type { Data } from '../data.js'
import type { Command, Field, Flag, Part, Token } from '../ir.js'
import { wordOf } from '../resolve/lines.js'
import { blockBytes, plainBytes } from './bytes.js'
import type { Bound } from './call.js'

/** What a request looks like: bytes, and places where the runtime puts a number of its own. */
export type Chunk = string | typeof anyNumber

export const anyNumber: unique symbol = Symbol('any number')

/** The longest time in seconds that is sent as it is given. */
const LONGEST_RELATIVE = 2592000

/** The requests of a call, as the spec writes them. */
export function encode(command: Command, bound: Bound): Chunk[] {
  const encoder = new Encoder(command, bound)
  const isJoined = command.request.line.tokens.some(({ kind }) => kind === 'repeat')
  if (isJoined || bound.keys.length === 0) return encoder.request(bound.keys, bound.blocks[0])
  return bound.keys.flatMap((key, i) => encoder.request([key], bound.blocks[i]))
}

class Encoder {
  readonly #command: Command
  readonly #bound: Bound

  constructor(command: Command, bound: Bound) {
    this.#command = command
    this.#bound = bound
  }

  request(keys: readonly Data[], block: Data | undefined): Chunk[] {
    const { line, block: body } = this.#command.request
    const row = body?.body.kind === 'line' ? this.#row(body.body.tokens, keys, '') : undefined
    const bytes = row?.join('') ?? (block === undefined ? '' : blockBytes(block))
    const chunks = this.#row(line.tokens, keys, bytes)
    return [...chunks, '\r\n', ...(body ? [bytes, '\r\n'] : [])]
  }

  #row(tokens: readonly Token[], keys: readonly Data[], block: string): Chunk[] {
    const words = tokens.flatMap((token) => this.#token(token, keys, block))
    return words.flatMap((word, i): Chunk[] => (i === 0 ? word : [' ', ...word]))
  }

  /** The words of a token; none if it is left out. */
  #token(token: Token, keys: readonly Data[], block: string): Chunk[][] {
    switch (token.kind) {
      case 'repeat':
        return keys.map((key) => [plainBytes(key) ?? ''])
      case 'flags':
        return this.#command.flags.flatMap((flag) => this.#flag(flag))
      case 'optional':
        return this.#isGiven(token.tokens)
          ? token.tokens.flatMap((inner) => this.#token(inner, keys, block))
          : []
      case 'token':
        return [token.parts.map((part) => this.#part(part, keys, block))]
    }
  }

  /** A letter with its value; none if it is not given. */
  #flag({ letter, name, takes, unasked, sentWith }: Flag): Chunk[][] {
    const { options } = this.#bound
    const given = options[name]
    if (unasked) return []
    if (!takes) {
      return given === true || (sentWith !== undefined && options[sentWith] === true)
        ? [[letter]]
        : []
    }
    const isSerialized = takes.type.kind === 'flags' && this.#command.request.block !== undefined
    if (given === undefined && !isSerialized) return []
    return [[letter, this.#field(takes, given)]]
  }

  /** The key on the wire. */
  #key(key: Data | undefined): string {
    const bytes = plainBytes(key) ?? ''
    const isEncoded = this.#command.flags.some(
      ({ encodesKey, name }) => encodesKey && this.#bound.options[name] === true,
    )
    return isEncoded ? Buffer.from(bytes, 'latin1').toString('base64') : bytes
  }

  #isGiven([token]: readonly Token[]): boolean {
    const word = wordOf(token)
    if (word !== undefined && word === this.#command.silence?.option) return this.#bound.isSilent
    if (word !== undefined) return this.#bound.options[word] === true
    const parts = token?.kind === 'token' ? token.parts : []
    return parts.every((part) => part.kind === 'text' || this.#value(part) !== undefined)
  }

  #part(part: Part, keys: readonly Data[], block: string): Chunk {
    if (part.kind === 'text') return part.text
    switch (part.type.kind) {
      case 'key':
        return this.#key(keys[0])
      case 'length':
        return String(block.length)
      default:
        return this.#field(part, this.#value(part))
    }
  }

  #value({ name }: Field): Data | undefined {
    const { always, options } = this.#command
    const preset = options.find((option) => option.name === name)?.default
    return always[name] ?? this.#bound.fields[name] ?? this.#bound.options[name] ?? preset
  }

  #field({ type }: Field, value: Data | undefined): Chunk {
    if (type.kind === 'enum')
      return type.words.find((word) => word.value === value)?.wire ?? String(value)
    if (type.kind === 'flags' && value === undefined) return anyNumber
    if (type.kind === 'exptime' && typeof value === 'number') {
      if (value > LONGEST_RELATIVE) return anyNumber
      return String(Math.max(value, -1))
    }
    return plainBytes(value) ?? String(value)
  }
}

/** Where the bytes stop being what is expected; -1 if they are all of it. */
export function mismatch(bytes: string, chunks: readonly Chunk[]): number {
  let at = 0
  for (const chunk of chunks) {
    if (chunk === anyNumber) {
      const digits = /^-?\d+/.exec(bytes.slice(at, at + 21))
      if (!digits) return at
      at += digits[0].length
    } else if (bytes.startsWith(chunk, at)) at += chunk.length
    else return at + commonLength(bytes.slice(at), chunk)
  }
  return at === bytes.length ? -1 : at
}

function commonLength(a: string, b: string): number {
  let length = 0
  while (length < a.length && a[length] === b[length]) length++
  return length
}

/** The expected bytes for a person, `#` for a number of the runtime's. */
export function shown(chunks: readonly Chunk[]): string {
  return chunks.map((chunk) => (chunk === anyNumber ? '#' : chunk)).join('')
}
