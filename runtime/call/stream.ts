import type { AnyCommand } from '../command.js'
import { Feed } from '../stream/feed.js'
import { Merged, type Start } from '../stream/stream.js'
import type { Stream } from '../types.js'
import { listen } from './abort.js'
import { contentOf } from './content.js'
import type { Context } from './context.js'
import { givenOptions } from './given.js'
import { checkLine } from './line.js'
import { checkOptions, signalOf, timeoutOf, waitOf } from './options.js'

/** What a timer can wait for, in milliseconds. */
const LONGEST = 2147483647

/** A call whose result comes item by item. Whatever is wrong with it is said to whoever asks for the first item. */
export function callStream<T extends object>(
  context: Context,
  command: AnyCommand,
  args: readonly unknown[],
  options: unknown,
): Stream<T> {
  try {
    return new Merged(startOf(context, command, args, options))
  } catch (error) {
    return new Merged(() => {
      throw error
    })
  }
}

/** Everything is checked as it is at the call. */
function startOf(
  { settings, cluster }: Context,
  command: AnyCommand,
  args: readonly unknown[],
  options: unknown,
): Start {
  const { node: name, ...rest } = givenOptions(command.name, options)
  const fields = command.check?.(args, rest)
  checkOptions(command, rest)
  const timeout = timeoutOf(rest, settings)
  const signal = signalOf(rest)
  const content = contentOf(command, undefined, undefined, fields, rest, false, settings)
  checkLine(command, '', content)
  const named = name === undefined ? undefined : cluster.named(name)
  const wait = waitOf(command, fields)
  const patience = timeout === 0 || wait === Infinity ? 0 : Math.min(timeout + wait, LONGEST)
  return (changed, abort) => {
    signal?.throwIfAborted()
    const nodes = named ? [named] : cluster.nodes
    const sources = nodes.map((node) =>
      node.source(new Feed(command, content, settings.codec), patience, changed),
    )
    const release = signal ? listen(signal, () => abort(signal.reason)) : () => {}
    return { sources, release }
  }
}
