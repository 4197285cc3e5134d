// Brings the tables of the spec language's manual up to date with the grammar. With --check, only compares.
import { readFileSync, writeFileSync } from 'node:fs'
import { withTables } from '../codegen/dist/manual.js'

const file = 'spec/README.md'
const before = readFileSync(file, 'utf8')
const after = withTables(before)
if (before !== after && process.argv.includes('--check')) {
  console.error(`the tables of ${file} are old; bring them up to date: node scripts/manual.mjs`)
  process.exitCode = 1
} else if (before !== after) {
  writeFileSync(file, after)
  console.log(`${file}: its tables were brought up to date`)
}
