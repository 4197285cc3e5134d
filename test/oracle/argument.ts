import type { FieldType, Scalar } from '#codegen/fieldtype.js'
import type { Field } from '#codegen/ir.js'

/** An argument is not what the spec says: nothing may be sent. */
export class Refused extends Error {}

type Written = (value: unknown, field: Field) => string

const UINT64 = 18446744073709551615n
const LONGEST_KEY = 250
const SPACE = 0x20
const DELETE = 0x7f
/** The longest distance, and the first number that can only be meant as a moment, in seconds. */
const MONTH = 2592000
const MOMENT = 1000000000
/** Types that no caller gives. */
const nobody: Written = () => refuse('a field that is no argument')

const scalars: Readonly<Record<Scalar, Written>> = {
  uint32: (value, field) => whole(value, field, 0, 4294967295),
  flags: (value, field) => whole(value, field, 0, 4294967295),
  int32: (value, field) => whole(value, field, -2147483648, 2147483647),
  int: (value, field) => whole(value, field, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  uint64,
  float,
  token: (value, field) => words(value, field, SPACE),
  text: (value, field) => words(value, field, SPACE - 1),
  exptime,
  cas,
  key: nobody,
  length: nobody,
  value: nobody,
  bytes: nobody,
  scalar: nobody,
  name: nobody,
  uri: nobody,
  base64: nobody,
}

/** An argument on the wire, a character a byte. @throws Refused */
export function written(value: unknown, field: Field): string {
  const { type } = field
  return type.kind === 'enum' ? wordFor(value, type) : scalars[type.kind](value, field)
}

/** A key on the wire. @throws Refused */
export function writtenKey(key: unknown): string {
  const bytes = key instanceof Uint8Array ? Buffer.from(key) : textBytes(key)
  const wire = bytes.toString('latin1')
  if (wire.length < 1 || wire.length > LONGEST_KEY || holds(bytes, SPACE)) refuse('a key')
  return wire
}

/** A key of any bytes on the wire, as base64. @throws Refused */
export function encodedKey(key: unknown): string {
  const wire = writtenBytes(key).toString('base64')
  return wire.length < 1 || wire.length > LONGEST_KEY ? refuse('a key') : wire
}

/** A block of bytes as they are. @throws Refused */
export function writtenBytes(data: unknown): Buffer {
  return data instanceof Uint8Array ? Buffer.from(data) : textBytes(data)
}

/** Whether a bare word is sent. @throws Refused */
export function isAsked(value: unknown, otherwise = false): boolean {
  if (value === undefined) return otherwise
  return typeof value === 'boolean' ? value : refuse('a boolean')
}

function refuse(what: string): never {
  throw new Refused(what)
}

function textBytes(text: unknown): Buffer {
  const bytes = Buffer.from(typeof text === 'string' ? text : refuse('a text'))
  // Half of a surrogate pair has no bytes, so that another character comes back.
  return bytes.toString() === text ? bytes : refuse('whole characters')
}

function wordFor(value: unknown, { words }: Extract<FieldType, { kind: 'enum' }>): string {
  return words.find((word) => word.value === value)?.wire ?? refuse('one of the words')
}

function whole(value: unknown, { min, max }: Field, least: number, greatest: number): string {
  const fits =
    Number.isSafeInteger(value) &&
    (value as number) >= (min ?? least) &&
    (value as number) <= (max ?? greatest)
  return fits ? BigInt(value as number).toString() : refuse('a whole number')
}

function uint64(value: unknown, { min = 0, max = UINT64 }: Field | { min?: number; max?: bigint }) {
  if (typeof value !== 'bigint' && !Number.isSafeInteger(value)) refuse('a whole number')
  const exact = BigInt(value as bigint)
  return exact >= BigInt(min) && exact <= BigInt(max) ? exact.toString() : refuse('64 bits')
}

function float(value: unknown, { min = -Infinity, max = Infinity }: Field): string {
  const fits = Number.isFinite(value) && (value as number) >= min && (value as number) <= max
  return fits ? `${Object.is(value, -0) ? 0 : value}` : refuse('a number')
}

function words(value: unknown, { min = 1, max = Infinity }: Field, last: number): string {
  const bytes = textBytes(value)
  if (bytes.length < min || bytes.length > max || holds(bytes, last)) refuse('words')
  return bytes.toString('latin1')
}

/** Whether there is a byte up to this one, or the last of the control bytes. */
function holds(bytes: Buffer, last: number): boolean {
  return bytes.some((byte) => byte <= last || byte === DELETE)
}

/** Only what does not depend on the time of day: distances up to a month, and moments that have passed. */
function exptime(value: unknown): string {
  if (value instanceof Date && value.getTime() <= 0) return '-1'
  if (!Number.isSafeInteger(value) || (value as number) >= MOMENT) refuse('a time')
  if ((value as number) > MONTH) throw new Error('this depends on the clock')
  return (value as number) < 0 ? '-1' : BigInt(value as number).toString()
}

function cas(value: unknown): string {
  // No server gives this one, and nobody who counts has it.
  if (Object.is(value, -0)) refuse('a cas token')
  const digits = typeof value === 'string' ? value : uint64(value, {})
  return /^[0-9]{1,20}$/.test(digits) && BigInt(digits) <= UINT64 ? digits : refuse('a cas token')
}
