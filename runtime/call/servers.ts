import type { AnyCommand, Given } from '../command.js'
import { Single } from '../connection/single.js'
import { IllegalInputError } from '../errors.js'
import type { Node } from '../node.js'
import { Call } from '../waiter/call.js'
import { byNode, Gather, nothing } from '../waiter/gather.js'
import type { Waiter } from '../waiter/waiter.js'
import { abortWith } from './abort.js'
import { contentOf } from './content.js'
import { type Context, NO_OPTIONS } from './context.js'
import { checkLine } from './line.js'
import { checkOptions, isSilent, patienceOf, signalOf } from './options.js'
import { allOf, tell } from './silent.js'

/** A call to the servers themselves: to all of them, to any, or to the one that it names. */
export function callServers(
  context: Context,
  command: AnyCommand,
  args: readonly unknown[],
  options: Given = NO_OPTIONS,
): Promise<unknown> {
  const { settings, cluster } = context
  const { node: name, ...rest } = options
  const fields = command.check?.(args, rest)
  checkOptions(command, rest)
  const limit = patienceOf(command, rest, settings, fields)
  const signal = signalOf(rest)
  const silent = isSilent(command, rest, settings)
  const content = contentOf(command, undefined, undefined, fields, rest, silent, settings)
  checkLine(command, '', content)
  const one = name === undefined ? only(context, command) : cluster.named(name)
  const nodes = one ? [one] : cluster.nodes
  if (silent)
    return allOf(
      nodes.map((node) =>
        tell(
          context,
          node,
          command,
          command.name,
          undefined,
          undefined,
          '',
          content,
          limit,
          signal,
        ),
      ),
    )
  const names = nodes.map((node) => node.name)
  const waiter = one
    ? new Call(command.name, undefined, limit, false)
    : new Gather(
        command.name,
        names,
        command.facts.ending === 'close' ? nothing : byNode,
        limit,
        false,
      )
  const requests = nodes.map((node, part) => {
    const request = new Single(command, '', content, settings.codec, waiter, part)
    send(node, command, request, waiter)
    return request
  })
  if (signal) abortWith(signal, waiter, requests)
  return waiter.promise
}

function send(node: Node, command: AnyCommand, request: Single, waiter: Waiter): void {
  if (node.hasLeft(command)) request.settle(undefined)
  else if (command.facts.connection === 'own') node.sendAlone(request, waiter)
  else node.connection.send(request)
}

/** The node of a command that goes to one although the call names none. */
function only({ cluster }: Context, command: AnyCommand): Node | undefined {
  const { route } = command.facts
  if (route === 'every') return undefined
  const [first] = cluster.nodes
  if (route === 'any') {
    const { nodes } = cluster
    return (
      nodes.find((node) => node.connection.open) ?? nodes.find((node) => node.isUsable) ?? first
    )
  }
  if (cluster.nodes.length === 1) return first
  const names = cluster.nodes.map((node) => node.name).join(', ')
  throw new IllegalInputError(`${command.name} needs the option node, one of ${names}`, {
    command: command.name,
  })
}
