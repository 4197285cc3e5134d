import assert from 'node:assert/strict'
import { once } from 'node:events'
import { takesPart } from '#bench/entrants.mjs'
import { launch } from '#bench/launch.mjs'
import { scriptOf } from '#bench/script.mjs'
import { dial, populate, readBack, serverTime } from '#bench/socket.mjs'
import { keyOf, textOf, WORKLOADS, type Workload } from '#bench/workloads.mjs'
import { memcached } from '../support/memcached.js'
import type { Scene } from '../support/scene.js'
import { suite } from '../support/suite.js'

const VARIANTS = ['raw', 'raw-mg', 'raw-coal']
/** As short as they may be, in milliseconds: nothing here depends on how much is done meanwhile. */
const TIMES = { warm: 1, ms: 50, node: process.execPath }

async function server(t: Scene): Promise<number> {
  const { port } = await memcached(t, { args: ['-m', '256'] })
  assert.ok(port)
  return port
}

/** What comes back for these bytes before the answer to `mn`, which is sent behind them. */
async function answered(port: number, request: Buffer): Promise<number> {
  const socket = await dial(port)
  socket.write(Buffer.concat([request, Buffer.from('mn\r\n')]))
  let length = 0
  for (let tail = ''; !tail.endsWith('MN\r\n'); ) {
    const [data] = (await once(socket, 'data')) as [Buffer]
    length += data.length
    tail = (tail + data.toString('latin1')).slice(-4)
  }
  socket.destroy()
  return length - 'MN\r\n'.length
}

suite('the raw limit', (test) => {
  const small = Object.entries(WORKLOADS).filter(
    ([name, { depth }]) => depth <= 64 && name !== 'get1m-c4',
  )
  for (const [name, workload] of small) {
    for (const variant of VARIANTS.filter((variant) => takesPart(variant, workload))) {
      test(`knows how much ${variant} gets in ${name}`, async (t) => {
        const port = await server(t)
        await populate(port, workload, workload.flags)
        for (const { request, reply } of scriptOf(variant, workload).exchanges.slice(0, 3)) {
          assert.equal(await t.until('the reply', answered(port, request)), reply)
        }
      })
    }
  }
})

suite('a server that is measured', (test) => {
  test('tells the time that it was busy, and others add theirs', async (t) => {
    const [one, other] = [await server(t), await server(t)]
    const [before, both] = [await serverTime([one]), await serverTime([one, other])]
    assert.ok(before > 0)
    assert.ok(both > before)
    assert.ok((await serverTime([one])) >= before)
  })
})

suite('a run of the benchmark', (test) => {
  const found = WORKLOADS['get-c64']
  assert.ok(found)
  const workload: Workload = found

  test('finds the values that were stored', async (t) => {
    const port = await server(t)
    await populate(port, workload)
    assert.equal(String(await readBack(port, keyOf(workload, 7))), textOf(workload, 7))
    for (const adapter of ['memwire', 'raw']) {
      const turn = { workload: 'get-c64', adapter, round: 0 }
      const run = await t.until(adapter, launch(turn, [port], TIMES))
      assert.equal(run.failed, undefined)
      assert.equal(run.errors, 0, run.firstError)
      assert.ok((run.ops ?? 0) > 0)
    }
  })

  test('counts values that are wrong', async (t) => {
    const port = await server(t)
    await populate(port, { ...workload, size: 99 })
    // The keys are those of the workload, the values a byte too short.
    const socket = await dial(port)
    for (let index = 0; index < workload.keys; index++) {
      const value = textOf({ ...workload, size: 99 }, index)
      socket.write(`set ${keyOf(workload, index)} 16 0 99 noreply\r\n${value}\r\n`)
    }
    socket.write('mn\r\n')
    await t.until('the end', once(socket, 'data'))
    socket.destroy()
    const turn = { workload: 'get-c64', adapter: 'memwire', round: 0 }
    const run = await t.until('the run', launch(turn, [port], TIMES))
    assert.ok((run.errors ?? 0) > 0)
    assert.match(run.firstError ?? '', /^WRONG VALUE for b100:/)
  })

  test('begins without the values that it is to store', async (t) => {
    const port = await server(t)
    const sets = WORKLOADS['set-c64']
    assert.ok(sets)
    await populate(port, sets)
    assert.notEqual(String(await readBack(port, keyOf(sets, 0))), textOf(sets, 0))
  })

  test('tells how a client failed that cannot be started', async (t) => {
    const turn = { workload: 'get-c64', adapter: 'nobody', round: 0 }
    const run = await t.until('the run', launch(turn, [1], TIMES))
    assert.match(run.failed ?? '', /^ended with code 1: .*nobody\.mjs/s)
  })
})
