import { once } from 'node:events'
import { createServer } from 'node:net'

/** How long a call may take, in milliseconds. */
const PATIENCE = 1000

/**
 * Makes the call of an example against a server that answers as the example says, and gives the requests that the
 * command's encoder was given.
 */
export async function requestsOf(vector, command, Client, assume) {
  const server = createServer((socket) => {
    let came = 0
    socket.on('error', () => {})
    socket.on('data', ({ length }) => {
      const isWhole = came < bytesOf(vector.send).length
      came += length
      if (!isWhole || came < bytesOf(vector.send).length) return
      if (vector.recv?.close) socket.end()
      else socket.write(bytesOf(vector.recv ?? ''))
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = `127.0.0.1:${server.address().port}`
  const requests = []
  const { encode } = command
  command.encode = (writer, request) => {
    requests.push(copyOf(request))
    encode(writer, request)
  }
  try {
    await Promise.race([call(vector, command, Client, address, assume), late()])
  } finally {
    command.encode = encode
    server.close()
  }
  return requests
}

async function call({ method, args, route }, { facts }, Client, address, assume) {
  const given = args.map(argumentOf)
  const auth = facts.effect === 'session' ? { username: given[0], password: given[1] } : undefined
  const client = new Client(address, { assume, auth, onNoreplyError() {}, timeout: PATIENCE })
  if (route !== 'key') {
    const options = typeof given.at(-1) === 'object' ? given.pop() : {}
    given.push({ ...options, node: address })
  }
  try {
    // Some are not sent without a connection.
    await client.connect()
    const result = auth ? undefined : await client[method](...given)
    // A stream asks when it is read.
    await result?.[Symbol.asyncIterator]?.().next()
  } catch {
    // How it ends is for the tests.
  } finally {
    client.destroy()
  }
}

/** What encoders and parsers read, as it is at this moment. */
function copyOf({ key, keys, ownKey, fields, flags, block, silent, bigint }) {
  return { key, keys: [...(keys ?? [])], ownKey, fields, flags, block, silent, bigint }
}

/** The bytes of an example: latin1 text, in parts where one repeats. */
export function bytesOf(given) {
  const parts = Array.isArray(given) ? given : [given]
  const texts = parts.map((part) =>
    typeof part === 'string' ? part : part.repeat.repeat(part.times),
  )
  return Buffer.from(texts.join(''), 'latin1')
}

/** What an argument of an example is in JavaScript. */
function argumentOf(data) {
  if (Array.isArray(data)) return data.map(argumentOf)
  if (typeof data !== 'object' || data === null) return data
  if (typeof data.hex === 'string') return Buffer.from(data.hex, 'hex')
  if (typeof data.repeat === 'string') return data.repeat.repeat(data.times)
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, argumentOf(value)]))
}

function late() {
  return new Promise((resolve) => setTimeout(resolve, PATIENCE).unref())
}
