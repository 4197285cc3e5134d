import type { Command, Field, Flag, Token } from '../ir.js'
import { render } from '../render.js'
import { fieldsOf, wordOf } from '../resolve/lines.js'
import { type Argument, argumentsOf, blockOf } from './argument.js'
import { type MemberText, quoted, record } from './literal.js'
import { choicesText, type Read, readsOf, type Scope } from './reads.js'
import { usageLines } from './usage.js'

/** The words of the reader for fields that it reads in another way than those of a reply. */
const WORDS: Partial<Readonly<Record<string, string>>> = {
  flags: 'uint32',
  key: 'itemKey',
  text: 'remainder',
}
/** Fields that are never negative. */
const NATURAL: ReadonlySet<string> = new Set(['uint32', 'flags', 'uint64'])
/** Fields whose bounds are lengths in bytes. */
const SIZED: ReadonlySet<string> = new Set(['token', 'text'])
/** The columns that a usage may take if what ends the reading shares its line. */
const SHORT = 62
/** The names that a reading uses itself. */
const TAKEN: ReadonlySet<string> = new Set(['reader', 'options', 'letter', 'item'])

/** The statements that read a command's request, once its leading words have been taken. */
export function requestBody(command: Command, optionsType: string | undefined): string {
  return new Reading(command).body(optionsType ?? 'object')
}

class Reading {
  readonly #command: Command
  readonly #args: readonly Argument[]
  readonly #scope: Scope
  /** The flags that a caller gives. */
  readonly #flags: readonly Flag[]

  constructor(command: Command) {
    this.#command = command
    this.#args = argumentsOf(command)
    this.#flags = command.flags.filter(({ unasked }) => !unasked)
    const used = [...this.#args.map(({ name }) => name), ...this.#unnamed()]
    this.#scope = {
      used: new Set(used),
      keys: '',
      local,
      flags: { answer: false, stored: false },
      letters: [],
      reading: readingOf,
    }
  }

  body(optionsType: string): string {
    const { request, silence } = this.#command
    const [usage = '', ...others] = usageLines(this.#command.usage)
    const body = request.block?.body
    const key = this.#key()
    return render('request', {
      reads: this.#reads(),
      letters: this.#flags.length > 0 && this.#flags.map(letterOf),
      optionsType,
      item: this.#item() ?? false,
      apart: silence?.ambiguous && key ? `${local(key.name)}, ${quoted(silence.option)}` : false,
      usage: quoted(usage),
      short: quoted(usage).length <= SHORT,
      block: request.block ? local(request.block.length) : false,
      row: body?.kind === 'line' && {
        length: local(request.block?.length ?? ''),
        reads: readsOf(body.tokens, this.#scope),
        usage: quoted(others.join(' ')),
      },
      gives: record(this.#gives()),
    })
  }

  /** Keys and lengths, which are no arguments that are checked. */
  #unnamed(): string[] {
    const { line, block } = this.#command.request
    const fields = fieldsOf(line.tokens)
    const keys = fields.filter(({ type }) => type.kind === 'key').map(({ name }) => name)
    return block ? [...keys, block.length] : keys
  }

  #reads(): Read[] {
    const { tokens } = this.#command.request.line
    const rest = tokens.slice(leadingWords(tokens).length)
    return rest
      .filter(({ kind }) => kind !== 'flags')
      .flatMap((token) => {
        if (token.kind === 'repeat') return [read('keys', 'itemKeys')]
        const [inner] = token.kind === 'optional' ? token.tokens : []
        const word = wordOf(inner)
        return word === undefined
          ? readsOf([token], this.#scope)
          : [read(local(word), 'said', quoted(word))]
      })
  }

  #key(): Field | undefined {
    return fieldsOf(this.#command.request.line.tokens).find(({ type }) => type.kind === 'key')
  }

  /** The key itself, where a flag may say that it comes encoded. */
  #item(): { readonly key: string; readonly option: string } | undefined {
    const option = this.#flags.find(({ encodesKey }) => encodesKey)?.name
    const key = this.#key()
    return option !== undefined && key ? { key: local(key.name), option } : undefined
  }

  #gives(): MemberText[] {
    const { name, request, silence } = this.#command
    const words = silence ? [silence.option] : []
    const own = this.#args.filter((argument) => argument.kind === 'word' || isOption(argument))
    const options = [...own.map((argument) => argument.name), ...words]
    const args = this.#args.filter((argument) => argument.kind === 'value' && !isOption(argument))
    return [
      { name: 'command', value: quoted(name) },
      { name: 'keys', value: this.#keys() },
      { name: 'block', value: blockOf(request) ? 'reader.bytes()' : 'undefined' },
      { name: 'args', value: `[${args.map((argument) => local(argument.name)).join(', ')}]` },
      { name: 'options', value: this.#flags.length > 0 ? 'options' : entries(options) },
      { name: 'silent', value: silence ? local(silence.option) : 'false' },
    ]
  }

  #keys(): string {
    const key = this.#key()
    if (this.#command.request.line.tokens.some(({ kind }) => kind === 'repeat')) return 'keys'
    if (!key) return '[]'
    return this.#item() ? '[item]' : `[${local(key.name)}]`
  }
}

/** The plain words with which the tokens begin. */
export function leadingWords(tokens: readonly Token[]): string[] {
  const end = tokens.findIndex((token) => wordOf(token) === undefined)
  return tokens.slice(0, end < 0 ? tokens.length : end).map((token) => wordOf(token) ?? '')
}

function isOption(argument: Argument): boolean {
  return argument.kind === 'value' && argument.place === 'option'
}

function entries(names: readonly string[]): string {
  return record(names.map((name) => ({ name, value: local(name) })))
}

function local(name: string): string {
  return TAKEN.has(name) ? `${name}_` : name
}

function read(name: string, word: string, args = ''): Read {
  return { name, word, args, optional: false, flags: false }
}

function letterOf({ letter, name, takes }: Flag): { letter: string; name: string; value: string } {
  const value = takes ? call(readingOf(takes, '')) : 'reader.alone()'
  return { letter: quoted(letter), name, value }
}

function call({ word, args }: Pick<Read, 'word' | 'args'>): string {
  return `reader.${word}(${args})`
}

/** How a field of a request is read: with its bounds, since a caller could not give what lies beyond. */
function readingOf(field: Field, end: string): Pick<Read, 'word' | 'args'> {
  const { type, min, max } = field
  const isEnum = type.kind === 'enum'
  const words = isEnum ? [choicesText(type)] : []
  const plain = {
    word: isEnum ? 'oneOf' : (WORDS[type.kind] ?? type.kind),
    args: [...words, ...(end === '' ? [] : [end])].join(', '),
  }
  if (isEnum || type.kind === 'length' || (min === undefined && max === undefined)) return plain
  const isSized = SIZED.has(type.kind)
  const least = String(min ?? (isSized ? 1 : NATURAL.has(type.kind) ? 0 : '-Infinity'))
  const bounds = max === undefined ? [least] : [least, String(max)]
  return { word: isSized ? 'sized' : 'within', args: [call(plain), ...bounds].join(', ') }
}
