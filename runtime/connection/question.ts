import type { Address } from '../address.js'
import { type AnyCommand, more, type Protocol } from '../command.js'
import { AuthenticationError } from '../errors.js'
import type { Settings } from '../options.js'
import { Call } from '../waiter/call.js'
import { endless } from '../waiter/limit.js'
import { Refusal } from '../wire/refusal.js'
import { Writer } from '../wire/writer.js'
import { Link } from './link.js'
import { bare, Single } from './single.js'

/** How a server takes a question: it says something, closes the connection without a word, or neither. */
export type Reaction = 'said' | 'closed' | 'unknown'

/**
 * What a server is asked on a connection for itself, so that nobody is harmed if it ends: its version, and a line that
 * some know and others do not.
 */
export class Question {
  readonly reaction: Promise<Reaction>
  /** What the server says of its version; undefined if it has not said it. */
  version: string | undefined
  readonly #link: Link
  readonly #timer: NodeJS.Timeout
  #waiting: Single | undefined
  #probe: string | undefined
  #heard = false
  /** It wants credentials first, and answers nothing more. */
  #locked = false
  #resolve!: (reaction: Reaction) => void

  constructor(
    address: Address,
    settings: Settings,
    protocol: Protocol,
    version: AnyCommand | undefined,
    probe: string | undefined,
  ) {
    this.reaction = new Promise((resolve) => {
      this.#resolve = resolve
    })
    this.#waiting = version && requestOf(version, settings)
    this.#probe = probe
    this.#link = new Link(address, settings, protocol, {
      opened: () => this.#ask(),
      unreachable: () => this.end('unknown'),
      received: (length) => this.#received(length),
      drained() {},
      hungUp: () => this.end(this.#heard || probe === undefined ? 'unknown' : 'closed'),
    })
    const { connectTimeout, timeout } = settings
    this.#timer = setTimeout(
      () => this.end('unknown'),
      connectTimeout + (timeout || connectTimeout),
    )
    this.#link.open()
  }

  /** Whether it has been put, and the server is to answer. */
  get isPut(): boolean {
    return this.#link.state === 'open'
  }

  end(reaction: Reaction): void {
    clearTimeout(this.#timer)
    this.#link.drop()
    this.#resolve(reaction)
  }

  #ask(): void {
    const writer = new Writer()
    this.#waiting?.encode(writer)
    if (this.#probe !== undefined) {
      writer.verbatim(this.#probe)
      writer.end()
    }
    this.#link.write(writer.take(), () => {})
  }

  #received(length: number): void {
    this.#heard = true
    const { intake } = this.#link
    const { reader } = intake
    if (!intake.received(length)) return
    if (this.#waiting && !this.#readVersion(this.#waiting)) return
    if (this.#locked || this.#probe === undefined || reader.line()) this.end('said')
  }

  /** Whether the answer is there, whatever it is. */
  #readVersion(request: Single): boolean {
    const { reader } = this.#link.intake
    const result = request.command.parse(reader, request)
    if (result === more) {
      reader.at = reader.mark
      return false
    }
    this.#waiting = undefined
    this.#locked = result instanceof Refusal && result.kind === AuthenticationError
    if (typeof result === 'string') this.version = result
    return true
  }
}

function requestOf(command: AnyCommand, { codec }: Settings): Single {
  const call = new Call(command.name, undefined, endless, false)
  return new Single(command, '', { ...bare, fields: command.check?.([], {}) }, codec, call)
}
