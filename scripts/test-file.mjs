import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** How much longer than its limit a test may be silent, in milliseconds: its hooks have a limit too. */
const SLACK = 20_000

/**
 * Runs a test file in a process of its own. Gives how many tests passed and failed, and the output; whatever keeps the
 * file from telling how its tests ended is a failure.
 */
export async function runTestFile(file, env, slack = SLACK) {
  const child = spawn(process.execPath, ['--enable-source-maps', file], {
    // A group of its own, so that what the tests have started can be ended with it.
    detached: true,
    env: { ...env, MEMWIRE_TEST_REPORT: '3' },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  const end = () => endGroup(child)
  // What is left of the group holds the pipes open, which would put 'close' off.
  child.once('exit', end)
  process.once('exit', end)
  const closed = new Promise((resolve) => child.once('close', (...result) => resolve(result)))

  const counts = { planned: 0, passed: 0, failed: 0 }
  const output = []
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => output.push(text))
  }
  let running
  let timer = setTimeout(silent, slack)
  createInterface(child.stdio[3]).on('line', (line) => {
    const event = JSON.parse(line)
    counts.planned += event.planned ?? 0
    counts.passed += event.passed === undefined ? 0 : 1
    counts.failed += event.failed === undefined ? 0 : 1
    running = event.started
    clearTimeout(timer)
    timer = setTimeout(silent, slack + (event.limit ?? 0))
  })
  const [code, signal] = await closed
  clearTimeout(timer)
  process.removeListener('exit', end)

  const complaint = complain(counts, code, signal)
  return {
    passed: counts.passed,
    failed: counts.failed + (complaint === undefined ? 0 : 1),
    output: [...output, complaint ?? ''].join(''),
  }

  function silent() {
    const where = running === undefined ? 'no test runs' : `"${running}" runs`
    output.push(`\nnothing happened for too long while ${where}: the process was killed\n`)
    endGroup(child)
  }
}

function complain({ planned, passed, failed }, code, signal) {
  const ran = passed + failed
  if (planned === 0) return 'the file registered no test'
  if (ran < planned) return `the process ended after ${ran} of ${planned} tests`
  if (failed > 0) return undefined
  if (signal) return `the process was ended by ${signal}`
  if (code !== 0) return `the process ended with exit code ${code}`
}

function endGroup(child) {
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // The group has ended with its last process.
  }
}
