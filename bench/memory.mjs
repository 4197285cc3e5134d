// node --expose-gc bench/memory.mjs: what a waiting call keeps, and whether the heap comes back. Prints one line of JSON.
import { setImmediate } from 'node:timers/promises'
import { Client } from '../dist/generated/index.js'
import { startServers } from './server.mjs'
import { sizeOf, textOf } from './workloads.mjs'

const PENDING = 50_000
const WARM = 5000
/** In bytes: how much goes through before the heap is looked at, and until it is looked at again. */
const BEFORE = 2e8
const SOAK = 1e9
const SOAKED = { kind: 'mix', sizes: [20, 1_000_000], keys: 500 }
const TOGETHER = 16
/** No call may give up while the server stands still, in milliseconds. */
const TIMEOUT = 60_000

/** The calls that wait. All store one value, which counts for none of them. */
const CALLS = {
  get: (client, i) => client.get(`waiting:${i}`),
  set: (client, i) => client.set(`waiting:${i}`, 'value'),
}

if (typeof gc !== 'function') throw new Error('run it with node --expose-gc')
const bytesPerCall = {}
for (const name of Object.keys(CALLS)) bytesPerCall[name] = await waiting(CALLS[name])
console.log(JSON.stringify({ pending: PENDING, bytesPerCall, ...(await soak()) }))

/** The heap of calls that wait, of which the caller holds the promises. */
async function waiting(call) {
  const [server] = await startServers(1)
  const client = new Client(server.server, { defaultNoreply: false, timeout: TIMEOUT })
  const called = (count) => Array.from({ length: count }, (_, i) => call(client, i))
  for (const value of await called(WARM)) await value
  server.pause()
  const before = await heap()
  const promises = called(PENDING)
  const after = await heap()
  server.resume()
  await Promise.all(promises)
  client.destroy()
  await server.stop()
  return (after - before) / PENDING
}

/** Values of all sizes are stored and fetched. */
async function soak() {
  const [server] = await startServers(1)
  const client = new Client(server.server, { defaultNoreply: false, timeout: TIMEOUT })
  await pass(client, BEFORE)
  const before = await heap()
  const passed = await pass(client, SOAK)
  const after = await heap()
  await client.close()
  await server.stop()
  return { passed, heapBefore: before, heapAfter: after }
}

async function pass(client, bytes) {
  let passed = 0
  for (let turn = 0; passed < bytes; turn += TOGETHER) {
    const indexes = Array.from({ length: TOGETHER }, (_, i) => (turn + i) % SOAKED.keys)
    await Promise.all(
      indexes.map(async (index) => {
        const value = textOf(SOAKED, index)
        await client.set(`soak:${index}`, value)
        if ((await client.get(`soak:${index}`)) !== value) throw new Error(`WRONG VALUE ${index}`)
      }),
    )
    for (const index of indexes) passed += 2 * sizeOf(SOAKED, index)
  }
  return passed
}

/** What is in use when all is collected that can be. */
async function heap() {
  for (let i = 0; i < 5; i++) {
    await setImmediate()
    gc()
  }
  return process.memoryUsage().heapUsed
}
