import { connect, type Socket } from 'node:net'
import type { Address } from '../address.js'
import type { Intake } from '../wire/intake.js'

export interface SocketOptions {
  readonly noDelay: boolean
  /** Milliseconds of silence until the first keep-alive probe; false: none. */
  readonly keepAlive: number | false
}

/** What a socket tells its connection. */
export interface SocketEvents {
  connected(): void
  received(length: number): void
  drained(): void
  closed(cause: Error | undefined): void
}

/** Opens a socket. All addresses that a name resolves to are tried. */
export function openSocket(
  address: Address,
  options: SocketOptions,
  intake: Intake,
  events: SocketEvents,
): Socket {
  const onread = {
    buffer: () => intake.space(),
    callback: (length: number) => {
      events.received(length)
      return true
    },
  }
  const socket =
    'path' in address
      ? connect({ path: address.path, onread })
      : connect({
          host: address.host,
          port: address.port,
          noDelay: options.noDelay,
          keepAlive: options.keepAlive !== false,
          keepAliveInitialDelay: options.keepAlive || 0,
          autoSelectFamily: true,
          onread,
        })
  let cause: Error | undefined
  socket.once('connect', () => events.connected())
  socket.on('drain', () => events.drained())
  socket.on('error', (error) => {
    cause = error
  })
  socket.once('close', () => events.closed(cause))
  return socket
}
