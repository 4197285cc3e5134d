import type { Scalar } from '../fieldtype.js'
import type { Field } from '../ir.js'

/** How generated code checks and writes an argument. */
export interface Sending {
  /** What the caller gives; `Exptime` and `Cas` are types of the runtime. */
  readonly takes: string
  /** The runtime's function that checks it. */
  readonly check: string
  /** What the check gives, for the wire. */
  readonly checked: string
  /** The writer's word for it. */
  readonly word: string
}

/** How generated code reads a field. */
export interface Reading {
  /** The reader's word for it. */
  readonly word: string
  readonly gives: string
}

/** Types of fields that the runtime puts into a request itself, or that only replies have. */
type NoArgument = 'key' | 'length' | 'value' | 'bytes' | 'scalar' | 'name' | 'uri' | 'base64'
/** Types of blocks, which are read by their length. */
type Body = 'value' | 'bytes'

const number: Omit<Sending, 'check'> = { takes: 'number', checked: 'number', word: 'integer' }
const text: Omit<Sending, 'check'> = { takes: 'string', checked: 'string', word: 'utf8' }
const uint64 = 'number | bigint'

const SENDING: Readonly<Record<Exclude<Scalar, NoArgument>, Sending>> = {
  uint32: { ...number, check: 'uint32' },
  int32: { ...number, check: 'int32' },
  int: { ...number, check: 'int' },
  float: { ...number, check: 'float' },
  flags: { ...number, check: 'uint32' },
  uint64: { takes: uint64, check: 'uint64', checked: uint64, word: 'integer' },
  exptime: { ...number, takes: 'Exptime', check: 'exptime' },
  cas: { takes: 'Cas', check: 'cas', checked: 'string', word: 'word' },
  token: { ...text, check: 'token' },
  text: { ...text, check: 'text' },
}
const SENDING_ENUM: Sending = { ...text, check: 'oneOf', word: 'word' }

const READING: Readonly<Record<Exclude<Scalar, Body>, Reading>> = {
  uint32: { word: 'uint32', gives: 'number' },
  int32: { word: 'int32', gives: 'number' },
  int: { word: 'int', gives: 'number' },
  float: { word: 'float', gives: 'number' },
  length: { word: 'length', gives: 'number' },
  flags: { word: 'uint32', gives: 'number' },
  exptime: { word: 'int', gives: 'number' },
  uint64: { word: 'uint64', gives: uint64 },
  cas: { word: 'cas', gives: 'Cas' },
  key: { word: 'key', gives: 'number' },
  token: { word: 'token', gives: 'string' },
  text: { word: 'remainder', gives: 'string' },
  name: { word: 'name', gives: 'string | Buffer' },
  uri: { word: 'uri', gives: 'string | Buffer' },
  base64: { word: 'base64', gives: 'Buffer' },
  scalar: { word: 'scalar', gives: 'string | number' },
}

/** How a field is sent; undefined if it is no argument. */
export function sendingOf({ type }: Field): Sending | undefined {
  if (type.kind === 'enum') return SENDING_ENUM
  return (SENDING as Partial<Record<Scalar, Sending>>)[type.kind]
}

/** How a field of a line is read; undefined if it is a block. */
export function readingOf({ type }: Field): Reading | undefined {
  if (type.kind === 'enum') return { word: 'oneOf', gives: 'string' }
  return (READING as Partial<Record<Scalar, Reading>>)[type.kind]
}
