import assert from 'node:assert/strict'
import { type Client, UnknownReplyError } from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { exchange } from '../support/exchange.js'
import { scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'

type Call = (cache: Client<unknown, boolean>) => Promise<unknown>

/** A call, what it sends, the reply that says no, and what that gives. */
interface Case {
  readonly call: Call
  readonly line: string
  readonly body: string
  readonly no: string
  readonly gives: unknown
}

/**
 * As pymemcache tests it: with defaultNoreply nothing is read; without it the reply counts, and an unknown one is an
 * error.
 */
async function obeys(t: Parameters<typeof client>[0], { call, line, body, no, gives }: Case) {
  const silent = async (cache: Client<unknown, true>) => assert.equal(await call(cache), undefined)
  await exchange(t, [[`${line} noreply\r\n${body}`]], silent, { defaultNoreply: true })

  const sent = `${line}\r\n${body}`
  const asking = async (cache: Client<unknown, false>) => assert.deepEqual(await call(cache), gives)
  await exchange(t, [[sent, no]], asking)

  const server = await scripted(t, [[sent, 'UNKNOWN\r\n']])
  const error = await settled(call(client(t, server.server)))
  assert.ok(error instanceof UnknownReplyError, String(error))
}

suite('noreply by default as pymemcache has it', (test) => {
  const no = 'NOT_STORED\r\n'
  const body = 'value\r\n'

  test('set obeys the client', async (t) => {
    const call: Call = (cache) => cache.set('key', 'value')
    await obeys(t, { call, line: 'set key 16 0 5', body, no, gives: false })
  })

  test('setMany obeys the client', async (t) => {
    const call: Call = (cache) => cache.setMany({ key: 'value' })
    await obeys(t, { call, line: 'set key 16 0 5', body, no, gives: ['key'] })
  })

  test('add obeys the client', async (t) => {
    const call: Call = (cache) => cache.add('key', 'value')
    await obeys(t, { call, line: 'add key 16 0 5', body, no, gives: false })
  })

  test('replace obeys the client', async (t) => {
    const call: Call = (cache) => cache.replace('key', 'value')
    await obeys(t, { call, line: 'replace key 16 0 5', body, no, gives: false })
  })

  test('append obeys the client', async (t) => {
    const call: Call = (cache) => cache.append('key', 'value')
    await obeys(t, { call, line: 'append key 0 0 5', body, no, gives: false })
  })

  test('prepend obeys the client', async (t) => {
    const call: Call = (cache) => cache.prepend('key', 'value')
    await obeys(t, { call, line: 'prepend key 0 0 5', body, no, gives: false })
  })

  test('touch obeys the client', async (t) => {
    const call: Call = (cache) => cache.touch('key', 0)
    await obeys(t, { call, line: 'touch key 0', body: '', no: 'NOT_FOUND\r\n', gives: false })
  })

  test('delete obeys the client', async (t) => {
    const call: Call = (cache) => cache.delete('key')
    await obeys(t, { call, line: 'delete key', body: '', no: 'NOT_FOUND\r\n', gives: false })
  })

  test('flushAll obeys the client', async (t) => {
    const call: Call = async (cache) => {
      const replies = await cache.flushAll()
      return replies && [...replies.values()]
    }
    await obeys(t, { call, line: 'flush_all', body: '', no: 'OK\r\n', gives: [true] })
  })

  test('a call may say otherwise than the client', async (t) => {
    const body = async (cache: Client<unknown, boolean>) => {
      assert.equal(await cache.set('key', 'value', { noreply: true }), undefined)
      assert.equal(await cache.set('key', 'value', { noreply: false }), false)
    }
    const line = 'set key 16 0 5'
    const sent = `${line} noreply\r\nvalue\r\n`
    const asked = `version\r\n${line}\r\nvalue\r\n`
    const turns = [[sent], [asked, 'VERSION 1\r\nNOT_STORED\r\n']] as const
    await exchange(t, turns, body)
    await exchange(t, turns, body, { defaultNoreply: true })
  })
})
