import assert from 'node:assert/strict'
import { suite } from '../support/suite.js'
import { trial } from './trial.js'

suite('five servers that are killed, stopped, continued and restarted under load', (test) => {
  const seed = 7
  test(
    `give no wrong value, settle every call, and are used again in time (seed ${seed})`,
    async (t) => {
      const { figures, broken } = await trial(t, {
        seed,
        milliseconds: 4500,
        tides: { up: 1200, away: 900 },
        timeout: 300,
        retryTimeout: 100,
        deadTimeout: 300,
      })
      assert.deepEqual(broken, [], JSON.stringify(figures))
      const { kill = 0, stop = 0 } = figures['acts'] as Record<string, number>
      assert.ok(kill > 1 && stop > 1, JSON.stringify(figures))
    },
    { limit: 20_000 },
  )
})
