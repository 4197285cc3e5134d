import { connect, type OnReadOpts, Socket, type TcpNetConnectOpts } from 'node:net'
import type { Address } from '../address.js'
import { tls as nodeTls } from '../builtin.js'
import type { Tls } from '../tls.js'
import type { Intake } from '../wire/intake.js'

export interface SocketOptions {
  readonly noDelay: boolean
  /** Milliseconds of silence until the first keep-alive probe; false: none. */
  readonly keepAlive: number | false
  readonly tls: Tls | undefined
}

/** What a socket tells its connection. */
export interface SocketEvents {
  connected(): void
  received(length: number): void
  drained(): void
  closed(cause: Error | undefined): void
}

/** Opens a socket. All addresses that a name resolves to are tried. Never throws: what is wrong closes the socket. */
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
  const socket = made(() => open(address, options, onread))
  let cause: Error | undefined
  socket.once(options.tls ? 'secureConnect' : 'connect', () => events.connected())
  socket.on('drain', () => events.drained())
  socket.on('error', (error) => {
    cause = error
  })
  socket.once('close', () => events.closed(cause))
  return socket
}

/** The socket, or one that is closed by what Node has against its options: of those of TLS it checks some only here. */
function made(open: () => Socket): Socket {
  try {
    return open()
  } catch (error) {
    return new Socket().destroy(error as Error)
  }
}

function open(address: Address, options: SocketOptions, onread: OnReadOpts): Socket {
  if ('path' in address) return connect({ path: address.path, onread })
  const { host, port } = address
  const { noDelay, keepAlive, tls } = options
  if (!tls) {
    return connect({
      host,
      port,
      noDelay,
      keepAlive: keepAlive !== false,
      keepAliveInitialDelay: keepAlive || 0,
      autoSelectFamily: true,
      onread,
    })
  }
  const tcp: TcpNetConnectOpts = { host, port, autoSelectFamily: true, onread }
  const socket = nodeTls().connect({ ...tls, ...tcp })
  // Unlike net.connect, tls.connect takes no such options.
  socket.once('connect', () => {
    socket.setNoDelay(noDelay)
    socket.setKeepAlive(keepAlive !== false, keepAlive || 0)
  })
  return socket
}
