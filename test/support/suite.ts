import { setImmediate } from 'node:timers/promises'
import { suite as uvu } from 'uvu'
import { failure, joined, told } from './failure.js'
import { watchForLeaks } from './leak.js'
import { within } from './limit.js'
import { report } from './report.js'
import { type Hook, Scene, type Stage } from './scene.js'
import { Strays } from './stray.js'

export type { Scene, Stage } from './scene.js'

/** How long a test may take, in milliseconds. */
const LIMIT = 10_000

export type Body = (t: Scene) => unknown

export interface Tests extends Stage {
  /** Adds a test. It fails after 10 s, or after `limit` milliseconds. */
  (name: string, body: Body, options?: { readonly limit?: number }): void
  /** Calls this before the first test. If it throws, every test of the suite fails with that. */
  before(hook: Hook): void
}

let unfinished = 0
let failed = false

// uvu sets the exit code too, but knows nothing of a hook that failed.
process.on('exit', () => {
  if (failed) process.exitCode = 1
})

/** Registers a suite of tests; it runs itself when the file has been read. */
export function suite(name: string, define: (test: Tests) => void): void {
  const registered = uvu(name)
  const around = new Scene()
  const openers: Hook[] = []
  let broken: Error | undefined
  let planned = 0

  const test: Tests = Object.assign(
    (title: string, body: Body, { limit = LIMIT }: { readonly limit?: number } = {}) => {
      planned++
      registered(title, async () => {
        report({ started: `${name}: ${title}`, limit })
        const errors = broken ? [broken] : await play(body, limit)
        settle(`${name}: ${title}`, errors)
        if (has(errors)) throw joined(errors)
      })
    },
    {
      before: (hook: Hook) => void openers.push(hook),
      after: (hook: Hook) => around.after(hook),
    },
  )
  define(test)
  if (planned === 0) throw new Error(`the suite ${name} registered no test`)

  // uvu takes a `before` that throws for a suite that passed.
  registered.before(async () => {
    const errors = await play(async () => {
      for (const hook of openers) await hook()
    }, LIMIT)
    if (has(errors)) broken = new Error(`before the tests: ${joined(errors).message}`)
  })
  registered.after(async () => {
    const errors = await around.close(LIMIT)
    if (has(errors)) {
      settle(`${name}: after the tests`, errors)
      console.error(told(joined(errors)))
    }
    unfinished--
    if (unfinished === 0) watchForLeaks()
  })
  report({ planned })
  unfinished++
  registered.run()
}

async function play(body: Body, limit: number): Promise<Error[]> {
  const scene = new Scene()
  const strays = new Strays()
  const errors: Error[] = []
  try {
    const ended = Promise.race([(async () => body(scene))(), strays.first])
    const late = () => `did not settle within ${limit} ms; it was waiting for ${scene.awaited}`
    await within(limit, ended, late)
  } catch (error) {
    errors.push(failure(error))
  }
  errors.push(...(await scene.close(LIMIT)))
  // Node tells of a rejection that nobody handles only when it has run out of microtasks.
  await setImmediate()
  strays.stop()
  errors.push(...strays.errors.filter((error) => !errors.includes(error)))
  return errors
}

function settle(title: string, errors: readonly Error[]): void {
  failed ||= errors.length > 0
  report(errors.length > 0 ? { failed: title } : { passed: title })
}

function has(errors: Error[]): errors is [Error, ...Error[]] {
  return errors.length > 0
}
