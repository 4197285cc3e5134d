// Counts the rows of docs/pymemcache.md that have neither a test nor a reason, or are not there: none may be.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkPage, idsOf } from './inventory.mjs'
import { root } from './step.mjs'

const read = (file) => readFileSync(join(root, file), 'utf8')

const ids = idsOf(JSON.parse(read('test/data/pymemcache-inventory.json')))
const { tests, reasons, problems } = checkPage(read('docs/pymemcache.md'), ids, (file) =>
  existsSync(join(root, file)) ? read(file) : undefined,
)
for (const problem of problems) console.error(problem)
console.log(
  `${ids.length} tests and faults of pymemcache: ${tests} shown by tests here, ${reasons} with a reason, ${problems.length} wrong`,
)
process.exitCode = problems.length > 0 ? 1 : 0
