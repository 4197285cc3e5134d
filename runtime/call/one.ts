import type { AnyCommand, Facts, Given } from '../command.js'
import { Lookup } from '../connection/lookup.js'
import { type Content, Single } from '../connection/single.js'
import { IllegalInputError } from '../errors.js'
import type { Node } from '../node.js'
import type { Key } from '../types.js'
import { Call } from '../waiter/call.js'
import { RoutedCall } from '../waiter/routed.js'
import { abortWith } from './abort.js'
import { contentOf } from './content.js'
import { type Context, NO_OPTIONS } from './context.js'
import { hidingOption, sendHushed } from './hushed.js'
import { keyOf } from './letters.js'
import { checkLine } from './line.js'
import { routeOf } from './route.js'
import { tell } from './silent.js'
import { flag, isSilent, type Terms, termsOf, withWait } from './terms.js'

/** How many arguments stand before those that `check` takes: the key, and the block where there is one. */
export function leading(command: AnyCommand): number {
  const { block } = command.facts
  return block === 'none' || block === 'row' ? 1 : 2
}

const NONE: readonly unknown[] = []

/** The arguments behind key and block. */
export function others(command: AnyCommand, args: readonly unknown[]): readonly unknown[] {
  const count = leading(command)
  return args.length > count ? args.slice(count) : NONE
}

/** A call for one key. */
export function callOne(
  context: Context,
  command: AnyCommand,
  args: readonly unknown[],
  options: Given = NO_OPTIONS,
): Promise<unknown> {
  const { settings, cluster } = context
  const { facts } = command
  const ownKey = args[0] as Key
  const key = keyOf(command, options, ownKey, settings)
  checkAmbiguity(command, key)
  const fields = command.check?.(others(command, args), options)
  const terms = withWait(termsOf(command, options, settings), command, fields)
  const route = routeOf(options)
  const node = cluster.nodeFor(ownKey, route)
  if (facts.keys === 'each') {
    const bigint = flag('bigint', options['bigint'])
    return lookUp(context, node, command, fields, bigint, ownKey, route, key, terms)
  }
  const silent = isSilent(command, options, settings)
  const content = contentOf(command, ownKey, args[1], fields, options, silent, settings)
  checkLine(command, key, content)
  const hiding = hidingOption(command, options)
  if (hiding !== undefined) {
    const call = waiterOf(context, command, ownKey, route, content, terms)
    const hushed = sendHushed(context, command, hiding, [{ node, key, content, part: 0 }], call)
    if (terms.signal) abortWith(terms.signal, call, hushed)
    return call.promise
  }
  if (silent) {
    return tell(context, node, command, command.name, ownKey, route, key, content, terms)
  }
  return ask(context, node, command, ownKey, route, key, content, terms)
}

/** A server takes the last token of a line for the option if it bears its name. */
export function checkAmbiguity(command: AnyCommand, key: string): void {
  const { silence } = command.facts
  if (!silence?.ambiguous || key !== silence.option) return
  throw new IllegalInputError(
    `the key "${key}" cannot be used with ${command.name}: servers take it for the option ${silence.option}; ` +
      'use another key, or a keyPrefix',
  )
}

function lookUp(
  { settings }: Context,
  node: Node,
  command: AnyCommand,
  fields: unknown,
  bigint: boolean,
  ownKey: Key,
  route: Key | undefined,
  key: string,
  terms: Terms,
): Promise<unknown> {
  const isLenient = lenient(command, settings.errorsAsMisses)
  const call = callFor(command, ownKey, route, terms, isLenient)
  const { connection } = node
  let request: Lookup
  if (bigint) {
    request = new Lookup(command, fields, settings.codec, true)
    request.add(key, call, 0)
    connection.send(request)
  } else request = connection.join(command, fields, settings.codec, key, call)
  if (terms.signal) abortWith(terms.signal, call, [request])
  return call.promise
}

function waiterOf(
  { settings }: Context,
  command: AnyCommand,
  key: Key,
  route: Key | undefined,
  { marks }: Content,
  terms: Terms,
): Call {
  const isLenient = lenient(command, settings.errorsAsMisses, marks?.effect)
  return callFor(command, key, route, terms, isLenient)
}

function callFor(
  { name }: AnyCommand,
  key: Key,
  route: Key | undefined,
  { deadline, timeout }: Terms,
  isLenient: boolean,
): Call {
  return route === undefined
    ? new Call(name, key, deadline, timeout, isLenient)
    : new RoutedCall(route, name, key, deadline, timeout, isLenient)
}

function ask(
  context: Context,
  node: Node,
  command: AnyCommand,
  ownKey: Key,
  route: Key | undefined,
  key: string,
  content: Content,
  terms: Terms,
): Promise<unknown> {
  const call = waiterOf(context, command, ownKey, route, content, terms)
  const request = new Single(command, key, content, context.settings.codec, call)
  if (command.facts.connection === 'own') node.sendAlone(request, call)
  else node.connection.send(request)
  if (terms.signal) abortWith(terms.signal, call, [request])
  return call.promise
}

/** Whether a failure may read as a miss: never for what changes something. */
export function lenient(
  { facts }: AnyCommand,
  errorsAsMisses: boolean,
  effect: Facts['effect'] = facts.effect,
): boolean {
  return errorsAsMisses && facts.misses && effect !== 'write'
}
