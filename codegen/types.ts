import type { Scalar } from './fieldtype.js'

/** A type of fields: what it admits, and where a field of it may stand. */
export interface TypeInfo {
  readonly name: Scalar
  readonly doc: string
  /** Where a field of this type may stand. */
  readonly places: readonly Place[]
  /** The limits of a number. */
  readonly range?: readonly [number, number]
  /** What `min` and `max` bound; absent: they say nothing of this type. */
  readonly bounds?: 'value' | 'bytes'
}

export type Place = 'request' | 'reply' | 'block'

const BOTH: readonly Place[] = ['request', 'reply']

export const TYPES: readonly TypeInfo[] = [
  {
    name: 'key',
    doc: 'Names the item, and with it the node: 1 to 250 bytes with the client’s prefix, no space and no control byte. In a reply it has to be a key that the request named.',
    places: BOTH,
  },
  {
    name: 'uint32',
    doc: 'A whole number from 0 to 4294967295.',
    places: BOTH,
    range: [0, 4294967295],
    bounds: 'value',
  },
  {
    name: 'int32',
    doc: 'A whole number from -2147483648 to 2147483647.',
    places: BOTH,
    range: [-2147483648, 2147483647],
    bounds: 'value',
  },
  {
    name: 'int',
    doc: 'A whole number that a JavaScript number holds exactly: up to 2^53 - 1 on either side of 0.',
    places: BOTH,
    range: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
    bounds: 'value',
  },
  {
    name: 'uint64',
    doc: 'A whole number from 0 to 2^64 - 1. A caller gives a number or a bigint. In a result it is a number, or a bigint if the call says `bigint: true`; a number that cannot hold it exactly is an error that carries it.',
    places: ['request', 'reply', 'block'],
    range: [0, Number.MAX_SAFE_INTEGER],
    bounds: 'value',
  },
  {
    name: 'float',
    doc: 'A number with or without a fraction.',
    places: BOTH,
    range: [-Number.MAX_VALUE, Number.MAX_VALUE],
    bounds: 'value',
  },
  { name: 'token', doc: 'One word.', places: BOTH, bounds: 'bytes' },
  {
    name: 'text',
    doc: 'The rest of the line, which may hold spaces and, in a reply, be empty; or a whole block as UTF-8.',
    places: ['request', 'reply', 'block'],
    bounds: 'bytes',
  },
  {
    name: 'scalar',
    doc: 'The rest of the line: a number if it looks like one, else text.',
    places: ['reply'],
  },
  {
    name: 'name',
    doc: 'One word that names an item: text, or bytes where it is no UTF-8.',
    places: ['reply'],
  },
  {
    name: 'uri',
    doc: 'The same, in a word in which `%20` stands for a space.',
    places: ['reply'],
  },
  { name: 'base64', doc: 'One word that stands for bytes.', places: ['reply'] },
  {
    name: 'exptime',
    doc: 'Seconds to live, or a `Date`; 0 never expires, -1 has expired. More than 30 days is sent as a Unix time.',
    places: ['request'],
  },
  { name: 'cas', doc: 'Names one version of an item; opaque to the caller.', places: BOTH },
  {
    name: 'length',
    doc: 'The length in bytes of the block that follows the line. Never a parameter.',
    places: BOTH,
  },
  {
    name: 'flags',
    doc: 'The number that the serializer stores beside a value: a request sends it, a reply hands it back to the serializer.',
    places: BOTH,
  },
  { name: 'value', doc: 'The block, through the client’s serializer.', places: ['block'] },
  { name: 'bytes', doc: 'The block as it is.', places: ['block'] },
]

export function typeInfo(name: Scalar): TypeInfo {
  return TYPES.find((type) => type.name === name) as TypeInfo
}
