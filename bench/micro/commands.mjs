import { readFileSync } from 'node:fs'
import { Client } from '../../dist/generated/client.js'
import * as generated from '../../dist/generated/commands.js'
import { protocol } from '../../dist/generated/protocol.js'
import { typed } from '../../dist/runtime/serde/typed.js'
import { Reader } from '../../dist/runtime/wire/reader.js'
import { Writer } from '../../dist/runtime/wire/writer.js'
import { bytesOf, requestsOf } from './capture.mjs'
import { costOf } from './cost.mjs'

const LF = 10
const file = new URL('../../generated/vectors.json', import.meta.url)
const { vectors } = JSON.parse(readFileSync(file, 'utf8'))
const commands = new Map(
  Object.values(generated)
    .filter((one) => typeof one?.encode === 'function')
    .map((command) => [command.name, command]),
)

/** For each method the cost of writing the request, and of reading the reply, of its first example that has them. */
export async function commandCosts(measure = costOf) {
  const costs = new Map()
  for (const vector of vectors) {
    const { method, send, recv, settles } = vector
    const isPlain = typeof send === 'string' && !Array.isArray(recv)
    if (costs.has(method) || !isPlain || settles.kind === 'throws') continue
    const cost = await costsOf(vector, measure)
    if (cost) costs.set(method, { method, ...cost })
  }
  return [...costs.values()]
}

async function costsOf(vector, measure) {
  const command = commands.get(vector.command)
  const writer = new Writer()
  let requests
  // An older server is sent this command itself where no reply is asked for; a newer one takes all of its options.
  for (const server of [vector.since, protocol.server]) {
    const encoded = await requestsOf(vector, command, Client, server)
    requests ??= sentOf(encoded, command, writer, bytesOf(vector.send))
  }
  if (requests === undefined) return undefined
  const encode = measure(() => {
    writer.mark()
    for (const request of requests) command.encode(writer, request)
    writer.rollBack()
  })
  const size = vector.send.length
  // Some replies are that the connection ends, and some never end.
  if (typeof vector.recv !== 'string' || vector.endless) return { size, encode }
  const read = decoder(command, requests, bytesOf(vector.recv))
  return read() ? { size, encode, decode: measure(read) } : { size, encode }
}

/** The last of what was encoded that makes these bytes: the runtime also encodes to learn how long a line would be. */
function sentOf(encoded, command, writer, bytes) {
  for (let first = encoded.length - 1; first >= 0; first--) {
    const requests = encoded.slice(first)
    for (const request of requests) command.encode(writer, request)
    if (Buffer.concat(writer.take()).equals(bytes)) return requests
  }
  return undefined
}

/** Reads the whole reply; gives whether it was that. */
function decoder(command, requests, reply) {
  const reader = new Reader(protocol.errors)
  reader.buffer = reply
  reader.limit = reply.length
  reader.newline = reply.lastIndexOf(LF)
  const asked = requests.map(answerable)
  return () => {
    reader.at = 0
    reader.mark = 0
    for (const request of asked) {
      request.items = undefined
      request.next = 0
      command.parse(reader, request)
    }
    return reader.at === reply.length
  }
}

/** A request as parsers know it, with nobody who waits. */
function answerable(request) {
  return {
    ...request,
    items: undefined,
    next: 0,
    value: ({ body, bodyStart, bodyEnd }, flags) =>
      typed.read(request.ownKey, body, bodyStart, bodyEnd, flags, false),
    found(index) {
      this.next = index + 1
    },
    uint64: (value) => value,
  }
}
