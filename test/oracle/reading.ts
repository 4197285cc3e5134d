import type { FieldType, Scalar } from '#codegen/fieldtype.js'

/** How a field stands in a reply: the characters that it may have, and what they mean. */
export interface Reading {
  readonly pattern: string
  /** Undefined if they mean nothing after all. */
  read(text: string): unknown
}

const UINT32 = 4294967295
const UINT64 = 18446744073709551615n
/** The longest block that a length can announce. */
const LENGTH = 2147483647

const WORD = '[^ ]+'
const REST = '.*'

const scalars: Readonly<Record<Scalar, Reading>> = {
  uint32: unsigned(UINT32),
  flags: unsigned(UINT32),
  length: unsigned(LENGTH),
  int32: signed(-2147483648, 2147483647),
  int: signed(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  uint64: {
    pattern: '[0-9]+',
    read: (text) => (BigInt(text) <= UINT64 ? BigInt(text) : undefined),
  },
  cas: {
    pattern: '[0-9]{1,20}',
    read: (text) => (BigInt(text) <= UINT64 ? text : undefined),
  },
  float: { pattern: '-?[0-9]+(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?', read: Number },
  key: { pattern: WORD, read: (text) => text },
  token: { pattern: WORD, read: utf8 },
  text: { pattern: REST, read: utf8 },
  scalar: { pattern: REST, read: (text) => numberLike(text) ?? utf8(text) },
  name: { pattern: WORD, read: textOrBytes },
  uri: { pattern: WORD, read: unescaped },
  base64: {
    // Were it empty, it would stand anywhere among many spaces.
    pattern: '(?=[A-Za-z0-9+/])(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?',
    read: bytes,
  },
  exptime: unsigned(UINT32),
  value: { pattern: REST, read: (text) => text },
  bytes: { pattern: REST, read: (text) => text },
}

export function readingOf(type: FieldType): Reading {
  if (type.kind !== 'enum') return scalars[type.kind]
  return {
    pattern: WORD,
    read: (text) => type.words.find(({ wire }) => wire === text)?.value,
  }
}

/** What a field's characters mean: one that text ends was cut without a look at them. */
export function meaningOf(type: FieldType, written: string): unknown {
  const { pattern, read } = readingOf(type)
  return new RegExp(`^(?:${pattern})$`, 's').test(written) ? read(written) : undefined
}

/** A block that is a number: spaces behind it do not count. */
export function numberIn(block: Buffer): bigint | undefined {
  const text = block.toString('latin1')
  if (!/^[0-9]{1,20} *$/.test(text) || BigInt(text) > UINT64) return undefined
  return BigInt(text)
}

/** Whether a field is the rest of its line. */
export function isRest({ kind }: FieldType): boolean {
  return kind === 'text' || kind === 'scalar'
}

export function utf8(text: string): string {
  return Buffer.from(text, 'latin1').toString('utf8')
}

function unsigned(max: number): Reading {
  return { pattern: '[0-9]+', read: (text) => within(text, 0, max) }
}

function signed(min: number, max: number): Reading {
  return { pattern: '-?[0-9]+', read: (text) => within(text, min, max) }
}

function within(text: string, min: number, max: number): number | undefined {
  const exact = BigInt(text)
  return exact >= BigInt(min) && exact <= BigInt(max) ? Number(exact) : undefined
}

/** A number as a server writes one, if a JavaScript number holds it. */
function numberLike(text: string): number | undefined {
  if (!/^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/.test(text)) return undefined
  const value = Number(text)
  return Math.abs(value) > Number.MAX_SAFE_INTEGER ? undefined : value
}

function unescaped(text: string): string | Buffer | undefined {
  // What is no text before is not looked at for escapes.
  const plain = textOrBytes(text)
  if (typeof plain !== 'string') return plain
  const parts = text.split('%').map((part, i) => {
    const code = /^[0-9a-fA-F]{2}/.exec(part)?.[0]
    if (i === 0) return part
    return code && String.fromCharCode(Number.parseInt(code, 16)) + part.slice(2)
  })
  return parts.includes(undefined) ? undefined : textOrBytes(parts.join(''))
}

/** Characters are what they are if the bytes can be made of them again. */
function textOrBytes(text: string): string | Buffer {
  const bytes = Buffer.from(text, 'latin1')
  return Buffer.from(bytes.toString()).equals(bytes) ? bytes.toString() : bytes
}

function bytes(text: string): Buffer | undefined {
  return text === '' ? undefined : Buffer.from(text, 'base64')
}
