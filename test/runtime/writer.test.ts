import assert from 'node:assert/strict'
import { Writer } from '#runtime/wire/writer.js'
import { suite } from '../support/suite.js'

function written(write: (writer: Writer) => void): string {
  const writer = new Writer()
  write(writer)
  return Buffer.concat(writer.take()).toString()
}

suite('the writer', (test) => {
  test('writes words with a space before each but the first', () => {
    const line = written((writer) => {
      writer.begin('set')
      writer.key('k'.repeat(100))
      writer.integer(0)
      writer.integer(-17)
      writer.integer(2n ** 64n - 1n)
      writer.integer(0.25)
      writer.utf8('wörd')
      writer.verbatim('!')
      writer.end()
    })
    assert.equal(line, `set ${'k'.repeat(100)} 0 -17 18446744073709551615 0.25 wörd!\r\n`)
  })

  test('writes keys and lengths that touch what stands before them', () => {
    const line = written((writer) => {
      writer.utf8('k=')
      writer.touchingKey(Buffer.from('é').toString('latin1'))
      writer.verbatim(',n=')
      writer.touchingLength('日')
      writer.end()
      writer.block('日')
    })
    assert.equal(line, ' k=é,n=3\r\n日\r\n')
  })

  test('a length is that of the bytes, whatever the block', () => {
    for (const block of [
      '',
      'abc',
      'é日本😀',
      Buffer.from([0, 13, 10, 255]),
      'é'.repeat(20_000),
      'x'.repeat(70_000),
      `${'x'.repeat(20_000)}é`,
      `${'x'.repeat(16_384)}日`,
      Buffer.alloc(70_000, 7),
    ]) {
      const writer = new Writer()
      writer.begin('x')
      writer.length(block)
      writer.end()
      writer.block(block)
      const bytes = Buffer.from(block as string)
      const wire = Buffer.concat([
        Buffer.from(`x ${bytes.byteLength}\r\n`),
        bytes,
        Buffer.from('\r\n'),
      ])
      assert.equal(writer.size, wire.byteLength)
      assert.ok(Buffer.concat(writer.take()).equals(wire))
      assert.equal(writer.size, 0)
    }
  })

  test('a length is right wherever a part ends, and whatever follows it on the line', () => {
    for (const block of ['é'.repeat(7), '日'.repeat(40), 'ascii', '', 'é'.repeat(5000)]) {
      for (let from = 65_536 - 60; from <= 65_536; from++) {
        const wire = written((writer) => {
          writer.begin('x'.repeat(from))
          writer.length(block)
          writer.word('noreply')
          writer.end()
          writer.block(block)
          writer.begin('next')
        })
        const line = `${'x'.repeat(from)} ${Buffer.byteLength(block)} noreply`
        assert.ok(wire === `${line}\r\n${block}\r\nnext`, `${block.slice(0, 8)} behind ${from}`)
      }
    }
  })

  test('a long text is one part with its line, and with short requests before it', () => {
    for (const block of ['x'.repeat(20_000), 'é'.repeat(20_000)]) {
      for (const from of [0, 1, 4000, 4050, 4081, 4082, 4083, 4096, 5000]) {
        const writer = new Writer()
        writer.begin('y'.repeat(from))
        writer.begin('set k')
        writer.length(block)
        writer.end()
        writer.block(block)
        writer.begin('next')
        const wire = `${'y'.repeat(from)}set k ${Buffer.byteLength(block)}\r\n${block}\r\nnext`
        assert.equal(writer.size, Buffer.byteLength(wire))
        const parts = writer.take()
        assert.ok(String(Buffer.concat(parts)) === wire, `behind ${from}`)
        assert.equal(parts.length, from <= 4096 - 'set k 20000\r\n'.length ? 2 : 3)
        for (const part of parts) writer.recycle(part)
      }
    }
  })

  test('a request that was taken back leaves nothing of its length behind', () => {
    const wire = written((writer) => {
      writer.mark()
      writer.begin('set')
      writer.length('é')
      writer.rollBack()
      writer.mark()
      for (let i = 0; i < 20_000; i++) writer.begin('get key')
    })
    assert.equal(wire, 'get key'.repeat(20_000))
  })

  test('many requests are cut into parts at no harm to them', () => {
    const lines = Array.from({ length: 5000 }, (_, i) => `get key:${i}`)
    const text = written((writer) => {
      for (const line of lines) {
        writer.begin('get')
        writer.key(line.slice(4))
        writer.end()
      }
    })
    assert.equal(text, `${lines.join('\r\n')}\r\n`)
  })

  test('a part that came back is used again, and what was cleared is gone', () => {
    const writer = new Writer()
    writer.begin('one')
    const [part] = writer.take()
    writer.recycle(part as Buffer)
    writer.begin('two')
    writer.clear()
    assert.deepEqual(writer.take(), [])
    writer.begin('three')
    assert.equal(String(writer.take()[0]), 'three')
  })
})
