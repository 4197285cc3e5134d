import type { Bytes, Data } from '../data.js'
import { recordOf } from './call.js'

/** Bytes of an example as one text, a character a byte. */
export function wire(bytes: Bytes): string {
  return bytes
    .map((part) => (typeof part === 'string' ? part : part.repeat.repeat(part.times)))
    .join('')
}

/** Text as its bytes in UTF-8, a character a byte. */
export function utf8(text: string): string {
  return Buffer.from(text).toString('latin1')
}

/** The bytes that a piece of data stands for: `{ hex }`, `{ repeat, times }` or a text; undefined if it is none of them. */
export function plainBytes(data: Data | undefined): string | undefined {
  if (typeof data === 'string') return utf8(data)
  const { hex, repeat, times } = recordOf(data) ?? {}
  if (typeof hex === 'string') return Buffer.from(hex, 'hex').toString('latin1')
  if (typeof repeat === 'string' && typeof times === 'number') return utf8(repeat.repeat(times))
  return undefined
}

/** A value as the default serializer writes it, as far as an example can say. */
export function blockBytes(data: Data): string {
  return plainBytes(data) ?? utf8(JSON.stringify(data))
}
