import assert from 'node:assert/strict'
import type { Spec } from '#codegen/ir.js'
import type { Asked, Dialogue } from '../support/dialogue.js'
import { type Account, accountOf, type Settles } from './account.js'
import { Refused } from './argument.js'
import { encode } from './encode.js'
import { type Call, type Plan, planOf } from './plan.js'
import type { Request, Serde } from './request.js'

/** A generated client and what its spec means. */
export interface Pair {
  readonly spec: Spec
  readonly dialogue: Dialogue
  readonly serde: Serde
}

/** A call that both understand alike, on the wire. */
export interface Agreed {
  readonly plan: Plan
  readonly requests: readonly Request[]
  readonly asked: Asked
}

/** Fails unless both send the same bytes; undefined if both refuse. */
export async function agreeOnRequest(pair: Pair, call: Call): Promise<Agreed | undefined> {
  const { spec, dialogue, serde } = pair
  const asked = dialogue.ask(call.method, call.args, call.options)
  let plan: Plan
  try {
    plan = planOf(spec, call, serde)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const settled = await asked.settled()
    assert.deepEqual(
      asked.requests.map(({ bytes }) => bytes.toString('latin1')),
      [],
      `sent although it is not ${error.message}`,
    )
    assert.equal(nameOf(settled), 'IllegalInputError')
    return undefined
  }
  const requests = plan.requests.flatMap((request) => cutLike(request, asked))
  assert.deepEqual(
    asked.requests.map(({ bytes }) => bytes.toString('latin1')),
    requests.map((request) => encode(request).toString('latin1')),
    nameOf(await asked.settled()),
  )
  return { plan, requests, asked }
}

/** Fails unless both make the same of what a server sends, however it is cut into packets. */
export async function agreeOnReply(
  { spec, serde }: Pair,
  { plan, requests, asked }: Agreed,
  stream: Buffer,
  sizes: readonly number[],
): Promise<Account> {
  const account = accountOf(spec, plan, requests, serde, stream)
  const { ends, bytes, closes } = asked.hear(stream, sizes)
  const settled = settlesOf(await asked.settled())
  // Where the bytes of a reply end that is none, nobody can say.
  const isStrange = (end: unknown) => (end as { error?: string }).error === 'UnknownReplyError'
  const heard = {
    ends: ends.map((end) => (isStrange(end) ? { error: 'UnknownReplyError', text: '' } : end)),
    bytes: ends.some(isStrange) ? account.bytes : bytes,
    closes,
    settles: settled,
  }
  assert.deepEqual(heard, account)
  return account
}

/** Keys share lines that are as long as the command allows; where each one is cut is the client's affair. */
function cutLike(request: Request, asked: Asked): Request[] {
  const { command, keys } = request
  if (!command.params.some(({ role }) => role === 'keys')) return [request]
  const cut: Request[] = []
  for (let at = 0; at < keys.length; ) {
    const size = asked.requests[cut.length]?.keys ?? keys.length
    assert.ok(size > 0, 'a line without keys')
    const one = { ...request, keys: keys.slice(at, at + size) }
    at += size
    assert.ok(encode(one).length <= command.line, 'a line that is too long')
    const next = { ...request, keys: keys.slice(at - size, at + 1) }
    assert.ok(at >= keys.length || encode(next).length > command.line, 'a line that ends too early')
    cut.push(one)
  }
  return cut
}

function nameOf(settled: Awaited<ReturnType<Asked['settled']>>): string {
  return settled && 'error' in settled ? (settled.error as Error).name : 'no error'
}

function settlesOf(settled: Awaited<ReturnType<Asked['settled']>>): Settles | undefined {
  if (!settled || !('error' in settled)) return settled
  const { name, reply = '' } = settled.error as Error & { reply?: string }
  return { error: name, text: name === 'UnknownReplyError' ? '' : reply }
}
