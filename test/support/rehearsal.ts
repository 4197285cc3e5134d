import assert from 'node:assert/strict'
import type { Peer } from './peer.js'
import type { Stage } from './scene.js'
import { type Script, scripted } from './scripted.js'
import { disagreement } from './settlement.js'
import { ask, clientOf, connectAs, type Subject } from './subject.js'
import { isFarewell, replyOf, type Vector, wireOf } from './vector.js'

/** A reply longer than this is not cut at every byte. */
const LONG = 4096
const SAMPLES = 200
const SEED = 20_240_229

export interface RehearsalOptions {
  /** Whether it is played once more for every way to cut the reply. @default true */
  readonly cuts?: boolean
}

/**
 * Plays an example against a scripted server: the bytes on the wire, how the call and another one right behind it
 * settle, and what becomes of the connection. Both replies come in one stream.
 */
export async function rehearse(
  stage: Stage,
  subject: Subject,
  vector: Vector,
  options: RehearsalOptions = {},
): Promise<void> {
  if (subject.metadata[vector.command]?.effect === 'session') {
    await rehearseSession(stage, subject, vector, options)
    return
  }
  const reply = replyOf(vector)
  const follows = leaves(subject, vector) ? undefined : replyOf(subject.next)
  const length = (reply?.length ?? 0) + (follows?.length ?? 0)
  const cuts = reply && options.cuts !== false ? [0, ...cutsOf(length)] : [0]
  for (const cut of cuts) await rehearseOnce(stage, subject, vector, cut)
}

async function rehearseOnce(stage: Stage, subject: Subject, vector: Vector, cut: number) {
  const server = await scripted(stage, { connections: scriptsFor(subject, vector, cut) })
  // A newer server would be sent another command where no reply is asked for, or none that is gone.
  const { silence, until = subject.server } = subject.metadata[vector.command] ?? {}
  const isSilent = silence !== undefined && vector.settles.kind === 'void'
  const assumed = isSilent ? (vector.since ?? until) : until
  const client = clientOf(subject, stage, server.server, assumed)
  // A server to which there is no connection need not be told that the client leaves.
  if (isFarewell(vector) && !hasOwn(subject, vector)) await client.connect()
  const first = ask(client, vector, server.server)
  if (leaves(subject, vector)) await first
  const second = ask(client, subject.next, server.server)
  const where = cut === 0 ? 'in one piece' : `cut at ${cut}`
  assert.equal(disagreement(vector, await first), undefined, where)
  assert.equal(disagreement(subject.next, await second), undefined, `what follows, ${where}`)
  await server.played
  client.destroy()
  await server.stop()
}

/** Plays an example of what the client itself sends on a new connection: what follows comes once it has been answered. */
async function rehearseSession(
  stage: Stage,
  subject: Subject,
  vector: Vector,
  options: RehearsalOptions,
): Promise<void> {
  const { next } = subject
  const reply = replyOf(vector) ?? Buffer.alloc(0)
  const cuts = options.cuts === false ? [0] : [0, ...cutsOf(reply.length)]
  for (const cut of cuts) {
    const sent = wireOf(vector.send ?? '')
    const script: Script = [[sent, ...pieces(reply, '', cut)]]
    const follows: Script = [[wireOf(next.send ?? ''), replyOf(next) ?? '']]
    const server = await scripted(stage, vector.closes ? script : [...script, ...follows])
    const { client, ended } = await connectAs(subject, stage, vector, server.server)
    const where = cut === 0 ? 'in one piece' : `cut at ${cut}`
    assert.equal(disagreement(vector, ended), undefined, where)
    if (!vector.closes) {
      const second = await ask(client, next, server.server)
      assert.equal(disagreement(next, second), undefined, `what follows, ${where}`)
    }
    await server.played
    client.destroy()
    await server.stop()
  }
}

function scriptsFor(subject: Subject, vector: Vector, cut: number): Script[] {
  const { next } = subject
  const ask = wireOf(next.send ?? '')
  const answer = replyOf(next) ?? ''
  const alone: Script = [[ask, answer]]
  if (vector.send === undefined) return [alone]
  const sent = wireOf(vector.send)
  if (isFarewell(vector)) return [[[sent, hangUp]], alone]
  const reply = replyOf(vector)
  // A request without reply is followed by a fence, which has the answer that it would have as a call.
  if (!reply) return [[[Buffer.concat([sent, ask, ask]), answer, answer]]]
  if (leaves(subject, vector)) return [[[sent, ...pieces(reply, '', cut)]], alone]
  const both = Buffer.concat([sent, ask])
  if (!vector.closes) return [[[both, ...pieces(reply, answer, cut)]]]
  return [[[both, ...pieces(reply, ghost(next), cut), (peer) => peer.closed]], alone]
}

function pieces(reply: Uint8Array, follows: Uint8Array | string, cut: number): Uint8Array[] {
  const stream = Buffer.concat([reply, Buffer.from(follows)])
  return cut === 0 ? [stream] : [stream.subarray(0, cut), stream.subarray(cut)]
}

/** A reply that nobody may get: the right one is told apart from it. */
function ghost(next: Vector): Uint8Array {
  return Buffer.from(String(replyOf(next)).replace('\r\n', '-ghost\r\n'))
}

/** Whether the reply may be the end of the connection, so that nothing is sent behind the request. */
function leaves({ metadata }: Subject, { command }: Vector): boolean {
  const facts = metadata[command]
  return facts?.ending === 'close' || facts?.connection === 'stream'
}

function hasOwn({ metadata }: Subject, { command }: Vector): boolean {
  return metadata[command]?.connection === 'own'
}

function hangUp(peer: Peer): void {
  peer.close()
}

function* cutsOf(length: number): Generator<number> {
  if (length <= LONG) for (let cut = 1; cut < length; cut++) yield cut
  else {
    let state = SEED
    for (let i = 0; i < SAMPLES; i++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      yield 1 + (state % (length - 1))
    }
  }
}
