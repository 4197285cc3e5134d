import type { Address } from './address.js'
import { Health, type Ward } from './cluster/health.js'
import { Member, type Move } from './cluster/member.js'
import type { AnyCommand, Protocol } from './command.js'
import type { Cap } from './connection/cap.js'
import { limitOf } from './connection/clock.js'
import { Connection } from './connection/connection.js'
import { Failure } from './connection/failure.js'
import type { Held } from './connection/held.js'
import { Knowledge } from './connection/knowledge.js'
import { Probe } from './connection/probe.js'
import { type Pulse, sideOf } from './connection/pulse.js'
import { Resting } from './connection/resting.js'
import { bare, Single } from './connection/single.js'
import type { Emitter } from './events.js'
import type { Settings } from './options.js'
import type { Feed } from './stream/feed.js'
import { type Changed, Source } from './stream/source.js'
import { Call } from './waiter/call.js'
import type { Waiter } from './waiter/waiter.js'

/** Milliseconds that a server has to close the connection after the farewell, if the client has no timeout. */
const FAREWELL = 1000

/** What a node has to know of the others. */
export interface Surroundings {
  readonly events: Emitter
  readonly held: Held | undefined
  /** What is done to times to live. */
  readonly cap: Cap | undefined
  /** Whether its keys have no other place. */
  readonly isAlone: boolean
  readonly move: Move
  /** It has died or come back. */
  readonly changed: (node: Node) => void
  /** Whether none of those is left that its keys would move to. */
  readonly isForsaken: () => boolean
}

/** One server of a client. */
export class Node {
  /** In the form that the constructor takes. */
  readonly name: string
  readonly connection: Connection
  readonly #address: Address
  readonly #protocol: Protocol
  readonly #settings: Settings
  readonly #knowledge: Knowledge
  readonly #health: Health | undefined
  readonly #pulse: Pulse
  /** The connections of requests that need one for themselves. */
  readonly #alone = new Set<Connection>()
  readonly #streams = new Set<Source>()
  #closed = false

  constructor(
    address: Address,
    protocol: Protocol,
    settings: Settings,
    surroundings: Surroundings,
  ) {
    this.name = address.name
    this.#address = address
    this.#protocol = protocol
    this.#settings = settings
    this.#knowledge = new Knowledge(address, settings, protocol)
    this.#health = surroundings.isAlone ? undefined : this.#watch(surroundings)
    this.#pulse = this.#pulseIn(surroundings)
    this.connection = this.#connect(this.#pulse)
  }

  /** Whether calls are sent to it now, as far as is known. */
  get isUsable(): boolean {
    return this.connection.accepts
  }

  /** Whether it has failed so often that its keys have moved. */
  get isDead(): boolean {
    return this.#health?.state === 'dead'
  }

  /** Sends a request on a connection for itself. */
  sendAlone(single: Single, waiter: Waiter): void {
    const connection = this.#connect(sideOf(this.#pulse))
    this.#alone.add(connection)
    connection.send(single)
    const leave = () => {
      connection.destroy()
      this.#alone.delete(connection)
    }
    waiter.promise.then(leave, leave)
  }

  /** This server's part of a stream: not open yet, and ended with the client. */
  source(feed: Feed, timeout: number, changed: Changed): Source {
    const origin = {
      address: this.#address,
      settings: this.#settings,
      protocol: this.#protocol,
      knowledge: this.#knowledge,
    }
    if (this.#closed) throw new Failure(this.name).closed(feed.command.name, timeout)
    const source: Source = new Source(origin, feed, timeout, changed, () => {
      this.#streams.delete(source)
    })
    this.#streams.add(source)
    return source
  }

  #endStreams(): void {
    this.#closed = true
    for (const source of this.#streams) source.close()
  }

  #connect(pulse: Pulse): Connection {
    const known = { knowledge: this.#knowledge, pulse }
    return new Connection(this.#address, this.#protocol, this.#settings, known)
  }

  #watch({ events, changed, isForsaken }: Surroundings): Health {
    const settings = this.#settings
    const ward: Ward = {
      name: this.name,
      probe: (state) => {
        const flush = settings.flushOnReturn && state === 'dead'
        return new Probe(this.#address, settings, this.#protocol, flush)
      },
      changed: () => changed(this),
      get isForsaken() {
        return isForsaken()
      },
    }
    return new Health(ward, settings, events)
  }

  #pulseIn({ events, held, move, cap }: Surroundings): Pulse {
    return this.#health
      ? new Member(this.name, this.#health, { events, held, move, cap })
      : new Resting(this.name, events, held, cap)
  }

  /** Whether nothing need be said, since the command only ends a connection that is not there. */
  hasLeft(command: AnyCommand): boolean {
    return !this.connection.open && this.#protocol.roles.farewell.includes(command)
  }

  /** Ends at once. */
  destroy(): void {
    this.#endStreams()
    this.#health?.stop()
    for (const connection of [this.connection, ...this.#alone]) connection.destroy()
    this.#knowledge.forget()
  }

  async close(): Promise<void> {
    this.#endStreams()
    this.#health?.stop()
    const alone = [...this.#alone].map((connection) => connection.close(() => undefined))
    await Promise.all([this.#leave(), ...alone])
    this.#knowledge.forget()
  }

  #leave(): Promise<void> {
    return this.connection.close(() => {
      const [command] = this.#protocol.roles.farewell
      if (!command) return undefined
      const timeout = this.#settings.timeout || FAREWELL
      const call = new Call(command.name, undefined, limitOf(timeout), false)
      const content = { ...bare, fields: command.check?.([], {}) }
      return {
        exchange: new Single(command, '', content, this.#settings.codec, call),
        left: call.promise,
      }
    })
  }
}
