import type { Socket } from 'node:net'
import { setImmediate } from 'node:timers/promises'

/** Bytes as tests write them: a string stands for its characters, a byte each. */
export type Bytes = string | Uint8Array

export function bytes(given: Bytes): Buffer {
  return typeof given === 'string' ? Buffer.from(given, 'latin1') : Buffer.from(given)
}

/** Bytes as reports show them. */
export function shown(given: Bytes): string {
  const text = bytes(given).toString('latin1')
  return JSON.stringify(text.length > 500 ? `${text.slice(0, 500)}…` : text)
}

/** Lets the other end of a connection within this process read what has been written to it. */
export async function turn(): Promise<void> {
  // The first one comes before the next look at the sockets, the second behind it.
  await setImmediate()
  await setImmediate()
}

/** Writes these bytes so that the other end reads them by themselves; false if the connection has ended. */
export async function packet(socket: Socket, content: Uint8Array): Promise<boolean> {
  if (!socket.writable) return false
  const sent = await new Promise<boolean>((resolve) => {
    socket.write(content, (error) => resolve(!error))
  })
  await turn()
  return sent
}
