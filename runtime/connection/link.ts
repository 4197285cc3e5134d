import type { Socket } from 'node:net'
import type { Address } from '../address.js'
import type { Protocol } from '../command.js'
import type { Settings } from '../options.js'
import { Intake } from '../wire/intake.js'
import { Handshake } from './handshake.js'
import { openSocket, type SocketEvents } from './socket.js'

/** What a link tells its connection. */
export interface LinkEvents {
  opened(): void
  unreachable(cause: Error): void
  received(length: number): void
  drained(): void
  hungUp(cause: Error | undefined): void
}

/** A connection's socket: opened when it is needed, given up when its step is in doubt. Nothing of one reaches the next. */
export class Link {
  state: 'idle' | 'connecting' | 'open' = 'idle'
  intake: Intake
  readonly #address: Address
  readonly #settings: Settings
  readonly #protocol: Protocol
  readonly #events: LinkEvents
  #socket: Socket | undefined

  constructor(address: Address, settings: Settings, protocol: Protocol, events: LinkEvents) {
    this.#address = address
    this.#settings = settings
    this.#protocol = protocol
    this.#events = events
    this.intake = new Intake(protocol.errors)
  }

  open(): void {
    this.state = 'connecting'
    this.intake = new Intake(this.#protocol.errors)
    const { connectTimeout } = this.#settings
    let timer: NodeJS.Timeout | undefined
    const isCurrent = (): boolean => this.#socket === socket
    const opened = (): void => {
      clearTimeout(timer)
      this.state = 'open'
      this.#events.opened()
    }
    let handshake: Handshake | undefined
    const events: SocketEvents = {
      connected: () => {
        if (!isCurrent()) return
        handshake = this.#handshake()
        if (handshake) for (const part of handshake.request()) socket.write(part)
        else opened()
      },
      received: (length) => {
        if (!isCurrent()) return
        if (!handshake) {
          this.#events.received(length)
          return
        }
        const agreed = handshake.received(length)
        if (agreed === undefined) return
        handshake = undefined
        if (agreed === true) opened()
        else socket.destroy(agreed)
      },
      drained: () => {
        if (isCurrent()) this.#events.drained()
      },
      closed: (cause) => {
        clearTimeout(timer)
        if (isCurrent()) this.#closed(cause)
      },
    }
    const socket = openSocket(this.#address, this.#settings, this.intake, events)
    this.#socket = socket
    timer = setTimeout(() => {
      socket.destroy(new Error(`no connection within ${connectTimeout} ms`))
    }, connectTimeout)
  }

  /** Writes parts, several in one system call, and tells when the socket is done with each; false if it holds them back. */
  write(parts: readonly Buffer[], done: (part: Buffer) => void): boolean {
    const socket = this.#socket
    if (!socket) return true
    let taken = true
    if (parts.length > 1) socket.cork()
    for (const part of parts) {
      if (!socket.write(part, () => done(part))) taken = false
    }
    if (parts.length > 1) socket.uncork()
    return taken
  }

  /** Reads nothing more for now: the server has to wait. */
  pause(): void {
    this.#socket?.pause()
  }

  resume(): void {
    this.#socket?.resume()
  }

  /** Gives the socket up. */
  drop(): void {
    const socket = this.#socket
    this.#socket = undefined
    this.state = 'idle'
    socket?.destroy()
  }

  /** What has to be said before anything else. */
  #handshake(): Handshake | undefined {
    const { auth } = this.#settings
    const [command] = this.#protocol.roles.auth
    return auth && command && new Handshake(command, auth, this.intake)
  }

  #closed(cause: Error | undefined): void {
    if (this.state === 'open') {
      this.#events.hungUp(cause)
      return
    }
    const reason = cause ?? new Error('the connection was closed')
    this.drop()
    this.#events.unreachable(reason)
  }
}
