import assert from 'node:assert/strict'
import { TimeoutError } from '#generated/index.js'
import { Intake } from '#runtime/wire/intake.js'
import { client, settled } from '../support/client.js'
import { scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'

const MEGABYTE = 1024 * 1024

/** Feeds what a server sends, in packets as large as the intake has room for; gives the sizes of its buffers. */
function feed(intake: Intake, stream: Buffer, packet: number): number[] {
  const rooms = new Set<number>()
  for (let fed = 0; fed < stream.length; ) {
    const space = intake.space()
    rooms.add(space.buffer.byteLength)
    const part = stream.subarray(fed, fed + Math.min(packet, space.length))
    space.set(part)
    fed += part.length
    intake.received(part.length)
    const { reader } = intake
    reader.line()
    reader.at = 4
    reader.block(stream.length - 6)
  }
  return [...rooms]
}

/** A line of two letters and a block of so many bytes. */
function streamOf(length: number): Buffer {
  const stream = Buffer.alloc(length + 6)
  for (let i = 0; i < length; i++) stream[i + 4] = (i * 7) >> 3
  stream.write('OK\r\n', 0)
  stream.write('\r\n', length + 4)
  return stream
}

suite('a large block', (test) => {
  test('comes straight into a buffer of its own size', () => {
    const intake = new Intake(() => undefined)
    assert.deepEqual(feed(intake, streamOf(MEGABYTE), 9999), [524288, MEGABYTE + 2])
  })

  test('gets more room as it comes, if it is very large, and comes whole', () => {
    const intake = new Intake(() => undefined)
    const length = 11 * MEGABYTE
    const stream = streamOf(length)
    const rooms = feed(intake, stream, 99_999)
    assert.deepEqual(rooms, [524288, 4 * MEGABYTE, 8 * MEGABYTE, length + 2])
    const { reader } = intake
    assert.equal(reader.bodyEnd, length)
    assert.ok(reader.bytes().equals(stream.subarray(4, length + 4)))
    assert.equal(reader.broken, undefined)
  })

  test('takes no memory before it has come, whatever a server announces', async (t) => {
    const server = await scripted(t, [
      ['get a\r\n', `VALUE a 0 2147483647\r\n${'x'.repeat(100)}`, (peer) => peer.closed],
    ])
    const cache = client(t, server.server, { timeout: 200 })
    const before = process.memoryUsage().arrayBuffers
    const error = await t.until('the deadline', settled(cache.get('a')))
    const grown = process.memoryUsage().arrayBuffers - before
    assert.ok(error instanceof TimeoutError)
    assert.ok(grown < 16 * MEGABYTE, `${grown} bytes`)
    cache.destroy()
  })
})
