import type { Spec } from '#codegen/ir.js'
import { decode } from './decode.js'
import type { Plan } from './plan.js'
import type { Request, Serde } from './request.js'
import { Unsafe, type Verdict } from './verdict.js'

/** How one request ended: with a reply, or with an error line. */
export type End = 'answered' | { readonly error: string; readonly text: string }

/** What becomes of a call when a server sends certain bytes. */
export interface Account {
  readonly ends: readonly End[]
  /** How many bytes belong to the requests that ended. */
  readonly bytes: number
  /** Whether the connection is given up. */
  readonly closes: boolean
  /** How the call ends; undefined if it waits, or if the connection ended before all was answered. */
  readonly settles: Settles | undefined
}

export type Settles =
  | { readonly value: unknown }
  | { readonly error: string; readonly text: string }

/** A part of a call's result; undefined if nothing has decided it. */
type Outcome = Settles | undefined

/** What the bytes make of the requests of a call, one after the other. */
export function accountOf(
  spec: Spec,
  plan: Plan,
  requests: readonly Request[],
  serde: Serde,
  stream: Buffer,
): Account {
  const ends: End[] = []
  const outcomes: Outcome[] = []
  const failures: Settles[] = []
  let bytes = 0
  let isOver = false
  let closes = false
  for (const request of requests) {
    const verdict: Verdict = isOver
      ? { kind: 'waiting' }
      : decode(spec, request, serde, stream.subarray(bytes))
    outcomes.push(...outcomesOf(request, verdict))
    failures.push(...failuresOf(request, verdict))
    if (verdict.kind === 'waiting') isOver = true
    else ends.push(endOf(verdict))
    if (verdict.kind === 'gives' || verdict.kind === 'fails') bytes += verdict.bytes
    if (verdict.kind === 'strange' || (verdict.kind === 'fails' && verdict.closes)) {
      isOver = closes = true
    }
  }
  return { ends, bytes, closes, settles: joined(plan, outcomes, failures) }
}

const strange = { error: 'UnknownReplyError', text: '' }
const tooLarge = { error: 'UnsafeIntegerError', text: '' }

function endOf(verdict: Exclude<Verdict, { kind: 'waiting' }>): End {
  if (verdict.kind === 'strange') return strange
  if (verdict.kind === 'gives' || verdict.error === tooLarge.error) return 'answered'
  return { error: verdict.error, text: verdict.text }
}

/** One for each key. */
function outcomesOf({ command, keys }: Request, verdict: Verdict): Outcome[] {
  const isKeyed = command.collects === 'entries'
  const otherwise = outcomeOf(verdict, isKeyed)
  if (!isKeyed) return [otherwise]
  return keys.map((_, i) => {
    if (!verdict.answers?.has(i)) return otherwise
    const value = verdict.answers.get(i)
    return value instanceof Unsafe ? tooLarge : { value }
  })
}

/** What goes wrong in a request, in the order of time: the answers of its keys come before the end of its reply. */
function failuresOf({ command, keys }: Request, verdict: Verdict): Settles[] {
  const isKeyed = command.collects === 'entries'
  const answers = isKeyed ? [...(verdict.answers?.values() ?? [])] : []
  const failures: Settles[] = answers
    .filter((answer) => answer instanceof Unsafe)
    .map(() => tooLarge)
  const end = outcomeOf(verdict, isKeyed)
  const isOpen = !isKeyed || keys.some((_, i) => !verdict.answers?.has(i))
  return isOpen && end && 'error' in end ? [...failures, end] : failures
}

function outcomeOf(verdict: Verdict, isKeyed: boolean): Outcome {
  switch (verdict.kind) {
    case 'waiting':
      return undefined
    case 'strange':
      return strange
    case 'fails':
      return { error: verdict.error, text: verdict.text }
    case 'gives':
      return { value: isKeyed ? undefined : verdict.value }
  }
}

/** The call names the failure that came first. */
function joined(
  { command, isMany, keys }: Plan,
  outcomes: readonly Outcome[],
  [failure]: readonly Settles[],
): Outcome {
  if (outcomes.includes(undefined)) return undefined
  if (failure) return failure
  const results = outcomes.map((outcome) => (outcome as { value: unknown }).value)
  if (!isMany) return { value: results[0] }
  if (command.many?.gives === 'refused') {
    return { value: keys.filter((_, i) => results[i] === false) }
  }
  const found = keys.map((key, i) => [key, results[i]] as const)
  return { value: new Map(found.filter(([, result]) => result !== undefined)) }
}
