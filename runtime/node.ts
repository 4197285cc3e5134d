import type { Address } from './address.js'
import type { AnyCommand, Protocol } from './command.js'
import { now } from './connection/clock.js'
import { Connection } from './connection/connection.js'
import { Failure } from './connection/failure.js'
import { Knowledge } from './connection/knowledge.js'
import { bare, Single } from './connection/single.js'
import type { Settings } from './options.js'
import type { Feed } from './stream/feed.js'
import { type Changed, Source } from './stream/source.js'
import { Call } from './waiter/call.js'
import type { Waiter } from './waiter/waiter.js'

/** Milliseconds that a server has to close the connection after the farewell, if the client has no timeout. */
const FAREWELL = 1000

/** One server of a client. */
export class Node {
  /** In the form that the constructor takes. */
  readonly name: string
  readonly connection: Connection
  readonly #address: Address
  readonly #protocol: Protocol
  readonly #settings: Settings
  readonly #knowledge: Knowledge
  /** The connections of requests that need one for themselves. */
  readonly #alone = new Set<Connection>()
  readonly #streams = new Set<Source>()
  #closed = false

  constructor(address: Address, protocol: Protocol, settings: Settings) {
    this.name = address.name
    this.#address = address
    this.#protocol = protocol
    this.#settings = settings
    this.#knowledge = new Knowledge(address, settings, protocol)
    this.connection = this.#connect()
  }

  /** Sends a request on a connection for itself. */
  sendAlone(single: Single, waiter: Waiter): void {
    const connection = this.#connect()
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

  #connect(): Connection {
    return new Connection(this.#address, this.#protocol, this.#settings, this.#knowledge)
  }

  /** Whether nothing need be said, since the command only ends a connection that is not there. */
  hasLeft(command: AnyCommand): boolean {
    return !this.connection.open && this.#protocol.roles.farewell.includes(command)
  }

  /** Ends at once. */
  destroy(): void {
    this.#endStreams()
    for (const connection of [this.connection, ...this.#alone]) connection.destroy()
    this.#knowledge.forget()
  }

  async close(): Promise<void> {
    this.#endStreams()
    const alone = [...this.#alone].map((connection) => connection.close(() => undefined))
    await Promise.all([this.#leave(), ...alone])
    this.#knowledge.forget()
  }

  #leave(): Promise<void> {
    return this.connection.close(() => {
      const [command] = this.#protocol.roles.farewell
      if (!command) return undefined
      const timeout = this.#settings.timeout || FAREWELL
      const call = new Call(command.name, undefined, now() + timeout, timeout, false)
      const content = { ...bare, fields: command.check?.([], {}) }
      return {
        exchange: new Single(command, '', content, this.#settings.codec, call),
        left: call.promise,
      }
    })
  }
}
