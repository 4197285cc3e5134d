// Judges the recorded requests and replies, prints the counts, and compares those of docs/coverage.md. With --write,
// brings the page up to date; it has the counts by file and by family. Needs what `npm run build` and `tsc -b test` make.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { coverageOf, staleNotes } from '../dist/test/judge/coverage.js'
import { summary, withCounts } from '../dist/test/judge/page.js'
import { root } from './step.mjs'

const file = join(root, 'docs/coverage.md')
const entries = await coverageOf()
console.log(summary(entries))

const problems = [
  ...entries
    .filter((entry) => entry.class === 'inexpressible')
    .map(({ file, recording, reason }) => `${file}, ${recording.name}: ${reason}`),
  ...staleNotes(entries).map((name) => `test/judge/note.ts: nothing needs the note on ${name}`),
]
const page = readFileSync(file, 'utf8')
const counted = withCounts(page, entries)
if (counted !== page) {
  if (process.argv.includes('--write')) writeFileSync(file, counted)
  else problems.push('docs/coverage.md has other counts; node scripts/recordings.mjs --write')
}
for (const problem of problems) console.error(problem)
process.exitCode = problems.length > 0 ? 1 : 0
