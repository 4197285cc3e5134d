import type { Asked, Heard } from '../support/dialogue.js'
import type { Recording } from './recording.js'

/** A request that waits for its reply. */
export interface Waiting {
  readonly ask: () => Asked
  /** Whether it gets no reply. */
  readonly silent: boolean
  /** Whether it gets none if all goes as it ordinarily does. */
  readonly hidden: boolean
  /** Whether its items go on without an end. */
  readonly endless: boolean
  /** Whether the client asks for the serializer's number, and whoever was recorded did not. */
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

/** The end of a request that goes on: all that came is part of its reply. */
const GOES_ON = 'goes on'

/** The end of a request whose ordinary reply is hidden, and to which what comes next is no reply. */
const HIDDEN = 'hidden'

/** A value without its number. */
const UNNUMBERED = /^VA \d+(?: (?!f)[^ \r]+)*(?=\r\n)/
/** What a server adds to a value if it is asked for the number. */
const NUMBER = ' f0'

/** Hands requests their recorded reply, in two packets of which the first has so many bytes. */
export function hear(
  requests: readonly Waiting[],
  { reply, closes }: Recording,
  cut: number,
): Hearing {
  const ends: string[] = []
  let bytes = 0
  for (const { ask, silent, hidden, endless, addsFlags } of requests) {
    if (silent) {
      ends.push('silent')
      continue
    }
    const recorded = reply.subarray(bytes)
    const head = addsFlags ? headOf(recorded) : 0
    const added = head > 0 ? NUMBER.length : 0
    const rest = added > 0 ? withNumber(recorded, head) : recorded
    const at = cut - bytes
    const asked = ask()
    const heard = asked.hear(rest, sizesOf(rest.length, at > head ? at + added : at))
    if (hidden && !closes && (rest.length === 0 || isOther(heard))) {
      ends.push(HIDDEN)
      continue
    }
    if (endless && heard.taken === rest.length) {
      return { ends: [...ends, GOES_ON], bytes: reply.length, closes: false }
    }
    bytes += Math.max(heard.bytes - added, 0)
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

/** The places at which a reply is cut; 0: nowhere. */
export function cutsOf({ reply }: Recording): number[] {
  const { length } = reply
  if (length <= LONG) return Array.from({ length: Math.max(length, 1) }, (_, cut) => cut)
  let state = SEED
  const some = Array.from({ length: SAMPLES }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return 1 + (state % (length - 1))
  })
  return [0, ...some]
}

/** Whether the bytes are no reply to the request. */
function isOther({ ends: [end] }: Heard): boolean {
  return typeof end === 'object' && end.error === 'UnknownReplyError'
}

/** How long the line is that the number is added to; 0 if the reply is no such value. */
function headOf(reply: Buffer): number {
  return UNNUMBERED.exec(reply.toString('latin1'))?.[0].length ?? 0
}

function withNumber(reply: Buffer, head: number): Buffer {
  return Buffer.concat([reply.subarray(0, head), Buffer.from(NUMBER), reply.subarray(head)])
}

function sizesOf(length: number, cut: number): number[] {
  return cut > 0 && cut < length ? [cut, length - cut] : [Math.max(length, 1)]
}
