import type { Field, Flag, Result } from '#codegen/ir.js'
import { asks, letterName } from './flag.js'
import type { Fields } from './form.js'
import { type Entry, knownOf, saidFor, withMember } from './known.js'
import type { Request } from './request.js'
import { Unsafe } from './verdict.js'

/** What a result is drawn with. */
export interface Palette {
  readonly fields: Fields
  /** What the items have given. */
  readonly items: unknown
  readonly request: Request
}

/** The value that a picture shows; Unsafe in its place, if it has a number that is too large. */
export function drawn(result: Result, palette: Palette): unknown {
  try {
    return draw(result, palette)
  } catch (error) {
    if (error instanceof Unsafe) return error
    throw error
  }
}

/** The value that a picture shows. @throws Unsafe */
export function draw(result: Result, palette: Palette): unknown {
  switch (result.kind) {
    case 'literal':
      return result.value
    case 'undefined':
      return undefined
    case 'field':
      return fieldOf(result.field, palette)
    case 'flag':
      return flagOf(result.flag, palette)
    case 'record':
      return drawRecord(result, palette)
    case 'element':
      return [draw(result.of, palette)]
    case 'entry':
      if (knownOf(result)) return drawSaid(result, {}, palette)
      return new Map([[fieldOf(result.key, palette), draw(result.value, palette)]])
    case 'nothing':
      return result.of === 'list' ? [] : new Map()
    case 'items':
      return palette.items
  }
}

/** Adds what is said of a name to an object. @throws Unsafe */
export function drawSaid(entry: Entry, all: object, palette: Palette): object {
  if (entry.value.kind !== 'field') throw new Error('what is said of a name is one field')
  const { field } = entry.value
  const known = saidFor(entry, palette.fields) ?? field
  const value = fieldOf({ ...known, name: field.name }, palette)
  return value === undefined ? all : withMember(all, fieldOf(entry.key, palette), value)
}

function drawRecord({ members }: Extract<Result, { kind: 'record' }>, palette: Palette): object {
  const record: Record<string, unknown> = {}
  for (const { name, value, optional, asked } of members) {
    // The serializer's number comes with a value, and nobody may have asked for it.
    if (asked !== undefined && !asks(palette.request, asked)) continue
    const drawn = draw(value, palette)
    if (drawn !== undefined || !optional) record[name] = drawn
  }
  return record
}

function flagOf({ letter, gives }: Flag, palette: Palette): unknown {
  const name = letterName(letter)
  return gives ? fieldOf({ ...gives, name }, palette) : palette.fields.get(name)
}

function fieldOf({ name, type }: Field, { fields, request }: Palette): unknown {
  const value = fields.get(name)
  if (type.kind !== 'uint64' || typeof value !== 'bigint' || request.bigint) return value
  const largest = BigInt(Number.MAX_SAFE_INTEGER)
  if (value > largest || value < -largest) throw new Unsafe(value)
  return Number(value)
}
