import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { everyByte, everyCut } from './cuts.js'
import { Gate } from './gate.js'
import { answering, type Script, type Scripted, scripted } from './scripted.js'
import { type Scene, suite } from './suite.js'

function client(t: Scene, server: Scripted): Socket {
  const socket = server.port > 0 ? connect(server.port, '127.0.0.1') : connect(server.server)
  t.after(() => socket.destroy())
  return socket.setEncoding('latin1')
}

/** Plays the script against what the client sends, and gives what the test would fail with. */
async function complaint(t: Scene, script: Script, sent: string): Promise<string> {
  const hooks: (() => Promise<void>)[] = []
  const server = await scripted(
    { after: (hook) => hooks.push(async () => void (await hook())) },
    script,
  )
  const socket = client(t, server).on('error', () => {})
  socket.end(sent)
  await text(socket).catch(() => {})
  const outcomes = await Promise.allSettled(hooks.map((hook) => hook()))
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  return failed ? failed.reason.message : 'nothing'
}

suite('a scripted server', (test) => {
  test('answers what it expects, each part a packet of its own', async (t) => {
    const server = await scripted(t, [
      ['get a\r\n', 'EN', 'D\r\n'],
      ['get b\r\n', ...everyByte('END\r\n')],
    ])
    const socket = client(t, server)
    const packets: string[] = []
    socket.on('data', (packet: string) => packets.push(packet))
    socket.write('get a\r\nget b\r\n')
    await t.until('the end of the script', server.played)
    assert.deepEqual(packets, ['EN', 'D\r\n', 'E', 'N', 'D', '\r', '\n'])
    assert.equal(server.received(), 'get a\r\nget b\r\n')
  })

  test('listens on a UNIX socket', async (t) => {
    const server = await scripted(t, [['a', 'b', (peer) => peer.end()]], { socket: true })
    const socket = client(t, server)
    socket.write('a')
    assert.equal(await text(socket), 'b')
  })

  test('holds an answer until it is let go', async (t) => {
    const gate = new Gate()
    const server = await scripted(t, [['a', 'b', () => gate.opened, 'c']])
    const socket = client(t, server)
    socket.write('a')
    assert.deepEqual(await once(socket, 'data'), ['b'])
    gate.open()
    assert.deepEqual(await once(socket, 'data'), ['c'])
  })

  test('plays a script for each connection', async (t) => {
    const server = await scripted(
      t,
      { connections: [[['a', 'first', (peer) => peer.close()]], [['a', 'second']]] },
      { others: answering((line) => `${line}?\r\n`) },
    )
    const first = client(t, server)
    first.write('a')
    assert.equal(await text(first), 'first')
    const second = client(t, server)
    second.write('a')
    assert.deepEqual(await once(second, 'data'), ['second'])
    const third = client(t, server)
    third.write('b\r\nc\r\n')
    assert.deepEqual(await once(third, 'data'), ['b?\r\n'])
    assert.deepEqual(await once(third, 'data'), ['c?\r\n'])
    assert.deepEqual([server.peers.length, server.received(1)], [3, 'a'])
  })

  test('resets a connection', async (t) => {
    const server = await scripted(t, [['a', (peer) => peer.reset()]])
    const socket = client(t, server)
    socket.write('a')
    const [error] = await once(socket, 'close').catch((thrown) => [thrown])
    assert.equal(error.code, 'ECONNRESET')
  })

  test('stops reading, so that a client has to wait', async (t) => {
    const server = await scripted(t, async (peer) => {
      peer.pause()
      await peer.closed
    })
    const socket = client(t, server)
    await once(socket, 'connect')
    const chunk = Buffer.alloc(1 << 20)
    let drained = false
    socket.on('drain', () => {
      drained = true
    })
    for (let i = 0; i < 32; i++) socket.write(chunk)
    assert.equal(drained, false)
    server.peers[0]?.resume()
    await t.until('the drain', once(socket, 'drain'))
    socket.destroy()
    await t.until('the end of the script', server.played)
  })

  test('fails the test if something else comes', async (t) => {
    const script: Script = [['get a\r\n', 'END\r\n']]
    assert.equal(await complaint(t, script, 'get a\r\n'), 'nothing')
    assert.equal(
      await complaint(t, script, 'get b\r\n'),
      'connection 1: expected "get a\\r\\n" from the client, got "get b\\r\\n"',
    )
    assert.equal(
      await complaint(t, script, 'get'),
      'connection 1: expected "get a\\r\\n" from the client, got "get" and the end of the connection',
    )
  })

  test('fails the test if nothing comes, or a connection too many', async (t) => {
    const hooks: (() => unknown)[] = []
    const stage = { after: (hook: () => unknown) => void hooks.push(hook) }
    await scripted(stage, [['a', 'b']])
    const silent = await scripted(stage, { connections: [] })
    const socket = client(t, silent)
    await once(socket, 'close')
    const [unplayed, unexpected] = await Promise.allSettled(hooks.map((hook) => hook()))
    assert.match(reason(unplayed), /the client sent too little/)
    assert.match(reason(unexpected), /^connection 1: a connection that no script is for/)
  })
})

suite('cuts', (test) => {
  test('are made at every byte', () => {
    const cuts = [...everyCut('abcd')].map((parts) => parts.join('|'))
    assert.deepEqual(cuts, ['a|bcd', 'ab|cd', 'abc|d'])
    assert.deepEqual(everyByte('ab\xff').map(String), ['a', 'b', '\ufffd'])
  })
})

function reason(outcome: PromiseSettledResult<unknown> | undefined): string {
  return outcome?.status === 'rejected' ? outcome.reason.message : 'nothing'
}
