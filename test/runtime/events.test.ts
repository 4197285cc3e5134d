import assert from 'node:assert/strict'
import { channel } from 'node:diagnostics_channel'
import { type ClientEvents, IllegalInputError, type NodeEvent } from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { memcached } from '../support/memcached.js'
import { event, keysAt, NOBODY } from '../support/nodes.js'
import { proxy } from '../support/proxy.js'
import { refused } from '../support/refused.js'
import { suite } from '../support/suite.js'

const CHANNELS: { readonly [name in keyof ClientEvents]: string } = {
  nodeUp: 'memwire:node:up',
  nodeFailing: 'memwire:node:failing',
  nodeDead: 'memwire:node:dead',
  nodeBack: 'memwire:node:back',
  connectionOpened: 'memwire:connection:opened',
  connectionLost: 'memwire:connection:lost',
  retried: 'memwire:retried',
}
const NAMES = Object.keys(CHANNELS) as (keyof ClientEvents)[]

suite('events', (test) => {
  test('tell the life of a node, to the listeners of its client and on the channels of the process', async (t) => {
    const [one, other] = [await memcached(t), await memcached(t)]
    const between = await proxy(t, one.server)
    const cache = client(t, [between.server, other.server], {
      defaultNoreply: false,
      retryAttempts: 1,
      retryTimeout: 20,
      deadTimeout: 40,
    })
    const heard: string[] = []
    const published: string[] = []
    for (const name of NAMES) {
      cache.on(name, ({ node }) => {
        if (node === between.server) heard.push(name)
      })
      const subscriber = (message: unknown): void => {
        if ((message as NodeEvent).node === between.server) published.push(name)
      }
      const where = channel(CHANNELS[name])
      where.subscribe(subscriber)
      t.after(() => where.unsubscribe(subscriber))
    }
    const [key] = keysAt(cache, between.server)
    await cache.set(key, 'x')
    const { port } = between
    const failing = event(cache, 'nodeFailing')
    await between.stop()
    await t.until('the loss', event(cache, 'connectionLost'))
    await settled(cache.get(key))
    await t.until('nodeFailing', failing)
    await t.until('nodeDead', event(cache, 'nodeDead'))
    const back = event(cache, 'nodeBack')
    await between.listen({ port })
    await t.until('nodeBack', back)
    await cache.get(key)
    assert.deepEqual(heard, [
      'connectionOpened',
      'nodeUp',
      'connectionLost',
      'nodeFailing',
      'nodeDead',
      'nodeBack',
      'connectionOpened',
    ])
    assert.deepEqual(published, heard)
  })

  test('come a moment later, so that a listener may do what it likes', async (t) => {
    const { server } = await memcached(t)
    const cache = client(t, [server, NOBODY], { defaultNoreply: false, retryAttempts: 0 })
    const [key] = keysAt(cache, NOBODY)
    const seen: unknown[] = []
    cache.once('nodeDead', () => {
      seen.push(cache.nodeFor(key))
      cache.destroy()
    })
    await settled(cache.get(key))
    await settled(cache.version())
    assert.deepEqual(seen, [server])
  })

  test('are told once, or no more, where that is asked for', async (t) => {
    const { server } = await memcached(t)
    const between = await proxy(t, server)
    const cache = client(t, between.server)
    const heard: string[] = []
    const listener = (): void => void heard.push('off')
    assert.equal(cache.on('connectionLost', listener), cache)
    assert.equal(
      cache.once('connectionLost', () => heard.push('once')),
      cache,
    )
    assert.equal(cache.off('connectionLost', listener), cache)
    cache.on('connectionLost', () => heard.push('on'))
    for (let i = 0; i < 2; i++) {
      await cache.get('a')
      between.cut()
      await t.until('the loss', event(cache, 'connectionLost'))
    }
    assert.deepEqual(heard, ['once', 'on', 'on'])
  })

  test('that nobody tells are refused, and so is who is no function', (t) => {
    const cache = client(t, NOBODY)
    refused(
      () => cache.on('nodeDied' as never, () => {}),
      /^there is no event the string "nodeDied"; did you mean nodeDead\?$/,
    )
    refused(
      () => cache.once('error' as never, () => {}),
      /^there is no event .*; known are nodeUp, /,
    )
    refused(() => cache.off(7 as never, () => {}), /^there is no event 7; known are /)
    assert.throws(
      () => cache.on('nodeUp', undefined as never),
      new IllegalInputError('nodeUp: expected a function to call, got undefined'),
    )
  })
})
