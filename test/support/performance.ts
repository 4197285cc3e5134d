import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { memcached } from './memcached.js'
import type { Stage } from './scene.js'
import { disagreement } from './settlement.js'
import { type AnyClient, ask, clientOf, connectAs, type Subject } from './subject.js'
import { isFarewell, replyOf, type Vector, wireOf } from './vector.js'

/** How long a server that has answered too little is waited for, in milliseconds. */
const PATIENCE = 200

/** Plays an example on a server of its own, and compares how it settles. */
export async function performLive(stage: Stage, subject: Subject, vector: Vector): Promise<void> {
  const { client, server } = await prepared(stage, subject, vector)
  const ended = await ask(client, vector, server)
  assert.equal(disagreement(vector, ended), undefined)
}

/** Fails if a running server gives an example that says it cannot: the same result by the same bytes. */
export async function refutedLive(stage: Stage, subject: Subject, vector: Vector): Promise<void> {
  if (subject.metadata[vector.command]?.effect === 'session') {
    const { server } = await memcached(stage)
    const { ended } = await connectAs(subject, stage, vector, server)
    // A server that asks for no credentials takes them for an item, and stores it.
    assert.ok('value' in ended, 'a server without credentials refused some')
    return
  }
  const { client, server } = await prepared(stage, subject, vector)
  // Of a stream without an end nothing may come, for as long as it is watched.
  const patience = vector.endless && { signal: AbortSignal.timeout(PATIENCE) }
  const differs = disagreement(vector, await ask(client, vector, server, { ...patience }))
  if (differs !== undefined) return
  const again = await prepared(stage, subject, vector)
  const wanted = isFarewell(vector) ? '' : String(replyOf(vector) ?? '')
  const got = await answered(again.server, wireOf(vector.send ?? ''), wanted.length)
  assert.notEqual(got, wanted, 'a running server gives this example: take `live` away')
}

async function prepared(
  stage: Stage,
  subject: Subject,
  vector: Vector,
): Promise<{ client: AnyClient; server: string }> {
  const { server } = await memcached(stage)
  const client = clientOf(subject, stage, server)
  for (const call of vector.given ?? []) {
    const ended = await ask(client, call, server)
    if ('error' in ended) throw ended.error
  }
  // Calls that asked for no reply have been carried out when a later one is answered.
  await ask(client, subject.next, server)
  return { client, server }
}

/** What a server answers to these bytes: so many characters, or what comes until it falls silent or hangs up. */
async function answered(server: string, request: Uint8Array, length: number): Promise<string> {
  const [host, port] = server.split(':') as [string, string]
  const socket: Socket = connect(Number(port), host).setEncoding('latin1')
  let got = ''
  socket.on('data', (text) => {
    got += text
  })
  socket.write(request)
  for (let waited = 0; got.length < Math.max(1, length) && waited < PATIENCE; waited += 10) {
    if (socket.readableEnded) break
    await setTimeout(10)
  }
  socket.destroy()
  await once(socket, 'close')
  return got
}
