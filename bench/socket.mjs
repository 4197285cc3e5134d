import { once } from 'node:events'
import { connect } from 'node:net'
import { isWritten, keyOf, TEXT, textOf } from './workloads.mjs'

const STORED = 'STORED\r\n'
const END = Buffer.from('END\r\n')

/** A connected socket; `onread` as in node:net. */
export async function dial(port, onread) {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true, ...(onread && { onread }) })
  await once(socket, 'connect')
  return socket
}

/** What stands under the keys that a workload writes, until it does. */
const NOTHING = '-'

/** Stores all items of a workload under these flags; of one that only writes, others in their place. */
export async function populate(port, workload, flags = TEXT) {
  const socket = await dial(port)
  const { kind, keys } = workload
  for (let index = 0; index < keys; index++) {
    const value = isWritten(kind) ? NOTHING : textOf(workload, index)
    socket.write(`set ${keyOf(workload, index)} ${flags} 0 ${value.length}\r\n${value}\r\n`)
  }
  let reply = ''
  for await (const data of socket.setEncoding('latin1')) {
    reply += data
    if (reply.length >= keys * STORED.length) break
  }
  if (reply !== STORED.repeat(keys)) {
    throw new Error(`the items could not be stored: ${reply.replaceAll(STORED, '')}`)
  }
}

/** How much CPU time servers have used, in milliseconds. */
export async function serverTime(ports) {
  const times = await Promise.all(
    ports.map(async (port) => {
      const stats = await asked(port, 'stats')
      return [...stats.toString().matchAll(/^STAT rusage_\w+ ([\d.]+)/gm)].reduce(
        (sum, [, seconds]) => sum + Number(seconds) * 1000,
        0,
      )
    }),
  )
  return times.reduce((sum, time) => sum + time, 0)
}

/** The value that the server has, undefined if it has none. */
export async function readBack(port, key) {
  const reply = await asked(port, `get ${key}`)
  const start = reply.indexOf('\r\n') + 2
  return start === reply.length ? undefined : reply.subarray(start, -7)
}

/** A reply that ends with END. */
async function asked(port, line) {
  const socket = await dial(port)
  socket.write(`${line}\r\n`)
  const parts = []
  for await (const data of socket) {
    parts.push(data)
    if (Buffer.concat(parts.slice(-2)).subarray(-END.length).equals(END)) break
  }
  return Buffer.concat(parts)
}
