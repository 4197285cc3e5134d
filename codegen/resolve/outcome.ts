import type { Command, ErrorName, Field, Outcome, Pattern, ReplyLine, Result } from '../ir.js'
import { type Entry, get, type MapNode, type Node, textOf } from '../node.js'
import { parsePattern } from '../pattern.js'
import type { Report } from '../problem.js'
import { isLongForm } from '../shape.js'
import { resolvePattern } from './lines.js'
import { ResultReader } from './result.js'
import type { Scope } from './scope.js'

/** A line that the server may send and what comes of it; undefined if a problem was reported. */
export function replyLine(
  { key, value }: Entry,
  scope: Scope,
  report: Report,
): ReplyLine | undefined {
  const raw = parsePattern(key, report)
  const pattern = raw && resolvePattern(raw, scope)
  if (!raw || !pattern) return undefined
  const outcome = outcomeOf(value, pattern, scope, report)
  if (!outcome) return undefined
  const long = isLongForm(value) ? value : undefined
  return {
    pattern,
    text: raw.text,
    outcome,
    closes: closesOf(long),
    ...facts(long),
    at: raw.at,
  }
}

function closesOf(node: MapNode | undefined): ReplyLine['closes'] {
  if (get(node, 'replaces')) return 'end'
  const closes = textOf(node, 'closes')
  return closes === undefined ? 'never' : closes === 'block' ? 'block' : 'always'
}

function facts(node: MapNode | undefined): Pick<ReplyLine, 'since' | 'until' | 'doc'> {
  const since = textOf(node, 'since')
  const until = textOf(node, 'until')
  const doc = textOf(node, 'doc')?.trim()
  return {
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
    ...(doc !== undefined && { doc }),
  }
}

function outcomeOf(
  value: Node,
  pattern: Pattern,
  scope: Scope,
  report: Report,
): Outcome | undefined {
  const long = isLongForm(value) ? value : undefined
  const error = textOf(long, 'throws')
  const drawing = long ? get(long, 'returns') : value
  if (error !== undefined) {
    if (drawing) report.add(drawing.at, 'a line returns or throws', 'leave one of the two away')
    return { kind: 'throws', error: error as ErrorName }
  }
  if (long && get(long, 'closes')) {
    report.add(
      long.at,
      'closes without throws',
      'a reply that is no error leaves the connection as it is',
    )
  }
  const result = drawing && new ResultReader(pattern, scope, report).read(drawing)
  return result && { kind: 'returns', result }
}

/** What the items fill; undefined if they give something that cannot be filled. */
export function containerOf(items: readonly ReplyLine[], isKeyed: boolean): Command['collects'] {
  const kinds = new Set(items.flatMap((item) => containersOf(item, isKeyed)))
  const [kind] = kinds
  return kinds.size === 1 ? kind : undefined
}

export function containersOf(
  { outcome }: ReplyLine,
  isKeyed: boolean,
): NonNullable<Command['collects']>[] {
  if (outcome.kind === 'throws') return []
  const kind = containerKind(outcome.result, isKeyed)
  return kind ? [kind] : []
}

/** A field with names that are known. */
export type Said = Field & Required<Pick<Field, 'known'>>

/** What is said of a name, if the result is an entry by names of which some are known. */
export function saidOf(result: Result): Said | undefined {
  if (result.kind !== 'entry' || result.value.kind !== 'field') return undefined
  const { field } = result.value
  return hasKnown(field) ? field : undefined
}

/** The entries of a result by names of which some are known: the field of the name and that of what is said. */
export function saidEntries(result: Result): (readonly [Field, Said])[] {
  switch (result.kind) {
    case 'entry': {
      const said = saidOf(result)
      return said ? [[result.key, said]] : saidEntries(result.value)
    }
    case 'element':
      return saidEntries(result.of)
    case 'record':
      return result.members.flatMap(({ value }) => saidEntries(value))
    default:
      return []
  }
}

export function hasKnown(field: Field): field is Said {
  return field.known !== undefined
}

function containerKind(result: Result, isKeyed: boolean): Command['collects'] {
  switch (result.kind) {
    case 'entry':
      if (saidOf(result)) return 'names'
      return isKeyed && result.key.type.kind === 'key' ? 'entries' : 'map'
    case 'element':
      return 'list'
    case 'record':
      return 'record'
    default:
      return undefined
  }
}
