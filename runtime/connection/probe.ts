import type { Address } from '../address.js'
import { type AnyCommand, more, type Protocol } from '../command.js'
import { UnknownReplyError } from '../errors.js'
import type { Settings } from '../options.js'
import { Call } from '../waiter/call.js'
import { endless } from '../waiter/limit.js'
import { Refusal } from '../wire/refusal.js'
import { Writer } from '../wire/writer.js'
import { Link } from './link.js'
import { bare, Single } from './single.js'

/**
 * Finds out whether a server that has failed answers again, on a connection for itself, so that no call is put at risk.
 * It may be told to forget everything first.
 */
export class Probe {
  /** Undefined if the server answers, else why not. */
  readonly outcome: Promise<Error | undefined>
  readonly #link: Link
  readonly #settings: Settings
  readonly #waiting: Single[]
  #timer: NodeJS.Timeout | undefined
  #resolve!: (reason: Error | undefined) => void

  constructor(address: Address, settings: Settings, protocol: Protocol, flush: boolean) {
    this.outcome = new Promise((resolve) => {
      this.#resolve = resolve
    })
    this.#settings = settings
    const { roles } = protocol
    const commands = [...(flush ? roles.flush.slice(0, 1) : []), ...roles.version.slice(0, 1)]
    this.#waiting = commands.map((command) => requestOf(command, settings))
    this.#link = new Link(address, settings, protocol, {
      opened: () => this.#ask(),
      unreachable: (cause) => this.end(cause),
      received: (length) => this.#received(length),
      drained() {},
      hungUp: (cause) => this.end(cause ?? new Error('it closed the connection without an answer')),
    })
    this.#link.open()
  }

  end(reason: Error | undefined): void {
    clearTimeout(this.#timer)
    this.#link.drop()
    this.#resolve(reason)
  }

  #ask(): void {
    if (this.#waiting.length === 0) {
      this.end(undefined)
      return
    }
    const patience = this.#settings.timeout || this.#settings.connectTimeout
    const late = new Error(`no answer within ${patience} ms`)
    this.#timer = setTimeout(() => this.end(late), patience)
    const writer = new Writer()
    for (const request of this.#waiting) request.encode(writer)
    this.#link.write(writer.take(), () => {})
  }

  #received(length: number): void {
    const { intake } = this.#link
    if (!intake.received(length)) return
    for (let [request] = this.#waiting; request; [request] = this.#waiting) {
      const { reader } = intake
      const result = request.command.parse(reader, request)
      if (result === more) {
        reader.at = reader.mark
        return
      }
      this.#waiting.shift()
      if (result instanceof Refusal && !this.#isAnswer(result)) {
        const { name } = request.command
        const said = result.reason || 'the server does not know it'
        this.end(new Error(`${name} is refused: ${said}`))
        return
      }
    }
    this.end(undefined)
  }

  /** Who says that a question is wrong is there all the same; but what was to be forgotten then is not. */
  #isAnswer({ kind }: Refusal): boolean {
    return this.#waiting.length === 0 && kind !== UnknownReplyError
  }
}

function requestOf(command: AnyCommand, { codec }: Settings): Single {
  const call = new Call(command.name, undefined, endless, false)
  const fields = command.check?.([], {})
  return new Single(command, '', { ...bare, fields }, codec, call)
}
