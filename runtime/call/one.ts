import type { AnyCommand, Facts, Given } from '../command.js'
import { Lookup } from '../connection/lookup.js'
import { type Content, Single } from '../connection/single.js'
import type { Node } from '../node.js'
import type { Key } from '../types.js'
import { Call } from '../waiter/call.js'
import type { Limit } from '../waiter/limit.js'
import { RoutedCall } from '../waiter/routed.js'
import { abortWith } from './abort.js'
import { contentOf } from './content.js'
import { type Context, NO_OPTIONS } from './context.js'
import { fieldsOf } from './fields.js'
import { hidingOption, sendHushed } from './hushed.js'
import { wireKeyOf } from './letters.js'
import { checkLine } from './line.js'
import { checkOptions, flag, isSilent, patienceOf, signalOf } from './options.js'
import { routeOf } from './route.js'
import { tell } from './silent.js'

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
  const key = wireKeyOf(command, options, ownKey, settings)
  const fields = fieldsOf(command, args, options)
  checkOptions(command, options)
  const limit = patienceOf(command, options, settings, fields)
  const signal = signalOf(options)
  const route = routeOf(options)
  const node = cluster.nodeFor(ownKey, route)
  if (facts.keys === 'each') {
    const bigint = flag('bigint', options['bigint'])
    const call = callFor(command, ownKey, route, limit, settings.errorsAsMisses)
    const request = lookUp(context, node, command, fields, bigint, key, call)
    if (signal) abortWith(signal, call, [request])
    return call.promise
  }
  const silent = isSilent(command, options, settings)
  const content = contentOf(command, ownKey, args[1], fields, options, silent, settings)
  checkLine(command, key, content)
  const hiding = hidingOption(command, options)
  if (silent && hiding === undefined)
    return tell(context, node, command, command.name, ownKey, route, key, content, limit, signal)
  const effect = content.marks?.effect
  const call = callFor(command, ownKey, route, limit, settings.errorsAsMisses, effect)
  if (hiding !== undefined) {
    const hushed = sendHushed(context, command, hiding, [{ node, key, content, part: 0 }], call)
    if (signal) abortWith(signal, call, hushed)
    return call.promise
  }
  const request = ask(context, node, command, key, content, call)
  if (signal) abortWith(signal, call, [request])
  return call.promise
}

function lookUp(
  { settings }: Context,
  { connection }: Node,
  command: AnyCommand,
  fields: unknown,
  bigint: boolean,
  key: string,
  call: Call,
): Lookup {
  if (!bigint) return connection.join(command, fields, settings.codec, key, call)
  const request = new Lookup(command, fields, settings.codec, true)
  request.add(key, call, 0)
  connection.send(request)
  return request
}

function callFor(
  command: AnyCommand,
  key: Key,
  route: Key | undefined,
  limit: Limit,
  errorsAsMisses: boolean,
  effect?: Facts['effect'],
): Call {
  const isLenient = lenient(command, errorsAsMisses, effect)
  return route === undefined
    ? new Call(command.name, key, limit, isLenient)
    : new RoutedCall(route, command.name, key, limit, isLenient)
}

function ask(
  { settings }: Context,
  node: Node,
  command: AnyCommand,
  key: string,
  content: Content,
  call: Call,
): Single {
  const request = new Single(command, key, content, settings.codec, call)
  if (command.facts.connection === 'own') node.sendAlone(request, call)
  else node.connection.send(request)
  return request
}

/** Whether a failure may read as a miss: never for what changes something. */
export function lenient(
  { facts }: AnyCommand,
  errorsAsMisses: boolean,
  effect: Facts['effect'] = facts.effect,
): boolean {
  return errorsAsMisses && facts.misses && effect !== 'write'
}
