import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { memcached } from './memcached.js'
import { turn } from './packet.js'
import { proxy, type TcpProxy } from './proxy.js'
import { type Scene, suite } from './suite.js'

const REPLY = 'END\r\n'

async function client(t: Scene, { port }: TcpProxy): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').setEncoding('latin1')
  t.after(() => socket.destroy())
  await once(socket, 'connect')
  return socket
}

/** Asks for a missing key; gives the packets of the reply. */
async function ask(socket: Socket): Promise<string[]> {
  const packets: string[] = []
  socket.write('get a\r\n')
  while (packets.join('') !== REPLY) packets.push(...(await once(socket, 'data')))
  return packets
}

suite('a proxy', (test) => {
  test('passes on what comes and counts it', async (t) => {
    const between = await proxy(t, (await memcached(t)).server)
    const socket = await client(t, between)
    assert.deepEqual(await ask(socket), [REPLY])
    await turn()
    assert.deepEqual([between.connections, between.open], [1, 1])
    assert.deepEqual([between.up.received, between.up.sent, between.up.packets], [7, 7, 1])
    assert.deepEqual([between.down.received, between.down.sent, between.down.packets], [5, 5, 1])
    socket.write('quit\r\n')
    await t.until('the end', once(socket, 'close'))
  })

  test('serves a UNIX socket', async (t) => {
    const between = await proxy(t, (await memcached(t, { socket: true })).server)
    assert.deepEqual(await ask(await client(t, between)), [REPLY])
  })

  test('dribbles', async (t) => {
    const between = await proxy(t, (await memcached(t)).server)
    const socket = await client(t, between)
    between.up.dribble()
    between.down.dribble(2)
    assert.deepEqual(await ask(socket), ['EN', 'D\r', '\n'])
    assert.equal(between.up.packets, 7)
  })

  test('loses nothing when it changes its ways', async (t) => {
    const between = await proxy(t, (await memcached(t)).server)
    const socket = await client(t, between)
    between.down.dribble()
    socket.write('get a\r\n')
    assert.deepEqual(await once(socket, 'data'), ['E'])
    between.down.pass()
    let rest = ''
    while (rest.length < 4) rest += (await once(socket, 'data'))[0]
    assert.equal(rest, 'ND\r\n')
  })

  test('splits at offsets', async (t) => {
    const between = await proxy(t, (await memcached(t)).server)
    const socket = await client(t, between)
    await ask(socket)
    between.down.split(4, 1, 9)
    assert.deepEqual(await ask(socket), ['E', 'ND\r', '\n'])
    assert.deepEqual(await ask(socket), ['END\r', '\n'])
    between.down.pass()
    assert.deepEqual(await ask(socket), [REPLY])
  })

  test('holds until it is released', async (t) => {
    const between = await proxy(t, (await memcached(t)).server)
    const socket = await client(t, between)
    between.down.hold()
    let answered = false
    const answer = ask(socket).then(() => {
      answered = true
    })
    await turn()
    await turn()
    assert.equal(answered, false)
    between.down.release()
    await t.until('the answer', answer)
  })

  test('swallows a direction', async (t) => {
    const between = await proxy(t, (await memcached(t)).server)
    const socket = await client(t, between)
    between.up.swallow()
    socket.write('lost\r\n')
    while (between.up.received < 6) await turn()
    await turn()
    between.up.pass()
    assert.deepEqual(await ask(socket), [REPLY])
    assert.deepEqual([between.up.received, between.up.sent], [13, 7])
  })

  test('holds and hangs up behind so many bytes', async (t) => {
    const between = await proxy(t, (await memcached(t)).server)
    const socket = await client(t, between)
    await ask(socket)
    between.down.holdAfter(3)
    socket.write('get a\r\n')
    const [part] = await once(socket, 'data')
    assert.equal(part, 'END')
    await turn()
    await turn()
    assert.equal(between.down.sent, 8)
    between.down.release()
    assert.deepEqual(await once(socket, 'data'), ['\r\n'])

    between.down.cutAfter(2)
    const end = once(socket, 'close')
    socket.write('get a\r\n')
    assert.deepEqual(await once(socket, 'data'), ['EN'])
    await t.until('the cut', end)
    assert.deepEqual(await ask(await client(t, between)), [REPLY])
  })

  test('cuts and resets connections, and accepts new ones', async (t) => {
    const between = await proxy(t, (await memcached(t)).server)
    const first = await client(t, between)
    await ask(first)
    between.cut()
    await t.until('the cut', once(first, 'close'))
    const second = await client(t, between)
    await ask(second)
    between.reset()
    const [error] = await once(second, 'close').catch((thrown) => [thrown])
    assert.equal(error.code, 'ECONNRESET')
    assert.deepEqual(await ask(await client(t, between)), [REPLY])
    assert.equal(between.connections, 3)
  })

  test('refuses connections while it is stopped', async (t) => {
    const between = await proxy(t, (await memcached(t)).server)
    const { port } = between
    await between.stop()
    const error = await client(t, between).catch((thrown) => thrown)
    assert.equal(error.code, 'ECONNREFUSED')
    await between.listen({ port })
    assert.deepEqual(await ask(await client(t, between)), [REPLY])
  })
})
