import assert from 'node:assert/strict'
import { suite } from '../support/suite.js'
import { trial } from './trial.js'

suite('five servers that are killed, stopped, continued and restarted under load', (test) => {
  const seed = 7
  for (const retry of [false, true]) {
    test(
      `give no wrong value, settle every call, and are used again in time (seed ${seed}, ${retry ? 'with' : 'without'} retry)`,
      async (t) => {
        const { figures, broken } = await trial(t, {
          seed,
          milliseconds: 3500,
          tides: { up: 1000, away: 700 },
          // Longer than a server is away: what it was asked is still open when keys have moved.
          timeout: 1500,
          retryAttempts: retry ? 2 : 0,
          retryTimeout: 100,
          deadTimeout: 300,
          retry,
        })
        const text = JSON.stringify(figures)
        assert.deepEqual(broken, [], text)
        const { kill = 0, stop = 0, end = 0 } = figures['acts'] as Record<string, number>
        assert.ok(kill > 1 && stop > 1 && end > 1, text)
        for (const judged of ['values held to the order of changes', 'counts judged'])
          assert.ok((figures[judged] as number) > 100, text)
      },
      { limit: 20_000 },
    )
  }
})
