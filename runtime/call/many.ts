import type { AnyCommand, Facts, Given } from '../command.js'
import { Lookup } from '../connection/lookup.js'
import { type Content, Single } from '../connection/single.js'
import type { Node } from '../node.js'
import type { Key } from '../types.js'
import { found, Gather, refused } from '../waiter/gather.js'
import { abortWith } from './abort.js'
import { contentOf } from './content.js'
import { type Context, NO_OPTIONS } from './context.js'
import { entriesOf, keysOf } from './entries.js'
import { hidingOption, sendHushed } from './hushed.js'
import { effectOf, keyOf } from './letters.js'
import { checkLine } from './line.js'
import { checkAmbiguity, lenient } from './one.js'
import { type Routed, routed, routeOf } from './route.js'
import { allOf, tell } from './silent.js'
import { flag, isSilent, type Terms, termsOf, withWait } from './terms.js'

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
  const wireKeys = keys.map((key) => keyOf(command, options, key, settings))
  for (const key of wireKeys) checkAmbiguity(command, key)
  const fields = command.check?.(args.slice(1), options)
  const terms = withWait(termsOf(command, options, settings, method), command, fields)
  if (facts.keys === 'each') {
    const bigint = flag('bigint', options['bigint'])
    return lookUpMany(context, method, command, fields, bigint, { keys, routes }, wireKeys, terms)
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
          terms,
        ),
      ),
    )
  }
  const join = facts.merge === 'refused' ? refused : found
  const effect = effectOf(command, options)
  const gather = gatherFor(context, method, command, { keys, routes }, join, terms, effect)
  const hiding = hidingOption(command, options)
  if (hiding !== undefined) {
    const parts = keys.map((_, i) => ({
      node: nodes[i] as Node,
      key: wireKeys[i] as string,
      content: contents[i] as Content,
      part: i,
    }))
    const hushed = sendHushed(context, command, hiding, parts, gather)
    if (terms.signal) abortWith(terms.signal, gather, hushed)
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
  if (terms.signal) abortWith(terms.signal, gather, requests)
  return gather.promise
}

/** Each node gets its keys in lines that are no longer than it can take. */
function lookUpMany(
  context: Context,
  method: string,
  command: AnyCommand,
  fields: unknown,
  bigint: boolean,
  all: Routed,
  wireKeys: readonly string[],
  terms: Terms,
): Promise<unknown> {
  const { cluster, settings } = context
  const { keys, routes } = all
  const gather = gatherFor(context, method, command, all, found, terms)
  const open = new Map<Node, Lookup>()
  const requests: { readonly node: Node; readonly lookup: Lookup }[] = []
  for (let part = 0; part < keys.length; part++) {
    const node = cluster.nodeFor(keys[part] as Key, routes[part])
    const key = wireKeys[part] as string
    let lookup = open.get(node)
    if (!lookup?.fits(key)) {
      lookup = new Lookup(command, fields, settings.codec, bigint)
      open.set(node, lookup)
      requests.push({ node, lookup })
    }
    lookup.add(key, gather, part)
  }
  // Nothing is sent before every key has found its place.
  for (const { node, lookup } of requests) node.connection.send(lookup)
  if (terms.signal) {
    const lookups = requests.map(({ lookup }) => lookup)
    abortWith(terms.signal, gather, lookups)
  }
  return gather.promise
}

function gatherFor(
  { settings }: Context,
  method: string,
  command: AnyCommand,
  { keys, routes }: Routed,
  join: typeof found | typeof refused,
  terms: Terms,
  effect: Facts['effect'] = command.facts.effect,
): Gather {
  return new Gather(
    method,
    keys,
    join,
    terms.deadline,
    terms.timeout,
    lenient(command, settings.errorsAsMisses, effect),
    routes,
  )
}
