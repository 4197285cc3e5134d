import type { Command, ReplyLine } from '../ir.js'
import { hasHead, narrowestFirst } from '../narrow.js'
import { isEndless } from '../stream.js'
import { plainBytes } from './bytes.js'
import type { Bound } from './call.js'
import { flagName, type Scanned, scan, type Unfit } from './scan.js'
import { added, allOf, Digits, emptyOf, type Read, readingOf } from './value.js'

/** What comes of a call, read from what the server answers. */
export interface Decoded {
  readonly gives: Read
  /** The error, if the call fails. */
  readonly throws?: string
  /** Whether the connection is closed by it. */
  readonly closes: boolean
  /** How many bytes were read. */
  readonly length: number
  /** Whether bytes are missing. */
  readonly isShort: boolean
  /** The command’s lines that came. */
  readonly used: ReadonlySet<ReplyLine>
}

/** Reads replies as the runtime does, from the spec alone. */
export class Decoder {
  readonly #command: Command
  readonly #errors: readonly ReplyLine[]
  readonly #bound: Bound
  readonly #bytes: string
  readonly #used = new Set<ReplyLine>()
  #at = 0

  constructor(command: Command, errors: readonly ReplyLine[], bound: Bound, bytes: string) {
    this.#command = command
    this.#errors = errors
    this.#bound = bound
    this.#bytes = bytes
  }

  decode(): Decoded {
    const { request } = this.#command
    const isJoined = request.line.tokens.some(({ kind }) => kind === 'repeat')
    const keys = this.#bound.keys.map((key) => plainBytes(key) ?? '')
    const replies: Read[] = []
    const parts = isJoined || keys.length === 0 ? [keys] : keys.map((key) => [key])
    for (const part of parts) {
      const reply = this.#reply(part)
      if (reply instanceof End) return this.#decoded(undefined, reply)
      replies.push(reply)
    }
    return this.#decoded(this.#merged(keys, replies, isJoined))
  }

  /** One reply: what it gives. For entries, the Map of those that came. */
  #reply(keys: readonly string[]): Read | End {
    const { request } = this.#command
    let items = emptyOf(this.#command)
    let isBegun = keys.length > 1
    for (;;) {
      const found = this.#line(keys)
      if (found === 'more') {
        const isEnough = isEndless(this.#command) && this.#at === this.#bytes.length
        return isEnough ? this.#exact(items) : new End(undefined, false, true)
      }
      if (found === 'other') return new End('UnknownReplyError', true)
      const { line, scanned } = found
      this.#at = scanned.end
      const { outcome } = line
      if (outcome.kind === 'throws') {
        const closes =
          line.closes === 'always' ||
          (line.closes === 'block' && request.block !== undefined) ||
          (isBegun && line.closes !== 'end')
        return new End(outcome.error, closes)
      }
      const value = readingOf(outcome.result, scanned, (name) => this.#bound.asks(name))
      if (this.#command.items.includes(line)) {
        items = added(items, value)
        isBegun = true
      } else if (outcome.result.kind !== 'items') return this.#exact(value)
      else return this.#exact(items)
    }
  }

  #exact(value: Read): Read | End {
    const isUnsafe = !this.#bound.isExact && allOf(value).some(isTooLarge)
    return isUnsafe ? new End('UnsafeIntegerError', false) : value
  }

  #line(keys: readonly string[]): { readonly line: ReplyLine; readonly scanned: Scanned } | Unfit {
    const own = narrowestFirst([...this.#command.items, ...this.#command.reply])
    const lines = [
      ...own.filter(({ pattern }) => hasHead(pattern)),
      ...this.#errors,
      ...own.filter(({ pattern }) => !hasHead(pattern)),
    ]
    let unfit: Unfit = 'other'
    for (const line of lines) {
      const scanned = scan(line.pattern, this.#bytes, this.#at)
      if (scanned === 'more') unfit = 'more'
      else if (scanned !== 'other' && namesKey(line, scanned, keys) && this.#echoes(scanned)) {
        if (own.includes(line)) this.#used.add(line)
        return { line, scanned }
      }
    }
    return unfit
  }

  /** What a flag sends to have it back has to come back, if anything does. */
  #echoes({ texts }: Scanned): boolean {
    return this.#command.flags.every(({ echoes, letter, name }) => {
      const text = texts.get(flagName(letter))
      return !echoes || text === undefined || text === plainBytes(this.#bound.options[name])
    })
  }

  #merged(keys: readonly string[], replies: readonly Read[], isJoined: boolean): Read {
    const { many, collects } = this.#command
    const [first] = replies
    if (!this.#bound.isMany) {
      return collects === 'entries' && first instanceof Map ? first.get(keys[0] ?? '') : first
    }
    if (isJoined) return first
    if (many?.gives === 'refused') return keys.filter((_, i) => replies[i] === false)
    return new Map(
      keys.flatMap((key, i) => (replies[i] === undefined ? [] : [[key, replies[i]] as const])),
    )
  }

  #decoded(gives: Read, failure?: End): Decoded {
    return {
      gives,
      ...(failure?.throws !== undefined && { throws: failure.throws }),
      closes: failure?.closes ?? false,
      length: this.#at,
      isShort: failure?.isShort ?? false,
      used: this.#used,
    }
  }
}

function isTooLarge(value: Read): boolean {
  return value instanceof Digits && !value.isOpaque && !Number.isSafeInteger(Number(value.text))
}

/** How reading ends early. */
class End {
  readonly throws: string | undefined
  readonly closes: boolean
  readonly isShort: boolean

  constructor(throws: string | undefined, closes: boolean, isShort = false) {
    this.throws = throws
    this.closes = closes
    this.isShort = isShort
  }
}

/** A key in a reply has to be one that was asked for. */
function namesKey({ pattern }: ReplyLine, { texts }: Scanned, keys: readonly string[]): boolean {
  for (const token of pattern.line.tokens) {
    const parts = token.kind === 'token' ? token.parts : []
    for (const part of parts) {
      if (
        part.kind === 'field' &&
        part.type.kind === 'key' &&
        !keys.includes(texts.get(part.name) ?? '')
      )
        return false
    }
  }
  return true
}
