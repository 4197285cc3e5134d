import type { AnyCommand, Given } from '../command.js'
import { type Content, Single } from '../connection/single.js'
import { MemcacheError } from '../errors.js'
import type { Node } from '../node.js'
import type { Key } from '../types.js'
import { abortWith } from './abort.js'
import { type Context, NO_OPTIONS } from './context.js'
import type { Terms } from './terms.js'

/** Sends a request that gets no reply. Its promise is kept when the connection has taken the bytes. */
export function tell(
  { settings }: Context,
  node: Node,
  command: AnyCommand,
  ownKey: Key | undefined,
  key: string,
  content: Content,
  terms: Terms,
): Promise<void> {
  const { connection } = node
  // Callers of one turn share a promise; one that can be aborted needs its own.
  const handover = terms.signal
    ? connection.quiet.ownHandover(terms.deadline, terms.timeout)
    : connection.quiet.handover(terms.deadline, terms.timeout)
  const request = new Single(
    command,
    key,
    content,
    settings.codec,
    handover,
    handover.join(command.name, ownKey),
  )
  connection.send(request)
  if (terms.signal) abortWith(terms.signal, handover, [request])
  return handover.promise
}

/** Ends a call whose arguments are wrong: with a rejection, which counts as handled if the call wants no reply. */
export function guardSilent(
  { settings, report }: Context,
  command: AnyCommand,
  error: unknown,
  key: unknown,
  options: Given = NO_OPTIONS,
): Promise<never> {
  if (error instanceof MemcacheError && error.command === undefined) {
    Object.defineProperty(error, 'command', { value: command.name, enumerable: true })
  }
  const rejected = Promise.reject(error)
  const { silence } = command.facts
  const asked = silence && (options[silence.option] ?? (silence.default && settings.defaultNoreply))
  if (asked === true) {
    rejected.catch(() => {})
    report.failed(error as Error, [command.name], key === undefined ? [] : [key as Key])
  }
  return rejected
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
