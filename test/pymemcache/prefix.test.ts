import assert from 'node:assert/strict'
import type { Client } from '#generated/index.js'
import { exchange, type Turn } from '../support/exchange.js'
import type { Stage } from '../support/scene.js'
import { suite } from '../support/suite.js'

function prefixed(
  stage: Stage,
  turns: readonly Turn[],
  body: (cache: Client<unknown, false>) => Promise<unknown>,
) {
  return exchange(stage, turns, body, { defaultNoreply: false, keyPrefix: 'xyz:' })
}

const item = 'VALUE xyz:key 16 5\r\nvalue\r\n'

suite('a prefix as pymemcache has it', (test) => {
  test('get sends it, and gives the value', async (t) => {
    await prefixed(t, [['get xyz:key\r\n', `${item}END\r\n`]], async (cache) => {
      assert.equal(await cache.get('key'), 'value')
    })
  })

  test('gat and gats send it behind the time', async (t) => {
    await prefixed(
      t,
      [
        ['gat 30 xyz:key\r\n', `${item}END\r\n`],
        ['gats 30 xyz:key\r\n', 'VALUE xyz:key 16 5 10\r\nvalue\r\nEND\r\n'],
      ],
      async (cache) => {
        assert.equal(await cache.gat('key', 30), 'value')
        assert.deepEqual(await cache.gats('key', 30), { value: 'value', cas: '10' })
      },
    )
  })

  test('getMany gives the keys of the caller for those that were found', async (t) => {
    await prefixed(t, [['get xyz:key xyz:absent\r\n', `${item}END\r\n`]], async (cache) => {
      assert.deepEqual([...(await cache.getMany(['key', 'absent']))], [['key', 'value']])
    })
  })

  test('getMany gives the keys of the caller when all were found', async (t) => {
    const reply = `${item}VALUE xyz:b 16 3\r\ntwo\r\nEND\r\n`
    await prefixed(t, [['get xyz:key xyz:b\r\n', reply]], async (cache) => {
      const found = await cache.getMany(['key', 'b'])
      assert.deepEqual(
        [...found],
        [
          ['key', 'value'],
          ['b', 'two'],
        ],
      )
    })
  })

  test('storing, deleting and counting send it, and give the keys of the caller', async (t) => {
    await prefixed(
      t,
      [
        ['set xyz:a 16 0 1\r\nx\r\nset xyz:b 16 0 1\r\ny\r\n', 'STORED\r\nNOT_STORED\r\n'],
        ['delete xyz:a\r\ndelete xyz:b\r\n', 'NOT_FOUND\r\nDELETED\r\n'],
        ['incr xyz:a 1\r\n', '2\r\n'],
        ['touch xyz:a 0\r\n', 'TOUCHED\r\n'],
      ],
      async (cache) => {
        assert.deepEqual(await cache.setMany({ a: 'x', b: 'y' }), ['b'])
        assert.deepEqual(await cache.deleteMany(['a', 'b']), ['a'])
        assert.equal(await cache.incr('a', 1), 2)
        assert.equal(await cache.touch('a', 0), true)
      },
    )
  })

  test('the groups of stats are sent without it', async (t) => {
    await prefixed(t, [['stats items\r\n', 'END\r\n']], (cache) => cache.statsItems())
  })
})
