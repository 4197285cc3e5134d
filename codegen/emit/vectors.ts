import type { Bytes } from '../data.js'
import type { Command, Example } from '../ir.js'
import { isEndless } from '../stream.js'
import type { Context } from './context.js'
import { jsonText } from './json.js'

/** The examples as data, for tests and for clients in other languages. */
export function vectorsText({ emitted, spec }: Context, header: string): string {
  const vectors = emitted.flatMap((command) =>
    command.examples.map((example) => vector(command, example)),
  )
  return `${jsonText({ generated: header, server: spec.server, port: spec.port, vectors })}\n`
}

/** What is absent or empty is left out. */
function vector(command: Command, example: Example): object {
  const { title, given, call, send, recv, settles, closes, live, varies } = example
  return {
    command: command.name,
    ...(title === undefined ? {} : { title }),
    route: command.route,
    ...(isEndless(command) ? { endless: true } : {}),
    ...(command.since === undefined ? {} : { since: command.since }),
    ...(command.until === undefined ? {} : { until: command.until }),
    ...(given.length === 0 ? {} : { given }),
    method: call.method,
    args: call.args,
    ...(send === undefined ? {} : { send: bytes(send) }),
    ...(recv === undefined ? {} : { recv: recv === 'close' ? { close: true } : bytes(recv) }),
    settles,
    ...(closes ? { closes } : {}),
    ...(live === undefined ? {} : { live }),
    ...(varies.length === 0 ? {} : { varies }),
  }
}

/** Bytes as latin1 text; in parts only where one repeats. */
function bytes(parts: Bytes): string | Bytes {
  return parts.every((part) => typeof part === 'string') ? parts.join('') : parts
}
