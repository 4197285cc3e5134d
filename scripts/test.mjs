// Builds everything and runs the tests: `npm test -- [PATTERN…]`, where a pattern is a part of a file's path.
// Without a pattern it measures the coverage too. Closes with a line `N passed, N failed`.
import { readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { compile } from './compile.mjs'
import { beginCoverage, reportCoverage } from './coverage.mjs'
import { findMemcached } from './memcached.mjs'
import { makePackage } from './package.mjs'
import { findPython } from './python.mjs'
import { root, step } from './step.mjs'
import { Tally } from './tally.mjs'
import { runTestFile } from './test-file.mjs'

const patterns = process.argv.slice(2)
const measured = patterns.length === 0
const tally = new Tally()

// Their 'exit' handlers end what the tests have started.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))

try {
  const files = testFiles()
  findPrograms()
  await build()
  await runAll(files)
} catch (error) {
  console.error(error.message)
  tally.check(false)
}
tally.close()

/** The sources, so that what a deleted test has left in dist/ is not run. */
function testFiles() {
  const files = readdirSync(join(root, 'test'), { recursive: true })
    .map((path) => join('test', path))
    .filter((path) => path.endsWith('.test.ts'))
    .filter((path) => measured || patterns.some((pattern) => path.includes(pattern)))
    .sort()
  if (files.length === 0) {
    throw new Error(
      `no test file matches ${measured ? 'test/**/*.test.ts' : patterns.join(' or ')}`,
    )
  }
  return files
}

function findPrograms() {
  const { servers, binary } = findMemcached()
  console.log(`memcached: ${[...servers, binary ?? 'none to start'].join(' ')}`)
  try {
    console.log(`python: ${findPython()}, with pylibmc: ${findPython({ library: 'pylibmc' })}`)
  } catch (error) {
    // Few tests need it. They fail with the same line.
    console.error(error.message)
  }
}

async function build() {
  if (!compile() || !step('tsc', '-b', 'test')) throw new Error('the build failed')
  await makePackage()
}

async function runAll(files) {
  const env = { ...process.env }
  if (measured) env.NODE_V8_COVERAGE = beginCoverage()
  if (process.stdout.isTTY) env.FORCE_COLOR = '1'
  // Half of the processors: tests that keep time must not wait for one another.
  const workers = Math.max(1, Math.min(4, availableParallelism() >> 1))
  await Promise.all(Array.from({ length: workers }, () => work(files, env)))
  if (measured) tally.check(reportCoverage())
}

async function work(files, env) {
  for (let file = files.shift(); file !== undefined; file = files.shift()) {
    const started = performance.now()
    const compiled = join(root, 'dist', file.replace(/\.ts$/, '.js'))
    const { passed, failed, output } = await runTestFile(compiled, env)
    tally.add(passed, failed)
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    const verdict = failed > 0 ? `${passed} passed, ${failed} FAILED` : `${passed} passed`
    console.log(`${file}: ${verdict} (${seconds} s)`)
    if (failed > 0) console.log(output)
  }
}
