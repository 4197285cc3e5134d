import assert from 'node:assert/strict'
import { exchange } from '../support/exchange.js'
import { suite } from '../support/suite.js'

suite('storing as pymemcache does', (test) => {
  test('set gives true on STORED, with flags of the call too', async (t) => {
    await exchange(
      t,
      [
        ['set key 16 0 5\r\nvalue\r\n', 'STORED\r\n'],
        ['set key 0 0 5\r\nvalue\r\n', 'STORED\r\n'],
        ['set key 48 0 5\r\nvalue\r\n', 'STORED\r\n'],
        ['set key 16 60 5\r\nvalue\r\n', 'STORED\r\n'],
      ],
      async (cache) => {
        assert.equal(await cache.set('key', 'value'), true)
        assert.equal(await cache.set('key', Buffer.from('value')), true)
        assert.equal(await cache.set('key', 'value', { flags: 0x30 }), true)
        assert.equal(await cache.set('key', 'value', { exptime: 60 }), true)
      },
    )
  })

  test('set gives false on NOT_STORED', async (t) => {
    await exchange(t, [['set key 16 0 5\r\nvalue\r\n', 'NOT_STORED\r\n']], async (cache) => {
      assert.equal(await cache.set('key', 'value'), false)
    })
  })

  test('setMany gives no key when all were stored', async (t) => {
    await exchange(t, [['set key 16 0 5\r\nvalue\r\n', 'STORED\r\n']], async (cache) => {
      assert.deepEqual(await cache.setMany({ key: 'value' }), [])
      assert.deepEqual(await cache.setMany({}), [])
    })
  })

  test('setMany sends all commands at once and gives the keys that were not stored', async (t) => {
    const sent = 'set a 16 0 1\r\nx\r\nset b 16 0 1\r\ny\r\nset c 16 0 1\r\nz\r\n'
    await exchange(t, [[sent, 'STORED\r\nNOT_STORED\r\nSTORED\r\n']], async (cache) => {
      assert.deepEqual(await cache.setMany({ a: 'x', b: 'y', c: 'z' }), ['b'])
    })
  })

  test('add gives true on STORED and false on NOT_STORED', async (t) => {
    await exchange(
      t,
      [
        ['add key 16 0 5\r\nvalue\r\n', 'STORED\r\n'],
        ['add key 16 0 5\r\nvalue\r\n', 'NOT_STORED\r\n'],
      ],
      async (cache) => {
        assert.equal(await cache.add('key', 'value'), true)
        assert.equal(await cache.add('key', 'value'), false)
      },
    )
  })

  test('replace gives true on STORED and false on NOT_STORED', async (t) => {
    await exchange(
      t,
      [
        ['replace key 16 0 5\r\nvalue\r\n', 'STORED\r\n'],
        ['replace key 16 0 5\r\nvalue\r\n', 'NOT_STORED\r\n'],
      ],
      async (cache) => {
        assert.equal(await cache.replace('key', 'value'), true)
        assert.equal(await cache.replace('key', 'value'), false)
      },
    )
  })

  test('append and prepend give true on STORED and false on NOT_STORED', async (t) => {
    await exchange(
      t,
      [
        ['append key 0 0 5\r\nvalue\r\n', 'STORED\r\n'],
        ['append key 0 0 5\r\nvalue\r\n', 'NOT_STORED\r\n'],
        ['prepend key 0 0 5\r\nvalue\r\n', 'STORED\r\n'],
        ['prepend key 0 0 5\r\nvalue\r\n', 'NOT_STORED\r\n'],
      ],
      async (cache) => {
        assert.equal(await cache.append('key', 'value'), true)
        assert.equal(await cache.append('key', 'value'), false)
        assert.equal(await cache.prepend('key', 'value'), true)
        assert.equal(await cache.prepend('key', 'value'), false)
      },
    )
  })

  test('touch gives true on TOUCHED and false on NOT_FOUND', async (t) => {
    await exchange(
      t,
      [
        ['touch key 0\r\n', 'TOUCHED\r\n'],
        ['touch key 1\r\n', 'TOUCHED\r\n'],
        ['touch key 0\r\n', 'NOT_FOUND\r\n'],
      ],
      async (cache) => {
        assert.equal(await cache.touch('key', 0), true)
        assert.equal(await cache.touch('key', 1), true)
        assert.equal(await cache.touch('key', 0), false)
      },
    )
  })
})
