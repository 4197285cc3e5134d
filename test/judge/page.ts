import { CLASSES, type Class, type Entry, REPLIES } from './coverage.js'
import { NOTES } from './note.js'

/** What stands between the tables and the rest of the page. */
const BEGIN = '<!-- counts: node scripts/recordings.mjs --write -->'
const END = '<!-- end of counts -->'

/** The page with these counts. */
export function withCounts(page: string, entries: readonly Entry[]): string {
  const [before, behind] = [page.indexOf(BEGIN), page.indexOf(END)]
  if (before < 0 || behind < before)
    throw new Error(`expected the lines ${BEGIN} and ${END} in docs/coverage.md`)
  return `${page.slice(0, before)}${BEGIN}\n\n${countsText(entries)}\n${page.slice(behind)}`
}

/** The counts as Markdown. */
export function countsText(entries: readonly Entry[]): string {
  const judged = entries.filter(({ reply }) => reply !== undefined)
  return [
    '### By file',
    '',
    table('file', CLASSES, by(entries, 'file'), (entry, column) => entry.class === column),
    '',
    '### By family',
    '',
    table('family', CLASSES, by(entries, 'family'), (entry, column) => entry.class === column),
    '',
    '### Replies to what no call sends',
    '',
    table('file', REPLIES, by(judged, 'file'), (entry, column) => entry.reply === column),
    '',
    '### Reasons',
    '',
    '| class | reason | recordings |',
    '| --- | --- | --- |',
    ...reasons(entries),
    '',
  ].join('\n')
}

/** The counts in one line a file, for a terminal. */
export function summary(entries: readonly Entry[]): string {
  return [...by(entries, 'file')]
    .map(([file, own]) => {
      const counts = CLASSES.map((name) => `${count(own, name)} ${name}`)
      return `${file}: ${own.length} recordings: ${counts.join(', ')}`
    })
    .join('\n')
}

function by(entries: readonly Entry[], name: 'file' | 'family'): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>()
  for (const entry of entries) groups.set(entry[name], [...(groups.get(entry[name]) ?? []), entry])
  return groups
}

function count(entries: readonly Entry[], name: Class): number {
  return entries.filter((entry) => entry.class === name).length
}

function table(
  head: string,
  columns: readonly string[],
  groups: ReadonlyMap<string, readonly Entry[]>,
  fits: (entry: Entry, column: string) => boolean,
): string {
  const rows = [...groups, ['all', [...groups.values()].flat()] as const]
  const cells = rows.map(([name, entries]) => [
    `\`${name}\``.replace('`all`', 'all'),
    entries.length,
    ...columns.map((column) => entries.filter((entry) => fits(entry, column)).length),
  ])
  const heads = [head, 'all', ...columns]
  return [heads, ['---', ...columns.map(() => '---:'), '---:'], ...cells]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n')
}

/** Each reason that is noted, with the number of its recordings. */
function reasons(entries: readonly Entry[]): string[] {
  return NOTES.map(({ class: name, reason }) => {
    const number = entries.filter((entry) => entry.reason === reason).length
    return `| ${name} | ${reason} | ${number} |`
  })
}
