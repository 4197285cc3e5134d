import { type Bench, ownBench } from './bench.js'
import { WAITS } from './hearing.js'
import { NOTES } from './note.js'
import { FILES, familyOf, type Recording, recordingsOf } from './recording.js'
import { INSTEAD, type Verdict, verdictOn } from './verdict.js'

/** The classes of recordings in the order of the tables. */
export const CLASSES = [
  'exact',
  'rephrased',
  'refused',
  'declined',
  'lost',
  'inexpressible',
] as const
export type Class = (typeof CLASSES)[number]

/** What became of the reply to what no call sends. */
export const REPLIES = ['whole', 'closing', 'partial', 'unread'] as const
export type ReplyClass = (typeof REPLIES)[number]

/** What is said of one recording. */
export interface Entry {
  readonly file: string
  readonly family: string
  readonly recording: Recording
  readonly class: Class
  /** Why, if it needs a reason. */
  readonly reason: string
  readonly reply: ReplyClass | undefined
}

const ERROR = /^(ERROR|CLIENT_ERROR|SERVER_ERROR)/m

export async function coverageOf(bench?: Bench): Promise<Entry[]> {
  const judged = bench ?? (await ownBench())
  const entries: Entry[] = []
  for (const file of FILES) {
    for (const recording of recordingsOf(file)) {
      entries.push(entryFor(file, recording, await verdictOn(judged, recording)))
    }
  }
  return entries
}

export function entryFor(file: string, recording: Recording, verdict: Verdict): Entry {
  const { name } = recording
  const common = {
    file,
    family: familyOf(recording),
    recording,
    reply: replyClass(recording, verdict),
  }
  if ('sent' in verdict) return { ...common, class: verdict.kind, reason: '' }
  if (verdict.kind === 'refused' && !isObeyed(recording))
    return { ...common, class: 'refused', reason: verdict.reason }
  const isReworded = verdict.reason.startsWith(INSTEAD)
  const note = NOTES.find((one) => {
    return one.names.includes(name) && (one.class === 'rephrased') === isReworded
  })
  return { ...common, ...(note ?? { class: 'inexpressible', reason: verdict.reason }) }
}

/** Notes, and names in them, of which there is no recording that needs them. */
export function staleNotes(entries: readonly Entry[]): string[] {
  const isUsed = (reason: string, name: string) =>
    entries.some((entry) => entry.reason === reason && entry.recording.name === name)
  return NOTES.flatMap(({ names, reason }) => names.filter((name) => !isUsed(reason, name)))
}

/** Whether a server does something with it, as far as its reply tells. */
function isObeyed({ reply }: Recording): boolean {
  return reply.length > 0 && !ERROR.test(reply.toString('latin1'))
}

function replyClass({ reply }: Recording, verdict: Verdict): ReplyClass | undefined {
  if (verdict.kind !== 'refused') return undefined
  const { hearing } = verdict
  if (!hearing) return 'unread'
  if (hearing.closes) return 'closing'
  const isWhole = !hearing.ends.includes(WAITS) && hearing.bytes === reply.length
  return isWhole ? 'whole' : 'partial'
}
