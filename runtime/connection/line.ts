import { Buffer } from 'node:buffer'
import type { AnyCommand, Request } from '../command.js'
import { IllegalInputError } from '../errors.js'
import { Writer } from '../wire/writer.js'

/** What encoders write. */
type Written = Pick<Request, 'key' | 'keys' | 'fields' | 'flags' | 'block' | 'silent'>

const LINE_BREAK = '\r\n'.length

/** No class of its own: a second one would make the writer of every request slower. */
let ruler: Writer | undefined

/** The bytes of a request's line with its line break. */
export function lineLength(command: AnyCommand, request: Written): number {
  ruler ??= new Writer()
  const { block } = request
  command.encode(ruler, { ...request, block: '' } as Request)
  const { size } = ruler
  for (const part of ruler.take()) ruler.recycle(part)
  if (command.facts.block === 'none') return size
  const digits = String(Buffer.byteLength(block as string)).length
  return size - LINE_BREAK + digits - '0'.length
}

const heads: WeakMap<AnyCommand, number> = new WeakMap()

/** The bytes of a line of many keys without them. */
export function headLength(command: AnyCommand, fields: unknown): number {
  const known = command.check ? undefined : heads.get(command)
  if (known !== undefined) return known
  const bare = { key: '', keys: [], fields, flags: 0, block: '', silent: false }
  const length = lineLength(command, bare)
  if (!command.check) heads.set(command, length)
  return length
}

/** Servers close the connection, and with it other callers' requests, on a line that is longer than they take. */
export function checkLineLength({ name, facts }: AnyCommand, length: number): void {
  if (length <= facts.line) return
  throw new IllegalInputError(
    `${name}: expected a request line of at most ${facts.line} bytes, got ${length}; ` +
      'shorten the key or the other arguments',
  )
}
