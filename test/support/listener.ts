import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer, type ServerOpts, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface ListenOptions {
  /** Listens on a UNIX socket in a folder of its own. @default false */
  readonly socket?: boolean
  /** The port to listen on. @default a free one */
  readonly port?: number
}

export interface Listener {
  /** In the form that a client takes. */
  readonly server: string
  /** 0 for a UNIX socket. */
  readonly port: number
  /** Stops listening and destroys the connections. */
  stop(): Promise<void>
}

const HOST = '127.0.0.1'

/** Listens, and gives each connection to `accept`. */
export async function listen(
  options: ListenOptions & Pick<ServerOpts, 'allowHalfOpen'>,
  accept: (socket: Socket) => void,
): Promise<Listener> {
  const folder = options.socket ? mkdtempSync(join(tmpdir(), 'memwire-')) : undefined
  const sockets = new Set<Socket>()
  const server = createServer({ allowHalfOpen: options.allowHalfOpen ?? false }, (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    accept(socket)
  })
  if (folder) server.listen(join(folder, 'socket'))
  else server.listen(options.port ?? 0, HOST)
  await once(server, 'listening')

  const address = server.address() as AddressInfo | string
  const port = typeof address === 'string' ? 0 : address.port
  return {
    server: typeof address === 'string' ? address : `${HOST}:${port}`,
    port,
    async stop() {
      const closed = server.listening ? once(server, 'close') : undefined
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
      if (folder) rmSync(folder, { recursive: true, force: true })
    },
  }
}
