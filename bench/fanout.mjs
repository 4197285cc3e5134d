// getMany over five nodes against one, each behind a proxy that delays replies by 20 ms:
//   node bench/fanout.mjs [--calls 50] [--delay 20]
// A call for many keys takes as long as its slowest node. Exits with 1 if five nodes take more than 1.5 times as long.
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { parseArgs } from 'node:util'
import { Client } from '../dist/generated/index.js'
import { findMemcached } from '../scripts/memcached.mjs'
import { startMemcached } from '../scripts/start-memcached.mjs'

const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '50' },
    delay: { type: 'string', default: '20' },
  },
})
const calls = Number(values.calls)
const delay = Number(values.delay)
const keys = Array.from({ length: 100 }, (_, i) => `key:${i}`)
const { binary } = findMemcached()

/** A server in front of another one, which sends each packet of a reply on a while later. */
async function slowed({ host, port }) {
  const server = createServer({ noDelay: true }, (client) => {
    const behind = connect({ host, port, noDelay: true })
    client.pipe(behind)
    behind.on('data', (chunk) => setTimeout(() => client.write(chunk), delay))
    for (const socket of [client, behind]) {
      socket.on('error', () => {})
      socket.once('close', () => {
        client.destroy()
        behind.destroy()
      })
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { name: `127.0.0.1:${server.address().port}`, close: () => server.close() }
}

/** The median time of a call, in milliseconds. */
async function timeOf(servers) {
  const cache = new Client(servers, { defaultNoreply: false })
  await cache.setMany(keys.map((key) => [key, key]))
  const times = []
  for (let i = 0; i < calls; i++) {
    const begun = performance.now()
    const { size } = await cache.getMany(keys)
    times.push(performance.now() - begun)
    if (size !== keys.length) throw new Error(`${size} of ${keys.length} keys were found`)
  }
  cache.destroy()
  return times.sort((a, b) => a - b)[times.length >> 1]
}

const servers = await Promise.all(Array.from({ length: 5 }, () => startMemcached(binary)))
const proxies = await Promise.all(servers.map(slowed))
const names = proxies.map(({ name }) => name)
const one = await timeOf(names.slice(0, 1))
const five = await timeOf(names)
for (const { close } of proxies) close()
await Promise.all(servers.map(({ stop }) => stop()))
console.log(
  `getMany of ${keys.length} keys, replies delayed by ${delay} ms, median of ${calls} calls`,
)
console.log(`one node    ${one.toFixed(1)} ms`)
console.log(`five nodes  ${five.toFixed(1)} ms, ${(five / one).toFixed(2)} times`)
process.exitCode = five / one <= 1.5 ? 0 : 1
