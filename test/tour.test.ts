import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from '#generated/index.js'
import { memcached } from './support/memcached.js'
import { root } from './support/root.js'
import { suite } from './support/suite.js'
import { GOLDEN, tourOutput } from './tour/output.js'

suite('the tour', (test) => {
  test(
    'prints what it says of itself, against a server that it is given',
    async (t) => {
      const server = await memcached(t)
      const output = await t.until('the tour', tourOutput([server.server]))
      const expected = readFileSync(join(root, GOLDEN), 'utf8')
      assert.equal(output, expected, 'if the change is meant: node dist/test/tour/write.js')
      await using cache = new Client(server.server)
      assert.equal(await cache.get('some_key'), 'newer')
    },
    { limit: 40_000 },
  )
})
