import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { Worker } from 'node:worker_threads'
import { suite } from '../support/suite.js'

/** A thread that connects, makes so many calls in one turn and stands still in that turn until it is told to go on. */
const CALLER = `
  import { workerData } from 'node:worker_threads'
  const { Client } = await import(workerData.client)
  const cache = new Client(workerData.server, { assume: '1.6.0', onNoreplyError() {} })
  await cache.connect()
  for (let i = 0; i < workerData.calls; i++) cache.set('key' + i, 'value')
  Atomics.wait(workerData.gate, 0, 0)
  cache.destroy()
`

suite('a burst of calls in one turn', (test) => {
  test('is on its way to the server before the turn has ended', async (t) => {
    const gate = new Int32Array(new SharedArrayBuffer(4))
    const server = createServer((socket) => {
      socket.on('error', () => {})
      socket.once('data', (data) => server.emit('came', String(data)))
    })
    server.listen(0, '127.0.0.1')
    t.after(() => server.close())
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const client = new URL('../../generated/index.js', import.meta.url).href
    const data = { client, server: `127.0.0.1:${port}`, calls: 256, gate }
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(CALLER)}`), {
      workerData: data,
    })
    t.after(() => worker.terminate())
    const [came] = await once(server, 'came')
    Atomics.store(gate, 0, 1)
    Atomics.notify(gate, 0)
    assert.match(came as string, /^set key0 16 0 5 noreply\r\nvalue\r\nset key1 /)
    await once(worker, 'exit')
  })
})
