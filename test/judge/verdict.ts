import { isDeepStrictEqual } from 'node:util'
import { askAloud, type Bench, hidingIn, type Sent, sentFor } from './bench.js'
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
  const sent: Sent[] = []
  const apart = requests.length > 1 ? requests.findIndex((one) => isStream(bench, one)) : -1
  if (apart >= 0) return beside(bench, recording, requests, Math.max(apart, 1))
  for (const [i, request] of requests.entries()) {
    const written = await sentFor(bench, request, recording.server)
    if (typeof written === 'string') {
      const unsent = Buffer.concat(requests.slice(i).map(({ bytes }) => bytes))
      return refusal(bench, recording, requests.slice(0, i), written, unsent)
    }
    sent.push(written)
  }
  const whole = Buffer.concat(sent.map(({ bytes }) => bytes))
  const plain = Buffer.concat(sent.map((one) => one.plain))
  const isExact = whole.equals(recording.request)
  const fault = isExact ? undefined : await instability(bench, plain)
  if (fault !== undefined) return { kind: 'wrong', reason: fault }
  const waiting = requests.map((request) => waitingFor(bench, request))
  const hearing = hear(waiting, recording, 0)
  const reason =
    faultOf(hearing, recording) ??
    disagreement(waiting, recording, hearing) ??
    otherWords(recording.request, plain)
  if (reason !== undefined) return { kind: 'wrong', reason }
  return { kind: isExact ? 'exact' : 'rephrased', hearing, sent: whole }
}

function isStream({ metadata }: Bench, { received }: Read): boolean {
  return metadata[received.command]?.connection === 'stream'
}

/** From this request on there is a stream that does not have its connection for itself. */
function beside(
  bench: Bench,
  recording: Recording,
  requests: readonly Read[],
  from: number,
): Verdict {
  const unsent = Buffer.concat(requests.slice(from).map(({ bytes }) => bytes))
  const reason = 'a stream has its connection for itself'
  return refusal(bench, recording, requests.slice(0, from), reason, unsent)
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
export async function instability(bench: Bench, bytes: Buffer): Promise<string | undefined> {
  const { requests, refused } = readingOf(bytes, bench.readRequest)
  if (refused !== undefined) return `the client sends ${bytes}, of which ${refused}`
  const again = await Promise.all(requests.map((request) => sentFor(bench, request)))
  const sent = again
    .map((one) => (typeof one === 'string' ? one : one.plain.toString('latin1')))
    .join('')
  const text = bytes.toString('latin1')
  return sent === text ? undefined : `the client sends ${text}, and ${sent} for that`
}

/** What the client adds so that its serializer can read and mark values. */
const ADDED: ReadonlySet<string> = new Set(['f', 'F0'])
/** How a report of other words begins. */
export const INSTEAD = 'the client sends other words instead: '

/** The words that the client sends have to be those that were recorded, in whatever order. */
function otherWords(recorded: Buffer, sent: Buffer): string | undefined {
  const [before, after] = [wordsOf(recorded), wordsOf(sent)]
  const missing = without(before, after)
  const added = without(after, before).filter((word) => !ADDED.has(word))
  if (missing.length + added.length === 0) return undefined
  return `${INSTEAD}${added.join(' ')} for ${missing.join(' ')}`
}

/** Numbers as they are written plainly. */
function wordsOf(bytes: Buffer): string[] {
  const words = bytes.toString('latin1').split(/[ \r\n]+/)
  return words.filter(Boolean).map((word) => word.replace(/^0+(?=\d+$)|(?<=^\d+)\.0+$/g, ''))
}

function without(words: readonly string[], others: readonly string[]): string[] {
  const left = [...words]
  for (const word of others) if (left.includes(word)) left.splice(left.indexOf(word), 1)
  return left
}

function waitingFor(bench: Bench, { received, bytes }: Read): Waiting {
  const sent = askAloud(bench, received).requests[0]?.bytes ?? Buffer.of()
  return {
    // The echo that the client sends is in no recorded reply: the parser of the command reads it without.
    ask: () => askAloud(bench, received),
    silent: received.silent,
    addsFlags: asksNumber(sent) && !asksNumber(bytes),
    hidden: hidingIn(bench, received) !== undefined,
    endless:
      isStream(bench, { received, bytes }) && bench.metadata[received.command]?.wait === 'forever',
  }
}

/** Whether a line has the letter that asks for the number beside a value. */
function asksNumber(request: Buffer): boolean {
  return /^[^\r\n]* f[ \r\n]/.test(request.toString('latin1'))
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
