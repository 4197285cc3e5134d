import type { Part } from '../draft.js'
import type { Scalar } from '../fieldtype.js'
import type { Effect, Field, Flag } from '../ir.js'
import { type Entry, get, itemsOf, type MapNode, type ScalarNode, textOf } from '../node.js'
import type { Report } from '../problem.js'
import { nearest } from '../suggest.js'
import { type Meaning, meaningOf } from './meaning.js'

/** A flag whose other flags are still letters. */
interface Lettered {
  readonly flag: Flag
  readonly node: MapNode
}

/** Reads the flags of a command: what its own list says, and what the vocabulary says where that is silent. */
export class FlagReader {
  readonly #vocabulary: ReadonlyMap<string, Part>
  readonly #report: Report
  #published = true

  constructor(vocabulary: ReadonlyMap<string, Part>, report: Report) {
    this.#vocabulary = vocabulary
    this.#report = report
  }

  /** Whether all letters that were looked up mean what memwire publishes. */
  get published(): boolean {
    return this.#published
  }

  read(entries: readonly Entry[]): Flag[] {
    const lettered = entries.flatMap((entry) => this.#flag(entry) ?? [])
    return lettered.map(({ flag, node }) => ({
      ...flag,
      needs: this.#names(node, 'needs', lettered),
      excludes: this.#names(node, 'excludes', lettered),
      omits: this.#names(node, 'omits', lettered),
    }))
  }

  #flag({ key, value }: Entry): Lettered | undefined {
    const shared = this.#vocabulary.get(key.text)
    if (shared && !shared.published) this.#published = false
    const node = shared ? over(shared.node, value as MapNode) : (value as MapNode)
    const name = textOf(node, 'name')
    if (name === undefined) {
      const remedy = 'give it one here, or declare the letter under flags at the top of a file'
      this.#report.add(key.at, `the flag ${key.text} has no name`, remedy)
      return undefined
    }
    const takes = this.#field(node, 'takes', name, key)
    const echoes = get(node, 'echoes') !== undefined
    const gives = this.#field(node, 'gives', name, key) ?? (echoes ? takes : undefined)
    const since = textOf(node, 'since')
    const until = textOf(node, 'until')
    const effect = textOf(node, 'effect')
    const flag: Flag = {
      letter: key.text,
      name,
      doc: textOf(node, 'doc')?.trim() ?? '',
      ...(takes && { takes }),
      ...(gives && { gives }),
      echoes,
      unasked: get(node, 'unasked') !== undefined,
      hides: itemsOf(node, 'hides').flatMap((one) => (one.kind === 'scalar' ? [one.text] : [])),
      encodesKey: get(node, 'encodes') !== undefined,
      ...(effect !== undefined && { effect: effect as Effect }),
      needs: [],
      excludes: [],
      omits: [],
      forever: get(node, 'forever') !== undefined,
      ...(since !== undefined && { since }),
      ...(until !== undefined && { until }),
      at: key.at,
    }
    return { flag, node }
  }

  /** A type alone, or the keys of a field. */
  #field(
    node: MapNode,
    key: 'takes' | 'gives',
    name: string,
    letter: ScalarNode,
  ): Field | undefined {
    const value = get(node, key)
    if (!value || value.kind === 'list') return undefined
    const meaning: Partial<Meaning> =
      value.kind === 'map'
        ? meaningOf(letter, value, true, this.#report)
        : { type: { kind: value.text as Scalar } }
    const { type, doc = textOf(node, 'doc')?.trim(), min, max } = meaning
    if (!type) {
      this.#report.add(value.at, `${key} has no type`, 'write a type, or { enum: … }')
      return undefined
    }
    return {
      kind: 'field',
      name,
      type,
      ...(doc !== undefined && { doc }),
      ...(min !== undefined && { min }),
      ...(max !== undefined && { max }),
      at: letter.at,
    }
  }

  #names(node: MapNode, key: 'needs' | 'excludes' | 'omits', all: readonly Lettered[]): string[] {
    return itemsOf(node, key).flatMap((one) => {
      if (one.kind !== 'scalar') return []
      const other = all.find(({ flag }) => flag.letter === one.text)
      if (other) return [other.flag.name]
      // What the vocabulary says of letters that this command does not have goes without them.
      if (key !== 'needs' && this.#vocabulary.has(one.text)) return []
      const letters = all.map(({ flag }) => flag.letter)
      const meant = nearest(one.text, letters)
      this.#report.add(
        one.at,
        `${one.text} is no flag of this command`,
        meant ? `did you mean ${meant}?` : `it has ${letters.join(' ')}`,
      )
      return []
    })
  }
}

/** The vocabulary's keys, with the command's own in their place. */
function over(base: MapNode, own: MapNode): MapNode {
  const kept = base.entries.filter(({ key }) => get(own, key.text) === undefined)
  return { ...base, entries: [...kept, ...own.entries], sound: base.sound && own.sound }
}
