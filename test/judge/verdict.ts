import { isDeepStrictEqual } from 'node:util'
import { ask, type Bench, sentFor } from './bench.js'
import { cutsOf, type Hearing, hear, WAITS, type Waiting } from './hearing.js'
import { type Read, readingBehind, readingOf } from './reading.js'
import type { Recording } from './recording.js'
import { standInFor } from './stand-in.js'

/** Whether a client can send what was recorded, and what it makes of the reply. */
export type Verdict =
  /** It sends these bytes, or others that ask for the same; each request ends, and nothing is left of the reply. */
  | { readonly kind: 'exact' | 'rephrased'; readonly hearing: Hearing; readonly sent: Buffer }
  /** No call sends it. `hearing`: what a call of the command that was meant makes of the reply. */
  | { readonly kind: 'refused'; readonly hearing: Hearing | undefined; readonly reason: string }
  /** The client does not do with it what it has to. */
  | { readonly kind: 'wrong'; readonly reason: string }

export async function verdictOn(bench: Bench, recording: Recording): Promise<Verdict> {
  const { requests, refused, rest } = readingOf(recording.request, bench.readRequest)
  if (refused !== undefined) return refusal(bench, recording, requests, refused, rest)
  const sent: Buffer[] = []
  for (const [i, request] of requests.entries()) {
    const written = await sentFor(bench, request)
    if (typeof written === 'string')
      return refusal(bench, recording, requests.slice(0, i), written, request.bytes)
    sent.push(written)
  }
  const whole = Buffer.concat(sent)
  const isExact = whole.equals(recording.request)
  const fault = isExact ? undefined : await instability(bench, whole)
  if (fault !== undefined) return { kind: 'wrong', reason: fault }
  const waiting = requests.map((request) => waitingFor(bench, request))
  const hearing = hear(waiting, recording, 0)
  const reason = faultOf(hearing, recording) ?? disagreement(waiting, recording, hearing)
  if (reason !== undefined) return { kind: 'wrong', reason }
  return { kind: isExact ? 'exact' : 'rephrased', hearing, sent: whole }
}

/** The reply to what no call sends comes to a call of the command that was meant, between the requests around it. */
function refusal(
  bench: Bench,
  recording: Recording,
  before: readonly Read[],
  reason: string,
  rest: Buffer,
): Verdict {
  const standIn = standInFor(bench, rest)
  if (!standIn) return { kind: 'refused', hearing: undefined, reason }
  const behind = readingBehind(rest, bench.readRequest)
  const waiting = [...before, standIn, ...behind].map((request) => waitingFor(bench, request))
  const hearing = hear(waiting, recording, 0)
  const fault = disagreement(waiting, recording, hearing)
  return fault === undefined
    ? { kind: 'refused', hearing, reason }
    : { kind: 'wrong', reason: fault }
}

/** What the client sends has to be read as what it would send itself. */
async function instability(bench: Bench, bytes: Buffer): Promise<string | undefined> {
  const { requests, refused } = readingOf(bytes, bench.readRequest)
  if (refused !== undefined) return `the client sends ${bytes}, of which ${refused}`
  const again = await Promise.all(requests.map((request) => sentFor(bench, request)))
  const sent = again.join('')
  return sent === String(bytes) ? undefined : `the client sends ${bytes}, and ${sent} for that`
}

function waitingFor(bench: Bench, { received }: Read): Waiting {
  return { ask: () => ask(bench, received), silent: received.silent }
}

/** A reply has to end every request with a result or a typed error, and nothing of it may be left. */
function faultOf({ ends, bytes, closes }: Hearing, { reply }: Recording): string | undefined {
  const unread = ends.find((end) => end.startsWith('UnknownReplyError'))
  if (unread !== undefined) return `the step is lost: ${unread}`
  if (ends.includes(WAITS)) return `a request waits behind byte ${bytes} of ${reply.length}`
  return bytes < reply.length && !closes
    ? `${reply.length - bytes} of ${reply.length} bytes belong to nobody`
    : undefined
}

/** A cut that changes what the client makes of the reply. */
function disagreement(
  waiting: readonly Waiting[],
  recording: Recording,
  whole: Hearing,
): string | undefined {
  const cut = cutsOf(recording).find((at) => {
    return !isDeepStrictEqual(hear(waiting, recording, at), whole)
  })
  return cut === undefined ? undefined : `cut at ${cut}, the reply is read otherwise`
}
