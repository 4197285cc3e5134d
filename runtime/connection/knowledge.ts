import type { Address } from '../address.js'
import { assumedIdentity, type Identity } from '../assumption.js'
import type { AnyCommand, Protocol } from '../command.js'
import { UnsupportedCommandError } from '../errors.js'
import type { Settings } from '../options.js'
import { isPlainVersion } from '../version.js'
import type { ErrorFor, Exchange } from './exchange.js'
import { lackOf } from './lack.js'
import { Question, type Reaction } from './question.js'
import { hasExpired, unsigned } from './unsigned.js'

/** What has been found of commands: it is asked for each call without reply, mostly for the same command as before. */
interface Found {
  readonly identity: Identity
  readonly commands: Map<AnyCommand, boolean>
  last: AnyCommand | undefined
  has: boolean
}

/**
 * What is known of a server. It is asked what it is before the first request that not every server knows, and again
 * when the connection has been lost, since another may have taken its place.
 */
export class Knowledge {
  readonly #address: Address
  readonly #settings: Settings
  readonly #protocol: Protocol
  readonly #assumed: Identity | undefined
  #identity: Identity | undefined
  #question: Question | undefined
  /** Whether it may turn out to take no number with a sign. */
  readonly #mayBeUnsigned: boolean
  /** Counts the connections that were lost. */
  #generation = 0
  #known: Found | undefined
  #asking: Promise<void> | undefined
  readonly #waiting = new Set<() => void>()

  constructor(address: Address, settings: Settings, protocol: Protocol) {
    this.#address = address
    this.#settings = settings
    this.#protocol = protocol
    this.#assumed = this.#identity = assumedIdentity(settings.assume, protocol)
    this.#mayBeUnsigned = protocol.dialects.some(({ unsigned }) => unsigned)
  }

  /** How many calls may share a line. Behind a proxy none: it sends the parts to servers of which one may be away. */
  joins(pending: number): number {
    if (this.#identity?.dialect !== undefined) return 1
    // Few while little is asked, so that neither side waits for the other.
    return Math.min(128, Math.max(8, pending >> 3))
  }

  /**
   * Whether enough is known to send a request, or to refuse it. If not, the server is asked what it is, and `again` is
   * called when it has answered or will not.
   */
  admits(
    { command, fields, abandoned }: Pick<Exchange, 'command' | 'fields' | 'abandoned'>,
    again: () => void,
  ): boolean {
    if (this.#identity || abandoned) return true
    const matters = this.#mayBeUnsigned && hasExpired(command, fields)
    if (command.facts.needs === undefined && !matters) return true
    this.#waiting.add(again)
    this.#asking ??= this.#identify()
    return false
  }

  /** Whether the server has been asked what it is, and has not answered yet. */
  get isAsking(): boolean {
    return this.#question?.isPut ?? false
  }

  /** Whether this is called when the server has answered. */
  isAwaited(again: () => void): boolean {
    return this.#waiting.has(again)
  }

  /** Why the server cannot know a request; undefined if it may. */
  lacking(exchange: Pick<Exchange, 'command' | 'fields'>): ErrorFor | undefined {
    const lack = lackOf(exchange, this.#identity)
    if (lack === undefined) return undefined
    const { name: server } = this.#address
    const { dialect, version } = this.#identity ?? {}
    const remedy = `{ assume: '${this.#protocol.server}' }${this.#settings.tls ? '' : ' or { tls: true }'}`
    const message =
      dialect === undefined
        ? `${server} has version ${version}, but ${lack}`
        : `${server} is ${dialect.name}, which ${lack}; if it is none, say what it is: ${remedy}`
    return (command) => new UnsupportedCommandError(message, { server, command })
  }

  /** Puts a request into the form that the server takes. */
  fit(exchange: Exchange): void {
    if (this.#identity?.dialect?.unsigned) exchange.limit(unsigned)
  }

  /** Of the commands for one purpose the first that the server is known to have, else the last. */
  first(commands: readonly AnyCommand[]): AnyCommand | undefined {
    return commands.find((command) => this.#knows(command)) ?? commands.at(-1)
  }

  /** Whether the server is known to have a command. If that is not known, the server is asked, and nobody waits for it. */
  has(command: AnyCommand): boolean {
    if (!this.#identity) {
      this.#asking ??= this.#identify()
      return false
    }
    if (this.#known?.identity !== this.#identity) {
      const commands = new Map<AnyCommand, boolean>()
      this.#known = { identity: this.#identity, commands, last: undefined, has: false }
    }
    const found = this.#known
    if (found.last === command) return found.has
    found.last = command
    found.has = found.commands.get(command) ?? this.#knows(command)
    found.commands.set(command, found.has)
    return found.has
  }

  /** Only of a server that tells its version as memcached does is it known: what speaks like it need not know all of it. */
  #knows(command: AnyCommand): boolean {
    if (command.facts.needs === undefined) return true
    const { version, dialect } = this.#identity ?? {}
    const isKnown = version !== undefined && dialect === undefined && isPlainVersion(version)
    return isKnown && lackOf({ command, fields: {} }, this.#identity) === undefined
  }

  /** The connection was lost: whoever answers the next one may be another. */
  forget(): void {
    this.#generation++
    this.#identity = this.#assumed
    this.#question?.end('unknown')
  }

  async #identify(): Promise<void> {
    const generation = this.#generation
    const identity = await this.#ask(() => this.#generation !== generation)
    this.#question = this.#asking = undefined
    // Who was asked may not be who answers by now: whoever still wants to know asks again.
    if (identity) this.#identity = identity
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    for (const again of waiting) again()
  }

  /** What the server says of itself; undefined if another may have taken its place meanwhile. */
  async #ask(isOver: () => boolean): Promise<Identity | undefined> {
    const { dialects, roles } = this.#protocol
    const probes = dialects.length > 0 ? dialects : [undefined]
    let version: string | undefined
    for (const [i, dialect] of probes.entries()) {
      for (let attempt = 1; ; attempt++) {
        const asked = i === 0 ? roles.version[0] : undefined
        const { reaction, said } = await this.#put(asked, dialect?.probe)
        if (isOver()) return undefined
        version = said ?? version
        // A connection may be lost by chance, but not twice in a row at the same line.
        if (reaction === 'closed' && dialect && attempt === 1) continue
        if (reaction === 'closed' && dialect) return { dialect }
        if (reaction !== 'said') return version === undefined ? {} : { version }
        break
      }
    }
    return version === undefined ? {} : { version }
  }

  async #put(
    version: AnyCommand | undefined,
    probe: string | undefined,
  ): Promise<{ readonly reaction: Reaction; readonly said: string | undefined }> {
    const question = new Question(this.#address, this.#settings, this.#protocol, version, probe)
    this.#question = question
    const reaction = await question.reaction
    return { reaction, said: question.version }
  }
}
