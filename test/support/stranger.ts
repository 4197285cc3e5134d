import { once } from 'node:events'
import { connect } from 'node:net'
import { type Bytes, bytes } from './packet.js'

/** Stores bytes as a program does that knows nothing of memwire. */
export async function strangerSets(
  { host, port }: { readonly host?: string; readonly port?: number },
  key: string,
  value: Bytes,
  flags = 0,
): Promise<void> {
  const socket = connect(port as number, host)
  const data = bytes(value)
  socket.write(`set ${key} ${flags} 0 ${data.length}\r\n`)
  socket.write(data)
  socket.write('\r\n')
  const [reply] = await once(socket.setEncoding('latin1'), 'data')
  socket.destroy()
  await once(socket, 'close')
  if (reply !== 'STORED\r\n') throw new Error(`the server says ${JSON.stringify(reply)}`)
}
