import type { Command, Field, Flag, Literal, Part, Token } from '../ir.js'
import { render } from '../render.js'
import { fieldsOf, wordOf } from '../resolve/lines.js'
import { type Argument, mayLack } from './argument.js'
import { quoted } from './literal.js'
import { sendingOf } from './scalar.js'

/** One call of the writer. */
interface Write {
  readonly word: string
  readonly value: string
  /** The condition under which it is made. */
  readonly when: string | false
  /** Whether it is made for each key. */
  readonly each: boolean
}

/** The statements that write a command's request. */
export function encoderBody(command: Command, args: readonly Argument[]): string {
  const [first, ...rest] = command.request.line.tokens
  const encoder = new Encoder(command, args)
  const writes = [
    call('begin', quoted(wordOf(first) ?? '')),
    ...rest.flatMap((token) => encoder.writes(token)),
    call('end', ''),
  ]
  if (command.request.block) writes.push(call('block', encoder.block))
  return render('encode', { apart: command.flags.length > 0, row: encoder.row ?? false, writes })
}

class Encoder {
  readonly #command: Command
  readonly #args: readonly Argument[]

  constructor(command: Command, args: readonly Argument[]) {
    this.#command = command
    this.#args = args
  }

  /** A block that is a row, as one text. */
  get row(): string | undefined {
    const body = this.#command.request.block?.body
    if (body?.kind !== 'line') return undefined
    const words = body.tokens.map((token) =>
      token.kind === 'token' ? this.#inside(token.parts) : '',
    )
    return `\`${words.join(' ')}\``
  }

  /** What the block is called in the encoder. */
  get block(): string {
    return this.row === undefined ? 'request.block' : 'block'
  }

  writes(token: Token): Write[] {
    switch (token.kind) {
      case 'flags':
        return this.#command.flags.flatMap((flag) => this.#flag(flag))
      case 'optional':
        return this.#optional(token.tokens)
      case 'repeat':
        return [{ ...call('key', 'key'), each: true }]
      case 'token': {
        const word = wordOf(token)
        if (word !== undefined) return [call('word', quoted(word))]
        const [part] = token.parts
        return token.parts.length === 1 && part?.kind === 'field'
          ? [this.#field(part)]
          : this.#glued(token.parts)
      }
    }
  }

  /** A letter, and what stands behind it. */
  #flag({ letter, name, takes, unasked, sentWith }: Flag): Write[] {
    const given = `fields.${name}`
    if (unasked) return []
    if (!takes) {
      const when = sentWith === undefined ? given : `${given} || fields.${sentWith}`
      return [{ ...call('word', quoted(letter)), when }]
    }
    const hasNumber = takes.type.kind === 'flags' && this.#command.request.block !== undefined
    const value = hasNumber ? `${given} ?? request.flags` : given
    const sent = hasNumber ? 'integer' : sendingOf(takes)?.word
    const write =
      sent === 'integer'
        ? call('flag', `${quoted(letter)}, ${value}`)
        : call(sent === 'utf8' ? 'utf8' : 'word', `\`${letter}\${${value}}\``)
    return [hasNumber ? write : { ...write, when: `${given} !== undefined` }]
  }

  /** An optional token is there if its field is given; a bare word, if it is asked for. */
  #optional(tokens: readonly Token[]): Write[] {
    const [token] = tokens
    const writes = token ? this.writes(token) : []
    const when = this.#condition(tokens)
    return when === false ? writes : writes.map((write) => ({ ...write, when }))
  }

  #condition(tokens: readonly Token[]): string | false {
    const word = wordOf(tokens[0])
    if (word !== undefined) {
      return word === this.#command.silence?.option ? 'request.silent' : `request.fields.${word}`
    }
    const fields = fieldsOf(tokens).map(({ name }) => name)
    const lacking = this.#args.find(
      (argument) => mayLack(argument) && fields.includes(argument.name),
    )
    return lacking ? `request.fields.${lacking.name} !== undefined` : false
  }

  #field(field: Field): Write {
    const fixed = this.#command.always[field.name]
    if (fixed !== undefined) return fixedWrite(field, fixed)
    switch (field.type.kind) {
      case 'key':
        return call('key', 'request.key')
      case 'flags':
        return call('integer', this.#flags(field.name))
      case 'length':
        return call('length', this.block)
      default:
        return call(sendingOf(field)?.word ?? 'utf8', `request.fields.${field.name}`)
    }
  }

  /** What the call gives, else the serializer's number. */
  #flags(name: string): string {
    const given = `request.fields.${name}`
    const lacks = this.#args.some((argument) => argument.name === name && mayLack(argument))
    return lacks ? `${given} ?? request.flags` : given
  }

  /** A token of text and fields: each key and length by itself, what stands between as one text. */
  #glued(parts: readonly Part[]): Write[] {
    const writes: Write[] = []
    for (let from = 0, to = 0; from < parts.length; from = to) {
      const part = parts[from] as Part
      to = from + 1
      if (isOwn(part)) writes.push(this.#own(part, from > 0))
      else {
        while (to < parts.length && !isOwn(parts[to] as Part)) to++
        writes.push(call(from > 0 ? 'verbatim' : 'utf8', this.#text(parts.slice(from, to))))
      }
    }
    return writes
  }

  #own({ type }: Field, touching: boolean): Write {
    return type.kind === 'key'
      ? call(touching ? 'touchingKey' : 'key', 'request.key')
      : call(touching ? 'touchingLength' : 'length', 'request.block')
  }

  #text(parts: readonly Part[]): string {
    const texts = parts.map((part) => this.#fixed(part))
    if (!texts.includes(undefined)) return quoted(texts.join(''))
    return `\`${this.#inside(parts)}\``
  }

  /** The inside of a template. */
  #inside(parts: readonly Part[]): string {
    const spans = parts.map(
      (part) =>
        this.#fixed(part)?.replace(/[\\`]|\$\{/g, '\\$&') ?? `\${${this.#value(part as Field)}}`,
    )
    return spans.join('')
  }

  /** What a part is in every request. */
  #fixed(part: Part): string | undefined {
    if (part.kind === 'text') return part.text
    const fixed = this.#command.always[part.name]
    return fixed === undefined ? undefined : wireOf(part, fixed)
  }

  #value({ name, type }: Field): string {
    return type.kind === 'flags' ? this.#flags(name) : `request.fields.${name}`
  }
}

/** Whether it has a form on the wire that text has not: a key is bytes, and a length is that of the block. */
function isOwn(part: Part): part is Field {
  return part.kind === 'field' && (part.type.kind === 'key' || part.type.kind === 'length')
}

function call(word: string, value: string): Write {
  return { word, value, when: false, each: false }
}

/** What is always sent. */
function fixedWrite(field: Field, value: Literal): Write {
  if (typeof value === 'number') return call('integer', String(value))
  const text = wireOf(field, value)
  return call(/^[!-~]+$/.test(text) ? 'word' : 'utf8', quoted(text))
}

/** What is always sent, in its form on the wire. */
export function wireOf({ type }: Field, value: Literal): string {
  const choice = type.kind === 'enum' ? type.words.find((one) => one.value === value) : undefined
  return choice?.wire ?? String(value)
}
