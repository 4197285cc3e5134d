import assert from 'node:assert/strict'
import { client } from '../support/client.js'
import { exchange } from '../support/exchange.js'
import { suite } from '../support/suite.js'

suite('deleting as pymemcache does', (test) => {
  test('delete gives true on DELETED and false on NOT_FOUND', async (t) => {
    await exchange(
      t,
      [
        ['delete key\r\n', 'DELETED\r\n'],
        ['delete key\r\n', 'NOT_FOUND\r\n'],
      ],
      async (cache) => {
        assert.equal(await cache.delete('key'), true)
        assert.equal(await cache.delete('key'), false)
      },
    )
  })

  test('deleteMany without keys asks nothing', async (t) => {
    const cache = client(t, '127.0.0.1:1')
    assert.deepEqual(await cache.deleteMany([]), [])
  })

  test('deleteMany sends all commands at once and gives the keys that were not there', async (t) => {
    const sent = 'delete a\r\ndelete b\r\n'
    await exchange(
      t,
      [
        [sent, 'DELETED\r\nDELETED\r\n'],
        [sent, 'NOT_FOUND\r\nDELETED\r\n'],
        [sent, 'NOT_FOUND\r\nNOT_FOUND\r\n'],
      ],
      async (cache) => {
        assert.deepEqual(await cache.deleteMany(['a', 'b']), [])
        assert.deepEqual(await cache.deleteMany(['a', 'b']), ['a'])
        assert.deepEqual(await cache.deleteMany(['a', 'b']), ['a', 'b'])
      },
    )
  })
})
