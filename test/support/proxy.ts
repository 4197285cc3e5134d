import { connect, type Socket } from 'node:net'
import { Flow } from './flow.js'
import { type Listener, type ListenOptions, listen } from './listener.js'
import { packet } from './packet.js'
import type { Stage } from './scene.js'

/** A server in front of another one, which can harm what goes through it. */
export class TcpProxy implements Omit<Listener, 'stop'> {
  /** From the client to the server. */
  readonly up: Flow = new Flow()
  /** From the server to the client. */
  readonly down: Flow = new Flow()
  /** How many connections have been made. */
  connections = 0
  readonly #target: string
  readonly #sockets = new Set<Socket>()
  #listener: Listener | undefined

  /** @param target The server behind it: `host:port`, or the path of a UNIX socket. */
  constructor(target: string) {
    this.#target = target
  }

  get server(): string {
    return this.#listener?.server ?? ''
  }

  get port(): number {
    return this.#listener?.port ?? 0
  }

  /** How many connections are open. */
  get open(): number {
    return this.#sockets.size / 2
  }

  async listen(options: ListenOptions = {}): Promise<void> {
    this.#listener = await listen({ ...options, allowHalfOpen: true }, (client) => {
      this.connections++
      const server = connect({ ...endpoint(this.#target), allowHalfOpen: true })
      for (const socket of [client, server]) this.#add(socket, client, server)
      carry(client, server, this.up)
      carry(server, client, this.down)
    })
  }

  /** Destroys all connections. New ones are still accepted. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  /** Destroys all connections so that both ends get a reset (ECONNRESET). */
  reset(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy()
  }

  /** Stops listening too: a connection is refused until it listens again, on the same `port` if that is given. */
  async stop(): Promise<void> {
    this.cut()
    this.up.release()
    this.down.release()
    await this.#listener?.stop()
  }

  #add(socket: Socket, client: Socket, server: Socket): void {
    this.#sockets.add(socket)
    socket.setNoDelay(true)
    socket.on('error', () => {})
    socket.once('close', () => {
      this.#sockets.delete(socket)
      client.destroy()
      server.destroy()
    })
  }
}

/** Starts a proxy in front of this server. */
export async function proxy(
  stage: Stage,
  target: string,
  options?: ListenOptions,
): Promise<TcpProxy> {
  const started = new TcpProxy(target)
  await started.listen(options)
  stage.after(() => started.stop())
  return started
}

async function carry(from: Socket, to: Socket, flow: Flow): Promise<void> {
  try {
    for await (const chunk of from) {
      for (const part of flow.packetsOf(chunk)) {
        if (!(await flow.takes()) || !(await packet(to, part))) continue
        if (flow.passed(part)) {
          from.destroy()
          return
        }
      }
    }
    if (await flow.takes()) to.end()
  } catch {
    // The connection was destroyed: its 'close' handler takes the other end along.
  }
}

function endpoint(server: string): { path: string } | { host: string; port: number } {
  if (server.startsWith('/')) return { path: server }
  const colon = server.lastIndexOf(':')
  return { host: server.slice(0, colon), port: Number(server.slice(colon + 1)) }
}
