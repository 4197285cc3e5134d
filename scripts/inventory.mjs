/** A row of the page: `| \`group/name\` | … | tests | reason |`. */
const ROW = /^\| `([a-z_]+\/\w+)` \|(.*)\|$/
/** `test/folder/file.test.ts: title`; several of them are separated by `<br>`. */
const REFERENCE = /^(test\/\S+\.test\.ts): (.+)$/
/** A call that registers a test, at the start of a line: any name but `suite`, and the title as a literal. */
const REGISTERED = /^\s*(?!suite\b)\w+\(\s*('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")/gm

/** The ids of an inventory: `group/name` for each name of each group. */
export function idsOf({ about: _, ...groups }) {
  return Object.entries(groups).flatMap(([group, names]) => names.map((name) => `${group}/${name}`))
}

/** The titles of the tests in the source of a test file. */
export function titlesOf(source) {
  return new Set(
    Array.from(source.matchAll(REGISTERED), ([, literal]) =>
      literal.slice(1, -1).replace(/\\(.)/g, '$1'),
    ),
  )
}

/**
 * Holds a page against the inventory: each id has one row, and each row a test that exists or a reason.
 *
 * @param read gives the source of a test file, undefined if there is none
 */
export function checkPage(page, ids, read) {
  const rows = page
    .split('\n')
    .map((line) => ROW.exec(line))
    .filter((row) => row !== null)
  const seen = new Set()
  const problems = []
  let tests = 0
  let reasons = 0
  for (const [, id, cells] of rows) {
    const [named, reason] = cells
      .split('|')
      .slice(-2)
      .map((cell) => cell.trim())
    if (!ids.includes(id)) problems.push(`${id}: the inventory has no such test or fault`)
    if (seen.has(id)) problems.push(`${id}: expected one row, got another`)
    seen.add(id)
    const references = named === '' ? [] : named.split('<br>')
    for (const reference of references) problems.push(...wrong(id, reference.trim(), read))
    if (references.length > 0) tests++
    else if (reason !== '') reasons++
    else problems.push(`${id}: expected a test or a reason, got neither`)
  }
  for (const id of ids) {
    if (!seen.has(id)) problems.push(`${id}: expected a row, got none`)
  }
  return { tests, reasons, problems }
}

function wrong(id, reference, read) {
  const [, file, title] = REFERENCE.exec(reference) ?? []
  if (file === undefined) {
    return [`${id}: expected test/FILE.test.ts: TITLE, got ${JSON.stringify(reference)}`]
  }
  const source = read(file)
  if (source === undefined) return [`${id}: there is no ${file}`]
  return titlesOf(source).has(title) ? [] : [`${id}: ${file} has no test ${JSON.stringify(title)}`]
}
