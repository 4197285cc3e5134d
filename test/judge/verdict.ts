import { isDeepStrictEqual } from 'node:util'
import { aloud, ask, type Bench, sentFor, whyNot } from './bench.js'
import { cutsOf, type Hearing, hear, WAITS, type Waiting } from './hearing.js'
import { type Read, readingBehind, readingOf } from './reading.js'
import type { Recording } from './recording.js'
import { standInFor } from './stand-in.js'

/** Whether a client can send what was recorded, and what it makes of the reply. */
export type Verdict =
  /** It sends these bytes, or others that ask for the same; each request ends, and nothing is left of the reply. */
  | { readonly kind: 'exact' | 'rephrased'; readonly hearing: Hearing; readonly sent: Buffer }
  /** It sends the same with an opaque of its own, which the recorded reply lacks. */
  | { readonly kind: 'quiet'; readonly hearing: Hearing }
  /** No call sends it. `hearing`: what a call of the command that was meant makes of the reply. */
  | { readonly kind: 'refused'; readonly hearing: Hearing | undefined; readonly reason: string }
  /** The client does not do with it what it has to. */
  | { readonly kind: 'wrong'; readonly reason: string }

export async function verdictOn(bench: Bench, recording: Recording): Promise<Verdict> {
  const { requests, refused, rest } = readingOf(recording.request, bench.readRequest)
  if (refused !== undefined) return refusal(bench, recording, requests, refused, rest)
  const sent: Buffer[] = []
  let hides = false
  for (const [i, request] of requests.entries()) {
    const isQuiet = aloud(bench, request.received) !== undefined
    const written = isQuiet ? await whyNot(bench, request.received) : await sentFor(bench, request)
    if (isQuiet) hides = true
    if (written === undefined) continue
    if (typeof written === 'string')
      return refusal(bench, recording, requests.slice(0, i), written, request.bytes)
    sent.push(written)
  }
  if (hides) return quietVerdict(bench, recording, requests)
  const whole = Buffer.concat(sent)
  const isExact = whole.equals(recording.request)
  const fault = isExact ? undefined : await instability(bench, whole)
  if (fault !== undefined) return { kind: 'wrong', reason: fault }
  const waiting = requests.map((request) => waitingFor(bench, request))
  const hearing = hear(waiting, recording, 0)
  const reason =
    faultOf(hearing, recording) ??
    disagreement(waiting, recording, hearing) ??
    otherWords(recording.request, whole)
  if (reason !== undefined) return { kind: 'wrong', reason }
  return { kind: isExact ? 'exact' : 'rephrased', hearing, sent: whole }
}

/**
 * Without an opaque nobody knows which of the requests have no reply: there has to be a choice of them with which the
 * others, asked aloud, make of the recording what they have to.
 */
function quietVerdict(bench: Bench, recording: Recording, requests: readonly Read[]): Verdict {
  const waiting = requests.map(({ received, bytes }) => {
    const loud = aloud(bench, received)
    const read = { received: loud ?? received, bytes }
    return { isQuiet: loud !== undefined, waits: waitingFor(bench, read) }
  })
  for (let choice = 0; choice < 2 ** waiting.length; choice++) {
    const isHidden = (i: number) => (choice >> i) % 2 === 1
    if (waiting.some(({ isQuiet }, i) => isHidden(i) && !isQuiet)) continue
    const chosen = waiting.map(({ waits }, i) => (isHidden(i) ? { ...waits, silent: true } : waits))
    const hearing = hear(chosen, recording, 0)
    const fault = faultOf(hearing, recording) ?? disagreement(chosen, recording, hearing)
    if (fault === undefined) return { kind: 'quiet', hearing }
  }
  return { kind: 'wrong', reason: 'whichever of the quiet requests has no reply, it is not read' }
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
  const sent = again.map((one) => (typeof one === 'string' ? one : one.toString('latin1'))).join('')
  const text = bytes.toString('latin1')
  return sent === text ? undefined : `the client sends ${text}, and ${sent} for that`
}

/** With this the client asks for the number beside a value. */
const FLAGS = 'f'
/** What the client adds so that its serializer can read and mark values. */
const ADDED: ReadonlySet<string> = new Set([FLAGS, 'F0'])
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
  return words.filter(Boolean).map((word) => word.replace(/^0+(?=\d+$)/, ''))
}

function without(words: readonly string[], others: readonly string[]): string[] {
  const left = [...words]
  for (const word of others) if (left.includes(word)) left.splice(left.indexOf(word), 1)
  return left
}

function waitingFor(bench: Bench, { received, bytes }: Read): Waiting {
  const sent = ask(bench, received).requests.map((request) => request.bytes)
  const added = without(wordsOf(Buffer.concat(sent)), wordsOf(bytes))
  return {
    ask: () => ask(bench, received),
    silent: received.silent,
    addsFlags: added.includes(FLAGS),
  }
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
  const cut = cutsOf(waiting, recording).find((at) => {
    return !isDeepStrictEqual(hear(waiting, recording, at), whole)
  })
  return cut === undefined ? undefined : `cut at ${cut}, the reply is read otherwise`
}
