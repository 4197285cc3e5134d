import type { ReplyLine, Result } from '#codegen/ir.js'
import type { Fields } from './form.js'
import { knownOf } from './known.js'
import { draw, drawn, drawSaid, type Palette } from './picture.js'
import type { Request } from './request.js'
import { Unsafe } from './verdict.js'

type Bag = Record<string, unknown>

/** What the items of a reply give. */
export class Harvest {
  /** The results by the index of the key that was asked for; a container holds what is not given by key. */
  readonly answers = new Map<number, unknown>()
  /** How many items there were. */
  size = 0
  /** Whether an item that is not given by itself has a number that is too large. */
  isTooLarge = false
  #value: unknown
  readonly #request: Request

  constructor(request: Request) {
    this.#request = request
    this.#value = emptyOf(request.command.items.flatMap(pictureOf))
  }

  get value(): unknown {
    return this.#value
  }

  add(line: ReplyLine, fields: Fields): void {
    const palette = { fields, items: undefined, request: this.#request }
    this.size++
    for (const picture of pictureOf(line)) {
      if (this.#request.command.collects === 'entries') this.#answer(picture, palette)
      else this.#gather(picture, palette)
    }
  }

  /** The first answer is given to the caller at once; a second one finds nobody. */
  #answer(picture: Result, palette: Palette): void {
    if (picture.kind !== 'entry') return
    const index = this.#request.keys.indexOf(String(palette.fields.get(picture.key.name)))
    if (!this.answers.has(index)) this.answers.set(index, drawn(picture.value, palette))
  }

  #gather(picture: Result, palette: Palette): void {
    try {
      this.#value = gathered(this.#value, picture, palette)
    } catch (error) {
      if (!(error instanceof Unsafe)) throw error
      this.isTooLarge = true
    }
  }
}

function pictureOf({ outcome }: ReplyLine): Result[] {
  return outcome.kind === 'returns' ? [outcome.result] : []
}

/** Before the first item; in a record, containers are there from the start. */
function emptyOf(pictures: readonly Result[]): unknown {
  const first = pictures.find((one) => isContainer(one) && one.kind !== 'nothing')
  if (first?.kind === 'entry' && knownOf(first)) return {}
  if (first?.kind !== 'record') return first?.kind === 'element' ? [] : new Map()
  const bag: Bag = {}
  for (const picture of pictures) {
    if (picture.kind !== 'record') continue
    for (const { name, value } of picture.members) {
      if (isContainer(value)) bag[name] ??= emptyOf([value])
    }
  }
  return bag
}

/** Adds an item: lists grow, Maps and records merge. Gives the container. @throws Unsafe */
function gathered(into: unknown, picture: Result, palette: Palette): unknown {
  switch (picture.kind) {
    case 'nothing':
      return into
    case 'element': {
      const list = (into ?? []) as unknown[]
      list.push(draw(picture.of, palette))
      return list
    }
    case 'entry': {
      if (knownOf(picture)) return drawSaid(picture, Object(into ?? {}), palette)
      const map = (into ?? new Map()) as Map<unknown, unknown>
      const key = draw({ kind: 'field', field: picture.key }, palette)
      map.set(
        key,
        gathered(isContainer(picture.value) ? map.get(key) : undefined, picture.value, palette),
      )
      return map
    }
    case 'record': {
      const bag = (into ?? {}) as Bag
      for (const { name, value, optional } of picture.members) {
        const merged = gathered(bag[name], value, palette)
        if (merged !== undefined || !optional) bag[name] = merged
      }
      return bag
    }
    default:
      return draw(picture, palette)
  }
}

function isContainer({ kind }: Result): boolean {
  return kind === 'element' || kind === 'entry' || kind === 'record' || kind === 'nothing'
}
