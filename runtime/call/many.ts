import type { AnyCommand, Facts, Given } from '../command.js'
import { Lookup } from '../connection/lookup.js'
import { type Content, Single } from '../connection/single.js'
import type { Node } from '../node.js'
import { found, Gather, refused } from '../waiter/gather.js'
import type { Limit } from '../waiter/limit.js'
import { abortWith } from './abort.js'
import { contentOf } from './content.js'
import { type Context, NO_OPTIONS } from './context.js'
import { entriesOf, keysOf } from './entries.js'
import { hidingOption, sendHushed } from './hushed.js'
import { effectOf, wireKeysOf } from './letters.js'
import { checkLine } from './line.js'
import { lenient } from './one.js'
import { checkOptions, flag, isSilent, patienceOf, signalOf } from './options.js'
import { type Routed, routed, routeOf } from './route.js'
import { sharesOf } from './share.js'
import { allOf, tell } from './silent.js'

/** A call for many keys: split by node, sent to all of them at the same time, joined as the spec says. */
export function callMany(
  context: Context,
  command: AnyCommand,
  args: readonly unknown[],
  options: Given = NO_OPTIONS,
): Promise<unknown> {
  const { settings } = context
  const { facts } = command
  const method = facts.many ?? command.name
  const takesEntries = facts.block === 'value' || facts.block === 'bytes'
  const entries = takesEntries ? entriesOf(method, args[0]) : undefined
  const given = entries ? entries.map(([key]) => key) : keysOf(method, args[0])
  const { keys, routes } = routed(given, routeOf(options), method)
  const wireKeys = wireKeysOf(command, options, keys, settings)
  const fields = command.check?.(args.slice(1), options)
  checkOptions(command, options, method)
  const limit = patienceOf(command, options, settings, fields)
  const signal = signalOf(options)
  if (facts.keys === 'each') {
    const bigint = flag('bigint', options['bigint'])
    const gather = gatherFor(context, method, command, { keys, routes }, found, limit)
    const requests = lookUpMany(
      context,
      command,
      fields,
      bigint,
      { keys, routes },
      wireKeys,
      gather,
    )
    if (signal) abortWith(signal, gather, requests)
    return gather.promise
  }
  const silent = isSilent(command, options, settings)
  const contents = keys.map((key, i) => {
    const content = contentOf(command, key, entries?.[i]?.[1], fields, options, silent, settings)
    checkLine(command, wireKeys[i] as string, content)
    return content
  })
  const nodes = keys.map((key, i) => context.cluster.nodeFor(key, routes[i]))
  if (silent) {
    return allOf(
      keys.map((key, i) =>
        tell(
          context,
          nodes[i] as Node,
          command,
          method,
          key,
          routes[i],
          wireKeys[i] as string,
          contents[i] as never,
          limit,
          signal,
        ),
      ),
    )
  }
  const join = facts.merge === 'refused' ? refused : found
  const effect = effectOf(command, options)
  const gather = gatherFor(context, method, command, { keys, routes }, join, limit, effect)
  const hiding = hidingOption(command, options)
  if (hiding !== undefined) {
    const parts = keys.map((_, i) => ({
      node: nodes[i] as Node,
      key: wireKeys[i] as string,
      content: contents[i] as Content,
      part: i,
    }))
    const hushed = sendHushed(context, command, hiding, parts, gather)
    if (signal) abortWith(signal, gather, hushed)
    return gather.promise
  }
  const requests = keys.map((_, i) => {
    return new Single(
      command,
      wireKeys[i] as string,
      contents[i] as never,
      settings.codec,
      gather,
      i,
    )
  })
  requests.forEach((request, i) => {
    if (i > 0) request.weight = 0
    nodes[i]?.connection.send(request)
  })
  if (signal) abortWith(signal, gather, requests)
  return gather.promise
}

/** Each node gets its keys in lines that are no longer than it can take. */
function lookUpMany(
  { cluster, settings }: Context,
  command: AnyCommand,
  fields: unknown,
  bigint: boolean,
  routed: Routed,
  wireKeys: string[],
  gather: Gather,
): Lookup[] {
  const nodes: Node[] = []
  const requests: Lookup[] = []
  for (const { node, keys, parts } of sharesOf(cluster, routed, wireKeys)) {
    for (let from = 0; from < keys.length; ) {
      const lookup = new Lookup(command, fields, settings.codec, bigint)
      from = lookup.take(keys, parts, from, gather)
      nodes.push(node)
      requests.push(lookup)
    }
  }
  // Nothing is sent before every key has found its place.
  for (const [i, request] of requests.entries()) nodes[i]?.connection.send(request)
  return requests
}

function gatherFor(
  { settings }: Context,
  method: string,
  command: AnyCommand,
  { keys, routes }: Routed,
  join: typeof found | typeof refused,
  limit: Limit,
  effect: Facts['effect'] = command.facts.effect,
): Gather {
  return new Gather(
    method,
    keys,
    join,
    limit,
    lenient(command, settings.errorsAsMisses, effect),
    routes,
  )
}
