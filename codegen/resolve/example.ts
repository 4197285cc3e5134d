import type { Bytes, Call, Data, Settles } from '../data.js'
import type { Example } from '../ir.js'
import { get, itemsOf, type MapNode, type Node, scalarOf, textOf } from '../node.js'
import type { Report } from '../problem.js'

/** Reads an example; undefined if a problem was reported. */
export function exampleOf(node: MapNode, report: Report): Example | undefined {
  const before = report.size
  const reader = new ExampleReader(report)
  const callNode = get(node, 'call')
  if (!callNode) return undefined
  const title = textOf(node, 'title')?.trim()
  const live = textOf(node, 'live')?.trim()
  const send = get(node, 'send')
  const recv = get(node, 'recv')
  const example: Example = {
    ...(title !== undefined && { title }),
    given: itemsOf(node, 'given').map((call) => reader.call(call)),
    call: reader.call(callNode),
    ...(send && { send: reader.bytes(send) }),
    ...(recv && { recv: isClose(recv) ? 'close' : reader.bytes(recv) }),
    settles: reader.settles(node),
    closes: scalarOf(node, 'closes') !== undefined,
    ...(live !== undefined && { live }),
    varies: itemsOf(node, 'varies').flatMap((item) => (item.kind === 'scalar' ? [item.text] : [])),
    at: callNode.at,
  }
  return report.size > before ? undefined : example
}

function isClose(node: Node): boolean {
  return node.kind === 'scalar' && node.style === 'plain' && node.text === 'close'
}

class ExampleReader {
  readonly #report: Report

  constructor(report: Report) {
    this.#report = report
  }

  call(node: Node): Call {
    const [method, ...args] = node.kind === 'list' ? node.items : []
    return {
      method: method?.kind === 'scalar' ? method.text : '',
      args: args.map((arg) => this.#data(arg)),
    }
  }

  settles(node: MapNode): Settles {
    const error = scalarOf(node, 'throws')
    const value = get(node, 'returns')
    if (error && value)
      this.#report.add(value.at, 'the call returns and throws', 'leave one of the two away')
    if (error) return { kind: 'throws', error: error.text }
    if (!value) return { kind: 'void' }
    if (value.kind === 'scalar' && value.style === 'plain' && value.text === 'undefined')
      return { kind: 'undefined' }
    return { kind: 'returns', value: this.#data(value) }
  }

  /** Text whose line breaks are CRLF, unless it says by a CR that it means every byte; or parts. */
  bytes(node: Node): Bytes {
    const parts = node.kind === 'list' ? node.items : [node]
    return parts.map((part) => {
      if (part.kind === 'map') {
        return {
          repeat: this.#latin1(scalarOf(part, 'repeat') as Node),
          times: Number(scalarOf(part, 'times')?.value),
        }
      }
      const text = this.#latin1(part)
      return text.includes('\r') ? text : text.replaceAll('\n', '\r\n')
    })
  }

  #latin1(node: Node): string {
    if (node.kind !== 'scalar') return ''
    const odd = [...node.text].findIndex((character) => character > '\u00ff')
    if (odd >= 0) {
      const bytes = [...Buffer.from([...node.text][odd] ?? '')]
        .map((byte) => `\\x${byte.toString(16)}`)
        .join('')
      this.#report.add(
        node.span(odd, odd + 1),
        'a character is a byte here',
        `write its bytes in double quotes: "${bytes}"`,
      )
    }
    return node.text
  }

  #data(node: Node): Data {
    switch (node.kind) {
      case 'list':
        return node.items.map((item) => this.#data(item))
      case 'map':
        return Object.fromEntries(
          node.entries.map(({ key, value }) => [key.text, this.#data(value)]),
        )
      case 'scalar': {
        const { value, text, at } = node
        if (typeof value === 'number' && !Number.isSafeInteger(value) && Number.isInteger(value)) {
          this.#report.add(at, `${text} is more than a number holds exactly`, 'put it in quotes')
        }
        return value
      }
    }
  }
}
