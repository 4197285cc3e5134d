import type { Bytes, Data } from '../data.js'
import { wire } from '../example/bytes.js'
import { bind, recordOf } from '../example/call.js'
import { Decoder } from '../example/decode.js'
import { encode, mismatch, shown } from '../example/encode.js'
import { agrees, inWords } from '../example/value.js'
import type { Command, Example, Position, ReplyLine } from '../ir.js'
import { get, type Node } from '../node.js'
import type { Subject } from './subject.js'

/** The call of an example can be made: the method is the command’s, and so are the arguments. */
export function exampleCall(subject: Subject, command: Command): void {
  const { report, spec } = subject
  for (const example of command.examples) {
    const bound = bind(command, example.call)
    if (typeof bound === 'string')
      report.add(example.at, bound, 'write method, arguments, then options in { }')
    for (const call of example.given) {
      const owner = spec.commands.find(
        ({ name, many }) => call.method === name || call.method === many?.name,
      )
      const wrong = owner ? bind(owner, call) : `no command has a method ${call.method}`
      if (typeof wrong === 'string')
        report.add(placeIn(subject, example, 'given'), wrong, 'given are calls that come first')
    }
    for (const path of example.varies) {
      if (path === '*' || reaches(example, path)) continue
      report.add(
        placeIn(subject, example, 'varies'),
        `the result has no ${path}`,
        'write the names on the way joined by dots, or * for all of it',
      )
    }
  }
}

function reaches({ settles }: Example, path: string): boolean {
  let data: Data | undefined = settles.kind === 'returns' ? settles.value : undefined
  for (const name of path.split('.')) data = memberOf(data, name)
  return data !== undefined
}

/** A member of a record, or of one of some records. */
function memberOf(data: Data | undefined, name: string): Data | undefined {
  if (!Array.isArray(data)) return recordOf(data)?.[name]
  return data.map((one) => memberOf(one, name)).find((member) => member !== undefined)
}

/** An example shows what the spec says: the call gives what is sent, and the answer what the call gives. */
export function exampleAgrees(subject: Subject, command: Command): void {
  for (const example of command.examples) new Agreement(subject, command, example).check()
}

/** Every line that may come is shown by an example, if there are examples at all. */
export function exampleUses({ report, spec, draft }: Subject, command: Command): void {
  const { examples, items, reply, name } = command
  if (examples.length === 0) return
  const used = new Set<ReplyLine>()
  for (const example of examples) {
    const bound = bind(command, example.call)
    if (typeof bound === 'string' || !Array.isArray(example.recv)) continue
    const decoded = new Decoder(command, spec.errors, bound, wire(example.recv as Bytes)).decode()
    for (const line of decoded.used) used.add(line)
  }
  const isDropped = draft.commands.get(name)?.dropped === true
  for (const line of [...items, ...reply]) {
    if (!used.has(line) && !(isDropped && line.outcome.kind === 'throws'))
      report.add(
        line.at,
        'no example shows this line',
        `add one to ${name}; what a server cannot give is marked with live and the reason`,
      )
  }
}

function placeIn({ origins }: Subject, example: Example, key: string): Position {
  return origins.get(example)?.entries.find((entry) => entry.key.text === key)?.key.at ?? example.at
}

class Agreement {
  readonly #subject: Subject
  readonly #command: Command
  readonly #example: Example

  constructor(subject: Subject, command: Command, example: Example) {
    this.#subject = subject
    this.#command = command
    this.#example = example
  }

  check(): void {
    const { call, send, recv, settles } = this.#example
    const bound = bind(this.#command, call)
    if (typeof bound === 'string') return
    if (!send) {
      if (recv) this.#add('recv', 'an answer to nothing', 'add send: what the client sends')
      else if (settles.kind !== 'throws' || settles.error !== 'IllegalInputError') {
        this.#add(
          'call',
          'an example without send is refused before the wire',
          'say throws: IllegalInputError, or add send',
        )
      }
      return
    }
    const bytes = wire(send)
    const chunks = encode(this.#command, bound)
    const wrong = mismatch(bytes, chunks)
    if (wrong >= 0) {
      this.#addAt(
        'send',
        bytes,
        wrong,
        `the call sends ${quoted(shown(chunks), wrong)}, the example says ${quoted(bytes, wrong)}`,
      )
      return
    }
    const isAnswered = !bound.isSilent && this.#command.ending !== 'none'
    if (!isAnswered && recv)
      this.#add('recv', 'nothing is answered to this call', 'leave recv away')
    else if (isAnswered && !recv)
      this.#add('send', 'this call has an answer', 'add recv: what the server says')
    else if (!recv) this.#silent()
    else if (recv === 'close') this.#closed()
    else this.#answered(wire(recv), bound)
  }

  #silent(): void {
    if (this.#example.settles.kind !== 'void')
      this.#add('returns', 'a call without an answer gives nothing', 'leave returns or throws away')
  }

  #closed(): void {
    const { settles, closes } = this.#example
    const isReply = this.#command.ending === 'close'
    const fits = isReply
      ? settles.kind === 'void'
      : settles.kind === 'throws' && settles.error === 'UnexpectedCloseError'
    if (!fits)
      this.#add(
        'recv',
        `the end of the connection is ${isReply ? 'the reply: the call gives nothing' : 'no reply'}`,
        isReply ? 'leave returns or throws away' : 'say throws: UnexpectedCloseError',
      )
    if (closes)
      this.#add(
        'closes',
        'the server closes the connection',
        'leave closes away: it is about the client',
      )
  }

  #answered(bytes: string, bound: Exclude<ReturnType<typeof bind>, string>): void {
    const { settles, closes } = this.#example
    const decoded = new Decoder(this.#command, this.#subject.spec.errors, bound, bytes).decode()
    if (decoded.isShort) {
      this.#add(
        'recv',
        'the answer stops before the reply is complete',
        'add the rest, up to the last line',
      )
      return
    }
    const given = decoded.throws ?? inWords(decoded.gives)
    if (
      decoded.throws !== undefined
        ? settles.kind !== 'throws' || settles.error !== decoded.throws
        : !this.#gives(decoded.gives)
    ) {
      const key =
        settles.kind === 'throws' ? 'throws' : settles.kind === 'void' ? 'recv' : 'returns'
      this.#add(
        key,
        `the answer ${decoded.throws === undefined ? 'gives' : 'throws'} ${given}, the example says ${said(this.#example)}`,
        `say ${decoded.throws === undefined ? 'returns' : 'throws'}: ${given}`,
      )
    } else if (decoded.length < bytes.length && decoded.throws !== 'UnknownReplyError') {
      this.#addAt(
        'recv',
        bytes,
        decoded.length,
        `the reply ends at byte ${decoded.length} of ${bytes.length}`,
        'leave the rest away',
      )
    } else if (decoded.closes !== closes) {
      this.#add(
        'recv',
        `the client ${decoded.closes ? 'closes the connection' : 'keeps the connection'} after this`,
        decoded.closes ? 'say closes: true' : 'leave closes away',
      )
    }
  }

  #gives(read: Parameters<typeof agrees>[0]): boolean {
    const { settles } = this.#example
    if (settles.kind === 'undefined') return read === undefined
    return settles.kind === 'returns' && agrees(read, settles.value)
  }

  #add(key: string, message: string, remedy: string): void {
    this.#subject.report.add(placeIn(this.#subject, this.#example, key), message, remedy)
  }

  /** Points at the line in which a byte stands. */
  #addAt(
    key: 'send' | 'recv',
    bytes: string,
    offset: number,
    message: string,
    remedy?: string,
  ): void {
    const node = get(this.#subject.origins.get(this.#example), key)
    const at = node ? lineAt(node, bytes, offset) : this.#example.at
    this.#subject.report.add(
      at,
      message,
      remedy ?? 'one of the two is wrong: correct the call or the line',
    )
  }
}

function lineAt(node: Node, bytes: string, offset: number): Position {
  if (node.kind !== 'scalar' || node.style !== 'literal') return node.at
  const line = bytes.slice(0, offset).split('\r\n').length - 1
  const lines = node.text.split('\n')
  const shown = Math.min(line, lines.length - 2)
  const from = lines.slice(0, shown).reduce((sum, text) => sum + text.length + 1, 0)
  return node.span(from, from + (lines[shown]?.length ?? 1))
}

/** The line around a byte. */
function quoted(bytes: string, offset: number): string {
  const from = bytes.lastIndexOf('\n', Math.max(offset - 1, 0)) + 1
  const line = bytes.slice(from).split('\r\n')[0] ?? ''
  return JSON.stringify(line.length > 60 ? `${line.slice(0, 59)}…` : line)
}

function said({ settles }: Example): string {
  switch (settles.kind) {
    case 'returns':
      return JSON.stringify(settles.value)
    case 'throws':
      return settles.error
    case 'undefined':
      return 'undefined'
    case 'void':
      return 'nothing'
  }
}
