import type { Asked } from '../support/dialogue.js'
import type { Recording } from './recording.js'

/** A request that waits for its reply. */
export interface Waiting {
  readonly ask: () => Asked
  /** Whether it gets no reply. */
  readonly silent: boolean
  /** Whether it asks for the number beside the value, as a client does and the recorded request does not. */
  readonly addsFlags: boolean
}

/** What became of requests and their replies. */
export interface Hearing {
  /** How each request ended: with a reply, an error and its text, the end of the connection, or not at all. */
  readonly ends: readonly string[]
  /** How many bytes belonged to them. */
  readonly bytes: number
  /** Whether the connection is given up, and what follows with it. */
  readonly closes: boolean
}

/** A reply longer than this is not cut at every byte. */
const LONG = 4096
const SAMPLES = 200
const SEED = 20_261_124

/** The end of a request that still waits. */
export const WAITS = 'waits'

/** A line that would have the number beside the value, had it been asked for. */
const HIT = /^(?:VA \d+|HD)(?=[ \r])/
const FLAGS = ' f0'

/** Hands requests their recorded reply, in two packets of which the first has so many bytes. */
export function hear(
  requests: readonly Waiting[],
  { reply, closes }: Recording,
  cut: number,
): Hearing {
  const ends: string[] = []
  let bytes = 0
  let fed = 0
  for (const { ask, silent, addsFlags } of requests) {
    if (silent) {
      ends.push('silent')
      continue
    }
    const recorded = reply.subarray(bytes)
    const rest = addsFlags ? withFlags(recorded) : recorded
    const asked = ask()
    const heard = asked.hear(rest, sizesOf(rest.length, cut - fed))
    fed += heard.bytes
    bytes += heard.bytes - (heard.bytes > 0 ? rest.length - recorded.length : 0)
    for (const end of heard.ends) {
      ends.push(end === 'answered' ? end : `${end.error}: ${end.text}`)
    }
    if (heard.closes) return { ends, bytes, closes: true }
    if (heard.ends.length === asked.requests.length) continue
    // Whoever waits when the connection ends learns it.
    const isOver = closes && heard.bytes === rest.length
    return { ends: [...ends, isOver ? 'closed' : WAITS], bytes, closes: isOver }
  }
  return { ends, bytes, closes: false }
}

/** The reply as it would be, had the number beside the value been asked for. */
function withFlags(reply: Buffer): Buffer {
  const [head] = HIT.exec(reply.toString('latin1', 0, 32)) ?? []
  if (head === undefined) return reply
  return Buffer.concat([Buffer.from(head + FLAGS), reply.subarray(head.length)])
}

/** The places at which a reply is cut; 0: nowhere. */
export function cutsOf(requests: readonly Waiting[], { reply }: Recording): number[] {
  const added = requests.filter(({ addsFlags }) => addsFlags).length * FLAGS.length
  const length = reply.length + added
  if (length <= LONG) return Array.from({ length: Math.max(length, 1) }, (_, cut) => cut)
  let state = SEED
  const some = Array.from({ length: SAMPLES }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return 1 + (state % (length - 1))
  })
  return [0, ...some]
}

function sizesOf(length: number, cut: number): number[] {
  return cut > 0 && cut < length ? [cut, length - cut] : [Math.max(length, 1)]
}
