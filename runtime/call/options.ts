import type { AnyCommand, Given } from '../command.js'
import { limitOf } from '../connection/clock.js'
import { IllegalInputError } from '../errors.js'
import { kindOf, shown } from '../kind.js'
import { milliseconds } from '../number.js'
import type { Settings } from '../options.js'
import { nearest } from '../suggestion.js'
import { isA } from '../thrown.js'
import type { Limit } from '../waiter/limit.js'
import { checkLetters } from './letters.js'

/** The options of every call. */
const COMMON: readonly string[] = ['timeout', 'signal']

/** Refuses options that the command does not know, and such as cannot stand together. */
export function checkOptions(
  command: AnyCommand,
  options: Given,
  method: string = command.name,
): void {
  for (const name in options) {
    if (!command.facts.options.includes(name) && !COMMON.includes(name) && !isRoute(name, command))
      throw unknownOption(method, name, namesOf(command))
  }
  if (command.facts.letters) checkLetters(command, options, method)
}

/** How long the caller waits, with the time that the spec lets the server think. */
export function patienceOf(
  command: AnyCommand,
  options: Given,
  settings: Settings,
  fields: unknown,
): Limit {
  const limit = limitOf(timeoutOf(options, settings))
  const wait = waitOf(command, fields)
  return wait === 0 ? limit : { ...limit, deadline: limit.deadline + wait }
}

/** How many milliseconds the server may think on top of the deadline. */
export function waitOf({ facts: { wait } }: AnyCommand, fields: unknown): number {
  if (wait === 'none') return 0
  if (wait === 'forever') return Infinity
  return Number((fields as Record<string, unknown> | undefined)?.[wait.field] ?? 0) * 1000
}

/** Whether there is no reply to wait for. */
export function isSilent(command: AnyCommand, options: Given, settings: Settings): boolean {
  const { silence, ending } = command.facts
  if (ending === 'none') return true
  if (!silence) return false
  const asked = options[silence.option]
  if (asked === undefined) return silence.default && settings.defaultNoreply
  return flag(silence.option, asked)
}

export function flag(name: string, value: unknown): boolean {
  if (value === undefined) return false
  if (typeof value === 'boolean') return value
  throw new IllegalInputError(`${name}: expected true or false, got ${shown(value)}`)
}

export function timeoutOf(options: Given, settings: Settings): number {
  const { timeout } = options
  if (timeout === undefined) return settings.timeout
  return milliseconds('timeout', timeout)
}

export function signalOf(options: Given): AbortSignal | undefined {
  const { signal } = options
  if (signal === undefined) return undefined
  if (!isA(signal, AbortSignal)) {
    throw new IllegalInputError(`signal: expected an AbortSignal, got ${kindOf(signal)}`)
  }
  signal.throwIfAborted()
  return signal
}

/** What has a key can be placed by something else. */
function isRoute(name: string, { facts }: AnyCommand): boolean {
  return name === 'route' && facts.keys !== 'none'
}

/** A command without a key has one more, which is no longer among those that are checked here. */
function namesOf({ facts }: AnyCommand): string[] {
  return [...facts.options, facts.keys === 'none' ? 'node' : 'route', ...COMMON]
}

/** The error for an option that a method does not have. */
export function unknownOption(
  method: string,
  name: string,
  known: readonly string[],
): IllegalInputError {
  const near = nearest(name, known)
  const hint = near === undefined ? `it has ${known.join(', ')}` : `did you mean ${near}?`
  return new IllegalInputError(`${method} has no option ${name}; ${hint}`)
}
