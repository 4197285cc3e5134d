import type { Field, Flag, Position } from '../ir.js'
import type { RawField, RawText } from '../pattern.js'
import { type Report, where } from '../problem.js'
import { nearest } from '../suggest.js'
import { inlineType, type Meaning } from './meaning.js'

/** What names mean in the lines of one command: its own fields first, then the vocabulary. */
export class Scope {
  readonly #own: ReadonlyMap<string, Meaning>
  readonly #shared: ReadonlyMap<string, Meaning>
  readonly #flags: readonly Flag[]
  readonly #report: Report
  readonly #used = new Set<string>()
  #published = true
  #sound = true

  constructor(
    own: ReadonlyMap<string, Meaning>,
    shared: ReadonlyMap<string, Meaning>,
    flags: readonly Flag[],
    report: Report,
  ) {
    this.#own = own
    this.#shared = shared
    this.#flags = flags
    this.#report = report
  }

  /** Whether all names that were looked up mean what memwire publishes. */
  get published(): boolean {
    return this.#published
  }

  /** Whether everything that was looked up is there; if not, that has been reported where it is declared. */
  get sound(): boolean {
    return this.#sound
  }

  /** The command's own fields that no line names. */
  get unused(): Meaning[] {
    return [...this.#own.values()].filter(({ name }) => !this.#used.has(name))
  }

  /** A field of a line; undefined if a problem was reported. */
  field(raw: RawField): Field | undefined {
    const own = this.#own.get(raw.name)
    this.#used.add(raw.name)
    const shared = this.#shared.get(raw.name)
    if (own?.sound === false || (!own && !raw.type && shared?.sound === false)) {
      this.#sound = false
      return undefined
    }
    if (raw.type) return this.#inline(raw, own)
    if (!own && !shared) return this.#unknown(raw)
    if (!own?.type && shared && !shared.published) this.#published = false
    // The command's own entry may say what differs and leave the type to the vocabulary.
    const type = own?.type ?? shared?.type
    if (type) return fieldOf(raw, type, own?.type ? own : { ...shared, ...own })
    this.#report.add(
      raw.at,
      `<${raw.name}> is a word, not a field`,
      `write [${raw.name}] or give it a type`,
    )
    return undefined
  }

  #inline(raw: RawField, own: Meaning | undefined): Field | undefined {
    const type = inlineType(raw, this.#report)
    if (own?.type) {
      this.#report.add(
        raw.at,
        `the type of <${raw.name}> is given twice`,
        `it is in ${where(own.at)} too; leave one away`,
      )
      return undefined
    }
    return type && fieldOf(raw, type, own)
  }

  /** The letters of a `<flag>*`: those that it names, else all; undefined if a problem was reported. */
  letters(named: string | undefined, at: Position): readonly string[] | undefined {
    if (named === undefined) return this.#flags.map(({ letter }) => letter)
    const letters = [...named]
    const unknown = letters.find((one) => !this.#flags.some(({ letter }) => letter === one))
    if (unknown === undefined) return letters
    const known = this.#flags.map(({ letter }) => letter).join(' ')
    const remedy = known === '' ? 'it has none' : `it has ${known}`
    this.#report.add(at, `${unknown} is no flag of this command`, remedy)
    return undefined
  }

  /** What the letters of a line mean. */
  flagsOf(letters: readonly string[]): Flag[] {
    return this.#flags.filter(({ letter }) => letters.includes(letter))
  }

  /** The flags that ask for a block, which has their name. */
  get askers(): Flag[] {
    return this.#flags.filter(({ takes, gives, unasked }) => !takes && !gives && !unasked)
  }

  /** A word that may be left out. */
  word({ text, at }: RawText): Meaning | undefined {
    const own = this.#own.get(text)
    const shared = this.#shared.get(text)
    this.#used.add(text)
    if (shared && !shared.published && !own) this.#published = false
    const meaning = own ?? shared
    if (meaning?.sound === false) {
      this.#sound = false
      return undefined
    }
    if (meaning?.doc && !meaning.type) return meaning
    if (meaning?.type) this.#report.add(at, `[${text}] is a field, not a word`, `write [<${text}>]`)
    else
      this.#report.add(
        at,
        `[${text}] has no doc`,
        `say what it does: fields: { ${text}: { doc: … } }`,
      )
    return undefined
  }

  #unknown(raw: RawField): undefined {
    const known = [...this.#own.keys(), ...this.#shared.keys()]
    const meant = nearest(raw.name, known)
    const first = [...this.#shared.values(), ...this.#own.values()][0]
    const place = first ? `; fields are declared in ${where(first.at)}` : ''
    const remedy = meant
      ? `did you mean <${meant}>?${place.replace(';', '')}`
      : `give it a type here, as in <${raw.name}:uint32>, or declare it under fields${place}`
    this.#report.add(raw.at, `unknown field <${raw.name}>`, remedy)
  }
}

function fieldOf(raw: RawField, type: Field['type'], meaning: Partial<Meaning> = {}): Field {
  const { doc, since, until, min, max, known } = meaning
  return {
    kind: 'field',
    name: raw.name,
    type,
    ...(doc !== undefined && { doc }),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(known && { known }),
    at: raw.at,
  }
}
