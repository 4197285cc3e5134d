import type { Bytes, Call, Command, Example, Spec } from '../ir.js'
import { dataText } from './data.js'
import { beside, exampleText } from './example.js'

/** An example as the reference shows it: the calls, and what goes over the wire. */
export function exampleView(example: Example, command: Command, spec: Spec): object {
  const { call, outcome } = exampleText(example, command, spec)
  return {
    title: example.title ?? false,
    calls: [...example.given.map(givenText), beside(call, outcome)],
    wire: wireLines(example),
  }
}

function givenText({ method, args }: Call): string {
  return `await client.${method}(${args.map(dataText).join(', ')})`
}

/** What goes to the server (→) and what comes back (←), a line each. */
function wireLines({ send, recv, closes }: Example): string[] {
  const sent = send ? linesOf(send).map((line) => `→ ${line}`.trimEnd()) : []
  const received =
    recv === undefined || recv === 'close' ? [] : linesOf(recv).map((line) => `← ${line}`.trimEnd())
  const closing = recv === 'close' || closes ? ['× the connection ends'] : []
  return [...sent, ...received, ...closing]
}

function linesOf(parts: Bytes): string[] {
  const text = parts
    .map((part) =>
      typeof part === 'string' ? part : `${part.repeat.repeat(3)}… (${part.times} times)`,
    )
    .join('')
  return text.replace(/\r\n$/, '').split('\r\n').map(printable)
}

/** Bytes that are no text as escapes. */
function printable(line: string): string {
  return line.replaceAll(
    /[^ -~…]/g,
    (byte) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )
}
