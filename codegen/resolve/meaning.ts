import type { EnumWord, FieldType, Scalar } from '../fieldtype.js'
import type { Field, Literal, Position } from '../ir.js'
import { entriesOf, get, type MapNode, type ScalarNode, scalarOf, textOf } from '../node.js'
import type { RawField } from '../pattern.js'
import type { Report } from '../problem.js'
import { either, nearest } from '../suggest.js'
import { TYPES } from '../types.js'

/** What a name in `<>` or `[]` means. A word has no type. */
export interface Meaning {
  readonly name: string
  readonly type?: FieldType
  /** Whether it is a word that hides the reply. */
  readonly hides: boolean
  readonly doc?: string
  readonly since?: string
  readonly until?: string
  readonly min?: number
  readonly max?: number
  readonly known?: readonly Field[]
  readonly at: Position
  readonly published: boolean
  /** Whether its declaration has the right form. */
  readonly sound: boolean
}

/** Reads what a spec says of a field. */
export function meaningOf(
  key: ScalarNode,
  node: MapNode,
  published: boolean,
  report: Report,
): Meaning {
  const type = declaredType(node, report)
  const hides = scalarOf(node, 'hides')
  if (hides && type) {
    report.add(
      hides.at,
      `the field ${key.text} has a type and hides the reply`,
      'only a word without a type can do that',
    )
  }
  return {
    name: key.text,
    ...(type && { type }),
    hides: hides !== undefined,
    ...texts(node),
    ...numbers(node),
    ...knownNames(node, report),
    at: key.at,
    published,
    sound: node.sound,
  }
}

function texts(node: MapNode): Pick<Meaning, 'doc' | 'since' | 'until'> {
  const doc = textOf(node, 'doc')?.trim()
  const since = textOf(node, 'since')
  const until = textOf(node, 'until')
  return {
    ...(doc !== undefined && { doc }),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
  }
}

function numbers(node: MapNode): Pick<Meaning, 'min' | 'max'> {
  const min = scalarOf(node, 'min')?.value
  const max = scalarOf(node, 'max')?.value
  return { ...(typeof min === 'number' && { min }), ...(typeof max === 'number' && { max }) }
}

function knownNames(node: MapNode, report: Report): Pick<Meaning, 'known'> {
  if (!get(node, 'known')) return {}
  const known = entriesOf(node, 'known').flatMap(({ key, value }): Field[] => {
    const type = value.kind === 'map' ? declaredType(value, report) : undefined
    if (value.kind !== 'map' || !isWord(key, report)) return []
    if (type) return [{ kind: 'field', name: key.text, type, ...texts(value), at: key.at }]
    if (value.sound)
      report.add(key.at, `nothing tells what is said of ${key.text}`, 'give it a type or an enum')
    return []
  })
  return { known }
}

/** Whether it can stand on the wire between spaces. */
function isWord(key: ScalarNode, report: Report): boolean {
  if (/^[!-~]+$/.test(key.text)) return true
  report.add(
    key.at,
    `${JSON.stringify(key.text)} is no word`,
    'a word on the wire is printable ASCII without a space',
  )
  return false
}

function declaredType(node: MapNode, report: Report): FieldType | undefined {
  const type = scalarOf(node, 'type')
  const words = get(node, 'enum')
  if (type && words) report.add(words.at, 'a field has a type or an enum', 'leave one of them away')
  if (type) return { kind: type.text as Scalar }
  if (words?.kind !== 'map') return undefined
  return {
    kind: 'enum',
    words: entriesOf(node, 'enum').flatMap(({ key, value }) =>
      enumWord(key, value as ScalarNode, report),
    ),
  }
}

function enumWord(key: ScalarNode, { value }: ScalarNode, report: Report): EnumWord[] {
  if (!isWord(key, report)) return []
  return [{ wire: key.text, value: value as Literal }]
}

/** The type behind the colon of a field in a line; undefined if a problem was reported. */
export function inlineType(field: RawField, report: Report): FieldType | undefined {
  const [name = '', ...others] = field.type ?? []
  if (others.length > 0)
    return {
      kind: 'enum',
      words: [name, ...others].map((wire) => ({ wire, value: literalOf(wire) })),
    }
  const known = TYPES.map((type) => type.name)
  const type = known.find((one) => one === name)
  if (type) return { kind: type }
  const meant = nearest(name, known)
  report.add(
    field.at,
    `unknown type ${name}`,
    meant
      ? `did you mean ${meant}?`
      : `the types are ${either(known, 'and')}; words are joined by |`,
  )
  return undefined
}

/** Words that are whole numbers stand for these. */
function literalOf(wire: string): Literal {
  return /^(0|-?[1-9]\d{0,14})$/.test(wire) ? Number(wire) : wire
}
