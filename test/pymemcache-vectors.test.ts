import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pymemcache } from './support/pymemcache.js'
import { root, sources } from './support/root.js'
import { suite } from './support/suite.js'

suite('what pymemcache was seen to do', (test) => {
  test('is held against memwire, group by group', () => {
    const tests = sources('test')
      .filter((file) => file.endsWith('.test.ts') && !file.endsWith('/pymemcache-vectors.test.ts'))
      .map((file) => readFileSync(join(root, file), 'utf8'))
    const { source, ...groups } = pymemcache
    assert.match(source, /^pymemcache 3\.5\.2 /)
    const without = Object.keys(groups).filter(
      (group) => !tests.some((text) => new RegExp(`\\bpymemcache\\.${group}\\b`).test(text)),
    )
    assert.deepEqual(without, [], 'each group of test/data/pymemcache-vectors.json needs a test')
    assert.equal(Object.keys(groups).length, 6)
  })
})
