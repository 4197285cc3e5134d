import type { Command, Field, Flag, Literal, Token } from '../ir.js'
import { render } from '../render.js'
import { fieldsOf, wordOf } from '../resolve/lines.js'
import { type Argument, mayLack } from './argument.js'
import { literal, quoted } from './literal.js'
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
    return `\`${body.tokens.map((token) => this.#glued(token)).join(' ')}\``
  }

  /** What the block is called in the encoder. */
  get block(): string {
    return this.row === undefined ? 'request.block' : 'block'
  }

  writes(token: Token): Write[] {
    if (token.kind === 'flags') return this.#command.flags.flatMap((flag) => this.#flag(flag))
    return [this.#write(token)]
  }

  #write(token: Exclude<Token, { kind: 'flags' }>): Write {
    switch (token.kind) {
      case 'optional':
        return this.#optional(token.tokens)
      case 'repeat':
        return { ...call('key', 'key'), each: true }
      case 'token': {
        const word = wordOf(token)
        if (word !== undefined) return call('word', quoted(word))
        const [part] = token.parts
        return token.parts.length === 1 && part?.kind === 'field'
          ? this.#field(part)
          : call('utf8', `\`${this.#glued(token)}\``)
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
    const word = sendingOf(takes)?.word === 'utf8' ? 'utf8' : 'word'
    const write = call(word, `\`${letter}\${${value}}\``)
    return [hasNumber ? write : { ...write, when: `${given} !== undefined` }]
  }

  /** An optional token is there if its field is given; a bare word, if it is asked for. */
  #optional(tokens: readonly Token[]): Write {
    const [token] = tokens
    const write = token && token.kind !== 'flags' ? this.#write(token) : call('word', '')
    const word = wordOf(token)
    if (word !== undefined) {
      const isSilence = word === this.#command.silence?.option
      return { ...write, when: isSilence ? 'request.silent' : `request.fields.${word}` }
    }
    const fields = fieldsOf(tokens).map(({ name }) => name)
    const lacking = this.#args.find(
      (argument) => mayLack(argument) && fields.includes(argument.name),
    )
    return lacking ? { ...write, when: `request.fields.${lacking.name} !== undefined` } : write
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

  /** A token of text and fields as the inside of a template. */
  #glued(token: Token): string {
    if (token.kind !== 'token') return ''
    const parts = token.parts.map((part) =>
      part.kind === 'text' ? part.text.replace(/[\\`]|\$\{/g, '\\$&') : `\${${this.#value(part)}}`,
    )
    return parts.join('')
  }

  #value(field: Field): string {
    const fixed = this.#command.always[field.name]
    if (fixed !== undefined) return literal(fixed)
    return field.type.kind === 'key' ? 'request.key' : `request.fields.${field.name}`
  }
}

function call(word: string, value: string): Write {
  return { word, value, when: false, each: false }
}

/** What is always sent, in its form on the wire. */
function fixedWrite({ type }: Field, value: Literal): Write {
  if (typeof value === 'number') return call('integer', String(value))
  const choice = type.kind === 'enum' ? type.words.find((one) => one.value === value) : undefined
  const text = choice?.wire ?? String(value)
  return call(/^[!-~]+$/.test(text) ? 'word' : 'utf8', quoted(text))
}
