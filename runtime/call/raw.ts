import { Buffer } from 'node:buffer'
import { isUint8Array } from 'node:util/types'
import { snapshot } from '../bytes.js'
import type { Given } from '../command.js'
import { limitOf } from '../connection/clock.js'
import { Raw } from '../connection/raw.js'
import { IllegalInputError } from '../errors.js'
import { wireKey } from '../key.js'
import type { Node } from '../node.js'
import { Call } from '../waiter/call.js'
import { abortWith } from './abort.js'
import { type Context, NO_OPTIONS } from './context.js'
import { signalOf, timeoutOf, unknownOption } from './options.js'
import { oneRouted } from './route.js'

const KNOWN = ['node', 'key', 'end', 'timeout', 'signal']

export function callRaw(
  context: Context,
  line: unknown,
  options: Given = NO_OPTIONS,
): Promise<Buffer> {
  if (typeof line !== 'string' || line === '')
    throw new IllegalInputError('raw: expected a line of text')
  for (const name in options) {
    if (!KNOWN.includes(name)) throw unknownOption('raw', name, KNOWN)
  }
  const end = endOf(options)
  const limit = limitOf(timeoutOf(options, context.settings))
  const signal = signalOf(options)
  const node = nodeOf(context, options)
  const call = new Call('raw', undefined, limit, false)
  const raw = new Raw(line, end, node.connection.quiet.strict('raw'), call)
  node.connection.send(raw)
  if (signal) abortWith(signal, call, [raw])
  return call.promise as Promise<Buffer>
}

function endOf({ end = '\r\n' }: Given): Buffer {
  const bytes =
    typeof end === 'string'
      ? Buffer.from(end)
      : isUint8Array(end)
        ? snapshot('end', end)
        : undefined
  if (bytes && bytes.byteLength > 0) return bytes
  throw new IllegalInputError('end: expected a text or bytes of at least one byte')
}

function nodeOf({ cluster, settings }: Context, { node, key }: Given): Node {
  if (node !== undefined) return cluster.named(node)
  if (key !== undefined) {
    const [route, own] = oneRouted('raw', key)
    wireKey(own, settings.keyPrefix, settings.allowUnicodeKeys)
    return cluster.nodeFor(own, route)
  }
  if (cluster.nodes.length === 1) return cluster.nodes[0] as Node
  throw new IllegalInputError('raw: a cluster needs the option node or the option key')
}
