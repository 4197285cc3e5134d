import type { Bytes } from '../data.js'
import type { Command, Example, Spec } from '../ir.js'
import { beside, exampleText } from './example.js'
import { callText } from './provenance.js'

/** An example as the reference shows it: the calls, and what goes over the wire. */
export function exampleView(example: Example, command: Command, spec: Spec): object {
  const { source, call, outcome } = exampleText(example, command, spec)
  const given = example.given.map((one) => (one === source?.call ? source.text : callText(one)))
  return {
    title: example.title ?? false,
    calls: [...given, beside(call, outcome)],
    wire: wireLines(example),
  }
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
  return text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map(printable)
}

/** Bytes that are no text as escapes. */
function printable(line: string): string {
  return line.replaceAll(
    /[^ -~…]/g,
    (byte) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )
}
