import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Where a memcached listens: `host:port`, or the path of a UNIX socket. */
function dial(server: string): Socket {
  const colon = server.lastIndexOf(':')
  return server.startsWith('/')
    ? connect(server)
    : connect(Number(server.slice(colon + 1)), server.slice(0, colon))
}

/** Prints what goes over the wire, a line each. */
function show(arrow: string, bytes: Buffer): void {
  const lines = bytes.toString('latin1').split('\r\n').slice(0, -1)
  for (const line of lines) console.log(`    ${arrow} ${printable(line)}`)
}

/** A line as a terminal can show it: bytes that are no ASCII text as `\\xff`. */
function printable(line: string): string {
  const text = line.replace(/[^ -~]/g, (byte) => {
    return `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`
  })
  return text.length > 90 ? `${text.slice(0, 90)}…` : text
}

/** Stands between a client and a server and prints what they say to each other. */
export async function listenIn(server: string): Promise<{ server: string; stop(): void }> {
  const sockets: Socket[] = []
  const listener = createServer((client) => {
    const upstream = dial(server)
    sockets.push(client, upstream)
    client.on('data', (bytes) => show('→', bytes)).pipe(upstream)
    upstream.on('data', (bytes) => show('←', bytes)).pipe(client)
    for (const socket of [client, upstream]) socket.on('error', () => {})
  })
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const { port } = listener.address() as AddressInfo
  return {
    server: `127.0.0.1:${port}`,
    stop() {
      for (const socket of sockets) socket.destroy()
      listener.close()
    },
  }
}
