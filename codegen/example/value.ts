import { isUtf8 } from 'node:buffer'
import type { Data } from '../data.js'
import type { Command, Field, Flag, Result } from '../ir.js'
import { saidOf } from '../resolve/outcome.js'
import { plainBytes } from './bytes.js'
import { recordOf } from './call.js'
import { flagName, type Scanned } from './scan.js'

/** Something read from a reply: plain data, a block, digits, a Map, or undefined. */
export type Read =
  | undefined
  | string
  | number
  | boolean
  | Block
  | Digits
  | Map<string, Read>
  | readonly Read[]
  | Members
type Members = Readonly<{ [name: string]: Read }>

/** A block’s bytes: what they stand for is for the serializer to say. */
export class Block {
  readonly bytes: string

  constructor(bytes: string) {
    this.bytes = bytes
  }
}

/** A number that may be more than a number holds, or one that is opaque. */
export class Digits {
  readonly text: string
  readonly isOpaque: boolean

  constructor(text: string, isOpaque: boolean) {
    this.text = text
    this.isOpaque = isOpaque
  }
}

/** What a line gives, as its picture says. */
export function readingOf(result: Result, scanned: Scanned, isAsked: IsAsked = always): Read {
  switch (result.kind) {
    case 'literal':
      return result.value
    case 'field':
      return fieldValue(result.field, scanned)
    case 'flag':
      return flagValue(result.flag, scanned)
    case 'record':
      return Object.fromEntries(
        result.members
          .filter(({ asked }) => asked === undefined || isAsked(asked))
          .map(({ name, value }) => [name, readingOf(value, scanned)] as const)
          .filter(([, value]) => value !== undefined),
      )
    case 'element':
      return [readingOf(result.of, scanned)]
    case 'entry':
      return entryOf(result, scanned)
    case 'nothing':
      return result.of === 'list' ? [] : new Map()
    case 'undefined':
    case 'items':
      return undefined
  }
}

function entryOf(entry: Extract<Result, { kind: 'entry' }>, scanned: Scanned): Map<string, Read> {
  const said = saidOf(entry)
  const name = textOf(entry.key, scanned) ?? ''
  const known = said?.known.find((one) => one.name === name)
  if (!said || !known) return new Map([[name, readingOf(entry.value, scanned)]])
  const value = knownValue(known, textOf(said, scanned) ?? '')
  return new Map(value === undefined ? [] : [[name, value]])
}

/** What is said of a known name; undefined if it cannot be said of it. */
function knownValue({ type }: Field, text: string): Read {
  if (type.kind === 'text') return fromUtf8(text)
  const word = text.replace(/ +$/, '')
  if (type.kind === 'enum') return type.words.find(({ wire }) => wire === word)?.value
  if (type.kind === 'uint64' && /^-?\d+$/.test(word)) return new Digits(`${BigInt(word)}`, false)
  if (!/^-?\d+(\.\d+)?(e[-+]?\d+)?$/i.test(word)) return undefined
  const value = Number(word)
  if (!Number.isInteger(value)) return Number.isFinite(value) ? value : undefined
  if (!Number.isSafeInteger(value)) return undefined
  return type.kind === 'uint64' ? new Digits(`${value}`, false) : value
}

/** Whether an option was given that asks for a member. */
export type IsAsked = (option: string) => boolean
const always: IsAsked = () => true

function flagValue({ letter, name, gives, unasked }: Flag, { texts, end }: Scanned): Read {
  const text = texts.get(flagName(letter))
  if (text === undefined || unasked || !gives)
    return text !== undefined && unasked ? true : undefined
  return fieldValue({ ...gives, name }, { texts: new Map([[name, text]]), end })
}

function textOf(field: Field, { texts }: Scanned): string | undefined {
  return texts.get(field.name)
}

function fieldValue(field: Field, scanned: Scanned): Read {
  const text = textOf(field, scanned)
  const { type } = field
  if (type.kind === 'value' || type.kind === 'bytes') return new Block(scanned.block ?? '')
  if (text === undefined) {
    if (type.kind === 'text' && scanned.block !== undefined) return fromUtf8(scanned.block)
    const isNumber = type.kind === 'uint64' && scanned.block !== undefined
    return isNumber ? new Digits(scanned.block ?? '', false) : undefined
  }
  switch (type.kind) {
    case 'text':
      return fromUtf8(text)
    case 'scalar':
      return scalar(fromUtf8(text))
    case 'enum':
      return type.words.find(({ wire }) => wire === text)?.value
    case 'uint64':
    case 'cas':
      return new Digits(text, type.kind === 'cas')
    case 'uri':
      return textOrBytes(
        text.replaceAll(/%([0-9a-f]{2})/gi, (_, code) =>
          String.fromCharCode(Number.parseInt(code, 16)),
        ),
      )
    case 'name':
      return textOrBytes(text)
    case 'base64':
      return new Block(Buffer.from(text, 'base64').toString('latin1'))
    case 'token':
    case 'key':
      return fromUtf8(text)
    default:
      return Number(text)
  }
}

function textOrBytes(text: string): Read {
  return isUtf8(Buffer.from(text, 'latin1')) ? fromUtf8(text) : new Block(text)
}

function fromUtf8(text: string): string {
  return Buffer.from(text, 'latin1').toString()
}

function scalar(text: string): string | number {
  return /^-?(0|[1-9]\d{0,14})(\.\d+)?$/.test(text) ? Number(text) : text
}

/** What the items of a reply give before the first of them: containers are there from the start. */
export function emptyOf({ items, collects }: Command): Read {
  if (collects === 'list') return []
  if (collects !== 'record') return new Map()
  const results = items.flatMap(({ outcome }) =>
    outcome.kind === 'returns' && outcome.result.kind === 'record' ? outcome.result.members : [],
  )
  return Object.fromEntries(
    results.flatMap(({ name, value }) =>
      value.kind in EMPTY ? [[name, EMPTY[value.kind as keyof typeof EMPTY]()]] : [],
    ),
  )
}

const EMPTY = { entry: () => new Map(), element: () => [], record: () => ({}) }

/** Adds what an item gives to what the items before it gave. */
export function added(all: Read, item: Read): Read {
  if (all instanceof Map && item instanceof Map) {
    for (const [key, value] of item) all.set(key, added(all.get(key), value))
    return all
  }
  if (Array.isArray(all) && Array.isArray(item)) return [...all, ...item]
  if (isPlain(all) && isPlain(item)) {
    return Object.fromEntries(
      Object.keys({ ...all, ...item }).map((name) => [name, added(all[name], item[name])]),
    )
  }
  return item === undefined ? all : item
}

function isPlain(read: Read): read is Members {
  return (
    typeof read === 'object' && read !== null && Object.getPrototypeOf(read) === Object.prototype
  )
}

/** What was read and all that it holds, at any depth. */
export function allOf(read: Read): Read[] {
  const members = isPlain(read)
    ? Object.values(read)
    : Array.isArray(read) || read instanceof Map
      ? [...read.values()]
      : []
  return [read, ...members.flatMap(allOf)]
}

/** Whether what was read is what an example says. */
export function agrees(read: Read, data: Data | undefined): boolean {
  if (read instanceof Digits)
    return read.text === String(data) && (!read.isOpaque || typeof data === 'string')
  if (read instanceof Block) return plainBytes(data) === read.bytes || isJson(read.bytes, data)
  if (Array.isArray(read)) {
    return (
      Array.isArray(data) &&
      data.length === read.length &&
      read.every((one, i) => agrees(one, data[i]))
    )
  }
  if (read instanceof Map) return sameMembers([...read], data)
  if (isPlain(read)) return sameMembers(Object.entries(read), data)
  return read === data
}

function sameMembers(
  members: readonly (readonly [string, Read])[],
  data: Data | undefined,
): boolean {
  const record = recordOf(data)
  if (!record || Object.keys(record).length !== members.length) return false
  return members.every(([name, value]) => name in record && agrees(value, record[name]))
}

/** Whether a block is the JSON of some data, which a number in decimal digits is too. */
function isJson(bytes: string, data: Data | undefined): boolean {
  return data !== undefined && typeof data !== 'string' && fromUtf8(bytes) === JSON.stringify(data)
}

/** What was read, for a person. */
export function inWords(read: Read): string {
  return (
    JSON.stringify(read, (_, value: unknown) => {
      if (value instanceof Map) return Object.fromEntries(value)
      if (value instanceof Block) return fromUtf8(value.bytes)
      return value instanceof Digits ? value.text : value
    }) ?? 'undefined'
  )
}
