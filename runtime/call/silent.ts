import type { AnyCommand, Given } from '../command.js'
import { named } from '../connection/named.js'
import { type Content, Single } from '../connection/single.js'
import type { Node } from '../node.js'
import type { Key } from '../types.js'
import type { Limit } from '../waiter/limit.js'
import { abortWith } from './abort.js'
import { type Context, NO_OPTIONS } from './context.js'

/** Sends a request that gets no reply. Its promise is kept when the connection has taken the bytes. */
export function tell(
  { settings }: Context,
  node: Node,
  command: AnyCommand,
  method: string,
  ownKey: Key | undefined,
  route: Key | undefined,
  key: string,
  content: Content,
  limit: Limit,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { connection } = node
  // Callers of one turn share a promise; one that can be aborted, or is refused, needs its own.
  const handover =
    signal || !connection.accepts
      ? connection.quiet.ownHandover(limit)
      : connection.quiet.handover(limit)
  const request = new Single(
    command,
    key,
    content,
    settings.codec,
    handover,
    handover.join(method, ownKey, route),
  )
  connection.send(request)
  if (signal) abortWith(signal, handover, [request])
  return handover.promise
}

/** Ends a call whose arguments are wrong: with a rejection, which counts as handled if the call wants no reply. */
export function guardSilent(
  { settings, report }: Context,
  command: AnyCommand,
  method: string,
  error: unknown,
  options: Given = NO_OPTIONS,
  key?: unknown,
): Promise<never> {
  const rejected = Promise.reject(named(error, method))
  if (isAsked(command, options, settings.defaultNoreply)) {
    rejected.catch(() => {})
    report.failed(error as Error, [method], key === undefined ? [] : [key as Key])
  }
  return rejected
}

/** Whether a call that has failed asked for no reply. What its options throw has been the failure. */
function isAsked({ facts }: AnyCommand, options: Given, defaultNoreply: boolean): boolean {
  const { silence } = facts
  if (!silence) return false
  try {
    return (options[silence.option] ?? (silence.default && defaultNoreply)) === true
  } catch {
    return false
  }
}

/** One promise for the promises of several connections; handled, like each of them. */
export function allOf(promises: Iterable<Promise<void>>): Promise<void> {
  const [first, ...rest] = new Set(promises)
  if (!first) return Promise.resolve()
  if (rest.length === 0) return first
  const all = Promise.all([first, ...rest]).then(() => {})
  all.catch(() => {})
  return all
}
