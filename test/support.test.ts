import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Outcome, runTestFile } from '#scripts/test-file.mjs'
import { type Scene, suite } from './support/suite.js'
import { temporaryFolder } from './support/temporary.js'

/** Runs a test file with this text. `suite` and `never`, a promise that does not settle, are there. */
async function run(t: Scene, text: string, slack?: number): Promise<Outcome> {
  const file = join(temporaryFolder(t), 'sample.test.mjs')
  const imported = JSON.stringify(new URL('./support/suite.js', import.meta.url))
  const preamble = `import { suite } from ${imported}\nconst never = new Promise(() => {})\n`
  writeFileSync(file, preamble + text)
  const { NODE_V8_COVERAGE: _, ...env } = process.env
  return t.until('the test file', runTestFile(file, env, slack))
}

function counts({ passed, failed, output }: Outcome, expected: [number, number]): void {
  assert.deepEqual([passed, failed], expected, output)
}

function says({ output }: Outcome, expected: string): void {
  assert.ok(output.includes(expected), output)
}

suite('a test file', (test) => {
  test('counts what passes and what fails', async (t) => {
    const outcome = await run(
      t,
      `suite('one', (test) => {
        test('is fine', () => {})
        test('is not', () => { throw new TypeError('broken', { cause: new Error('a stone') }) })
      })
      suite('two', (test) => test('is fine too', async () => {}))`,
    )
    counts(outcome, [2, 1])
    says(outcome, 'broken')
    says(outcome, 'caused by: a stone')
  })

  test('fails without a test', async (t) => {
    const outcome = await run(t, '')
    counts(outcome, [0, 1])
    says(outcome, 'registered no test')
  })

  test('fails if one of its suites has no test', async (t) => {
    const outcome = await run(
      t,
      `suite('full', (test) => test('is fine', () => {}))
      suite('empty', () => {})`,
    )
    assert.ok(outcome.failed > 0)
    says(outcome, 'the suite empty registered no test')
  })

  test('fails with the name of what never settles', async (t) => {
    const outcome = await run(
      t,
      `suite('slow', (test) => {
        test('waits for a reply', (t) => t.until('the late reply', never), { limit: 50 })
        test('says nothing', () => never, { limit: 50 })
        test('is still run', () => {})
      })`,
    )
    counts(outcome, [1, 2])
    says(outcome, '"waits for a reply"')
    says(outcome, 'did not settle within 50 ms; it was waiting for the late reply')
    says(outcome, 'waiting for nothing that it named')
  })

  test('fails if a promise rejects and nobody looks', async (t) => {
    const outcome = await run(
      t,
      `suite('careless', (test) => {
        test('drops a promise', () => { Promise.reject(new Error('dropped')) })
        test('is innocent', () => {})
      })`,
    )
    counts(outcome, [1, 1])
    says(outcome, '"drops a promise"')
  })

  test('fails if a callback throws', async (t) => {
    const outcome = await run(
      t,
      `suite('callback', (test) => {
        test('throws later', () => { setTimeout(() => { throw new Error('later') }); return never })
      })`,
    )
    counts(outcome, [0, 1])
    says(outcome, 'later')
  })

  test('fails on whatever is thrown', async (t) => {
    const outcome = await run(
      t,
      `suite('odd', (test) => {
        test('throws undefined', () => { throw undefined })
        test('rejects with a string', () => Promise.reject('a string'))
      })`,
    )
    counts(outcome, [0, 2])
    says(outcome, 'a string was thrown, which is no error')
  })

  test('fails if it exits early', async (t) => {
    const outcome = await run(
      t,
      `suite('early', (test) => {
        test('is fine', () => {})
        test('leaves', () => process.exit(0))
        test('never runs', () => {})
      })`,
    )
    counts(outcome, [1, 1])
    says(outcome, 'the process ended after 1 of 3 tests')
  })

  test('fails if it exits with a code behind its last test', async (t) => {
    const outcome = await run(
      t,
      `suite('late', (test) => test('is fine', () => { setTimeout(() => process.exit(3), 50) }))`,
    )
    counts(outcome, [1, 1])
    says(outcome, 'exit code 3')
  })

  test('fails if it is killed', async (t) => {
    const outcome = await run(
      t,
      `suite('killed', (test) => test('dies', () => { process.kill(process.pid, 'SIGKILL'); return never }))`,
    )
    assert.equal(outcome.passed, 0)
    says(outcome, 'the process ended after 0 of 1 tests')
  })

  test('fails if it cannot be read', async (t) => {
    const outcome = await run(
      t,
      `suite('whole', (test) => test('is fine', () => {}))
      throw new Error('half a file')`,
    )
    assert.ok(outcome.failed > 0)
    says(outcome, 'half a file')
  })

  test('fails if it blocks', async (t) => {
    const outcome = await run(
      t,
      `suite('busy', (test) => test('spins', () => { for (;;) {} }, { limit: 100 }))`,
      1000,
    )
    assert.equal(outcome.passed, 0)
    says(outcome, 'nothing happened for too long while "busy: spins" runs')
  })

  test('fails if it leaves something open', async (t) => {
    const outcome = await run(
      t,
      `import { createServer } from 'node:net'
      suite('leaky', (test) => test('listens', () => { createServer().listen(0) }))`,
    )
    counts(outcome, [1, 1])
    assert.match(outcome.output, /the tests left something open.*TCPServerWrap/)
  })
})

suite('hooks', (test) => {
  test('run whatever happens, the last one first', async (t) => {
    const outcome = await run(
      t,
      `suite('hooks', (test) => {
        test.before(() => console.log('opened'))
        test.after(() => console.log('closed'))
        test('fails', (t) => {
          t.after(() => console.log('first'))
          t.after(async () => console.log('second'))
          throw new Error('failed')
        })
      })`,
    )
    counts(outcome, [0, 1])
    assert.match(outcome.output, /opened.*second.*first.*closed/s)
  })

  test('fail the test that they belong to', async (t) => {
    const outcome = await run(
      t,
      `suite('hooks', (test) => {
        test('is not cleaned up', (t) => t.after(() => { throw new Error('still dirty') }))
        test('fails twice', (t) => {
          t.after(() => { throw new Error('and dirty') })
          throw new Error('broken')
        })
      })`,
    )
    counts(outcome, [0, 2])
    says(outcome, 'still dirty')
    assert.match(outcome.output, /broken\s+and: and dirty/)
  })

  test('fail every test of the suite if they come before', async (t) => {
    const outcome = await run(
      t,
      `suite('hooks', (test) => {
        test.before(() => { throw new Error('no server') })
        test('one', () => {})
        test('two', () => {})
      })`,
    )
    counts(outcome, [0, 2])
    says(outcome, 'before the tests: no server')
  })

  test('fail the file if they come after', async (t) => {
    const outcome = await run(
      t,
      `suite('hooks', (test) => {
        test.after(() => { throw new Error('still there') })
        test('one', () => {})
      })`,
    )
    counts(outcome, [1, 1])
    says(outcome, 'still there')
  })
})

suite('npm test', (test) => {
  test('fails if a pattern matches no file', () => {
    const runner = new URL('../../scripts/test.mjs', import.meta.url).pathname
    const { status, stdout, stderr } = spawnSync(process.execPath, [runner, 'no-such-file'], {
      encoding: 'utf8',
    })
    assert.equal(status, 1)
    assert.match(stderr, /no test file matches no-such-file/)
    assert.match(stdout, /\n0 passed, 1 failed\n$/)
  })
})
