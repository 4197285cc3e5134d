import assert from 'node:assert/strict'
import type { Cas } from '#generated/index.js'
import { client } from '../support/client.js'
import { Gate } from '../support/gate.js'
import { memcached } from '../support/memcached.js'
import { nutcracker } from '../support/nutcracker.js'
import { proxy } from '../support/proxy.js'
import { scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'

interface Failed {
  readonly message: string
  readonly keys: readonly unknown[]
}

suite('calls without reply to a server that knows meta commands', (test) => {
  test('are sent as what tells of failures alone', async (t) => {
    const cas = '42' as unknown as Cas
    const sent = [
      'ms k 1 q F16 T60\r\nv\r\n',
      'ms k 1 q F7 T0\r\nv\r\n',
      'ms k 1 q F16 T0 ME\r\nv\r\n',
      'ms k 1 q F16 T0 MR\r\nv\r\n',
      'ms k 1 q F0 MA\r\nv\r\n',
      'ms k 1 q F0 MP\r\nv\r\n',
      'ms k 1 q C42 F16 T0\r\nv\r\n',
      'md k q\r\n',
      'ma k q D3\r\n',
      'ma k q D4 MD\r\n',
      'touch k 60 noreply\r\n',
      'mn\r\nget k\r\n',
    ].join('')
    const server = await scripted(t, [[sent, 'MN\r\nEND\r\n']])
    const cache = client(t, server.server, { defaultNoreply: true, assume: '1.6.45' })
    const silent = { noreply: true } as const
    await Promise.all([
      cache.set('k', 'v', { exptime: 60 }),
      cache.set('k', 'v', { flags: 7 }),
      cache.add('k', 'v'),
      cache.replace('k', 'v'),
      cache.append('k', 'v'),
      cache.prepend('k', 'v'),
      cache.cas('k', 'v', cas, silent),
      cache.delete('k'),
      cache.incr('k', 3, silent),
      cache.decr('k', 4, silent),
      cache.touch('k', 60),
      cache.get('k'),
    ])
  })

  test('pass over what is no failure, and tell of what is one', async (t) => {
    const sent = 'ms a 1 q F16 T0 ME\r\nx\r\nmd b q\r\nms c 1 q F16 T0\r\nx\r\nmn\r\nget k\r\n'
    const server = await scripted(t, [
      [sent, 'NS\r\n', 'NF\r\nSERVER_ERROR object too large for cache\r\n', 'MN\r\nEND\r\n'],
    ])
    const failures: Failed[] = []
    const cache = client(t, server.server, {
      defaultNoreply: true,
      assume: '1.6.45',
      onNoreplyError: ({ message }, { keys }) => failures.push({ message, keys }),
    })
    await Promise.all([cache.add('a', 'x'), cache.delete('b'), cache.set('c', 'x'), cache.get('k')])
    assert.deepEqual(failures, [{ message: 'object too large for cache', keys: ['a', 'b', 'c'] }])
  })

  test('are answered before there is a fence, and nobody is told of what is no failure', async (t) => {
    const sent = 'ma c q D1\r\nms a 1 q F16 T0 ME\r\nx\r\nmd b q\r\n'
    const failures: Failed[] = []
    const told = new Gate()
    const server = await scripted(t, [
      [sent, 'NS\r\nNF\r\nCLIENT_ERROR cannot increment or decrement non-numeric value\r\n'],
      ['mn\r\nget k\r\n', 'MN\r\nEND\r\n'],
    ])
    const cache = client(t, server.server, {
      defaultNoreply: true,
      assume: '1.6.45',
      onNoreplyError: ({ message }, { keys }) => {
        failures.push({ message, keys })
        told.open()
      },
    })
    const counted = cache.incr('c', 1, { noreply: true })
    await Promise.all([cache.add('a', 'x'), cache.delete('b'), counted])
    await told.opened
    // The connection has gone on: the script has no other.
    assert.equal(await cache.get('k'), undefined)
    assert.deepEqual(
      failures.map(({ message }) => message),
      ['cannot increment or decrement non-numeric value'],
    )
  })

  test('end the connection at what is no reply at all', async (t) => {
    const server = await scripted(t, {
      connections: [[['md b q\r\nmn\r\nget k\r\n', 'WHAT\r\n']], [['get k\r\n', 'END\r\n']]],
    })
    const failures: Failed[] = []
    const cache = client(t, server.server, {
      defaultNoreply: true,
      assume: '1.6.45',
      onNoreplyError: ({ message }, { keys }) => failures.push({ message, keys }),
    })
    const [, value] = await Promise.all([cache.delete('b'), cache.get('k')])
    assert.equal(value, undefined)
    assert.equal(failures.length, 1)
  })

  test('tell live of an item that is too large', async (t) => {
    const { server } = await memcached(t)
    const told = new Gate()
    const failures: Failed[] = []
    const cache = client(t, server, {
      defaultNoreply: true,
      assume: '1.6.18',
      onNoreplyError: ({ message }, { keys }) => {
        failures.push({ message, keys })
        told.open()
      },
    })
    await cache.set('large', Buffer.alloc(2 << 20))
    await told.opened
    assert.deepEqual(failures, [{ message: 'object too large for cache', keys: ['large'] }])
    await cache.set('small', 'x')
    assert.equal(await cache.get('small'), 'x')
  })
})

suite('calls without reply to a server of which nothing is known', (test) => {
  test('are sent as ever until it has said what it is, and nobody waits for that', async (t) => {
    const { server } = await memcached(t)
    const between = await proxy(t, server)
    const cache = client(t, between.server, { defaultNoreply: true, assume: undefined })
    const failures: string[] = []
    const large = Buffer.alloc(2 << 20)
    const loud = client(t, between.server, {
      defaultNoreply: true,
      assume: undefined,
      onNoreplyError: ({ message }) => failures.push(message),
    })
    await cache.set('k', 'v')
    assert.equal(await cache.get('k'), 'v')
    // The first goes as ever: the server hides its error. The last comes when it is known to tell.
    for (let i = 0; failures.length === 0; i++) {
      await loud.set('large', large)
      await loud.get('large')
      assert.ok(i < 1000)
    }
    assert.deepEqual(failures, ['object too large for cache'])
  })

  test('reach servers behind a proxy that would not bear others', async (t) => {
    const server = await nutcracker(t, [(await memcached(t)).server])
    const cache = client(t, server, { defaultNoreply: true, assume: undefined })
    for (let i = 0; i < 50; i++) {
      await cache.set(`k${i}`, i)
      assert.equal(await cache.get(`k${i}`), i)
    }
  })
})
