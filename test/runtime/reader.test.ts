import assert from 'node:assert/strict'
import { Intake } from '#runtime/wire/intake.js'
import { reading, taken } from '../support/reading.js'
import { suite } from '../support/suite.js'

suite('the reader', (test) => {
  test('takes an echo for one if every byte is the same', () => {
    const echoed = (bytes: string, text: string | undefined) => {
      const intake = new Intake(() => undefined)
      const line = Buffer.from(`X ${bytes}\r\n`, 'latin1')
      intake.space().set(line)
      intake.received(line.byteLength)
      const { reader } = intake
      assert.ok(reader.line() && reader.is('X'))
      const value = reader.same(text)
      return reader.end() ? value : undefined
    }
    assert.equal(echoed('q', 'q'), 'q')
    assert.equal(echoed('\xc3\xa9', 'é'), 'é')
    assert.equal(echoed('\xff', '\ufffd'), undefined)
    assert.equal(echoed('qq', 'q'), undefined)
    assert.equal(echoed('q', 'qq'), undefined)
    assert.equal(echoed('', undefined), undefined)
  })

  test('does not forget before a key that something else did not fit', () => {
    const reader = reading('X 4294967296 a\r\n')
    reader.is('X')
    reader.uint32()
    reader.key(['a'])
    assert.equal(reader.end(), false)
  })

  test('gives letters, and none in the place of what is no letter', () => {
    const lettersOf = (text: string, carried?: string) => {
      const reader = reading(`X ${text}\r\n`)
      reader.is('X')
      const letters: string[] = []
      for (let letter = reader.flag(carried); letter !== ''; letter = reader.flag(carried)) {
        letters.push(letter)
        reader.skip()
      }
      return reader.end() ? letters.join('') : undefined
    }
    assert.equal(lettersOf('a1  Zz  z '), 'aZz')
    assert.equal(lettersOf('a1 Z c', 'ac'), 'a?c')
    for (const word of ['5', '@', '[', '`', '{', '\r', '\xe1', 'a 5', '-1 a'])
      assert.equal(lettersOf(word), undefined, word)
  })

  test('a word is not empty, and bytes are whole', () => {
    assert.equal(
      taken('', (r) => r.uri()),
      undefined,
    )
    for (const token of ['', '=', 'AP8', 'AP8=AP8=', 'A', '!P8=']) {
      assert.equal(
        taken(token, (r) => r.base64()),
        undefined,
        token,
      )
    }
  })

  test('a CR that ends no line is part of a word in brackets too', () => {
    const reader = reading('A \rx\r\n')
    reader.is('A')
    assert.equal(
      reader.optional(() => reader.token()),
      '\rx',
    )
    assert.equal(reader.end(), true)
  })

  test('words of all kinds', () => {
    assert.equal(
      taken('1.25', (r) => r.float()),
      1.25,
    )
    assert.equal(
      taken('much', (r) => r.float()),
      undefined,
    )
    assert.equal(
      taken('wörd', (r) => r.token()),
      'wörd',
    )
    assert.equal(
      taken('', (r) => r.token()),
      undefined,
    )
    assert.equal(
      taken('a%20b', (r) => r.uri()),
      'a b',
    )
    assert.equal(
      taken('a%2', (r) => r.uri()),
      undefined,
    )
    assert.deepEqual(
      taken('AP8=', (r) => r.base64()),
      Buffer.from([0, 255]),
    )
    assert.equal(
      taken('yes', (r) => r.oneOf({ yes: true, no: false })),
      true,
    )
    assert.equal(
      taken('perhaps', (r) => r.oneOf({ yes: true, no: false })),
      undefined,
    )
    assert.equal(
      taken('constructor', (r) => r.oneOf({ yes: true })),
      undefined,
    )
    assert.equal(
      taken('two words', (r) => r.remainder()),
      'two words',
    )
    assert.equal(
      taken('', (r) => r.remainder()),
      '',
    )
  })

  test('a scalar is a number if it looks like one', () => {
    for (const [text, value] of [
      ['12', 12],
      ['-1', -1],
      ['0.25', 0.25],
      ['007', '007'],
      ['1.6.18', '1.6.18'],
      ['9007199254740993', '9007199254740993'],
      ['yes', 'yes'],
      ['', ''],
    ] as const) {
      assert.equal(
        taken(text, (r) => r.scalar()),
        value,
      )
    }
  })

  test('runs of spaces are one, trailing spaces none, and LF ends a line too', () => {
    for (const line of ['A  1   2 \r\n', 'A 1 2\n', 'A 1 2 \n']) {
      const reader = reading(line)
      assert.equal(reader.is('A'), true)
      assert.deepEqual([reader.uint32(), reader.uint32(), reader.end()], [1, 2, true], line)
    }
  })

  test('tokens may touch text', () => {
    const reader = reading('items:7:age_hot 3\r\n')
    assert.equal(reader.opens('items:'), true)
    assert.deepEqual(
      [reader.uint32(':'), reader.token(), reader.uint32(), reader.end()],
      [7, 'age_hot', 3, true],
    )
    const stuck = reading('items:7,age 3\r\n')
    stuck.opens('items:')
    stuck.uint32(':')
    assert.equal(stuck.end(), false)
  })

  test('what does not fit makes the rest of its alternative fail, not the next one', () => {
    const reader = reading('A x\r\n')
    assert.equal(reader.is('A'), true)
    reader.uint32()
    assert.equal(reader.word('x'), false)
    assert.equal(reader.end(), false)
    assert.equal(reader.is('B'), false)
    assert.equal(reader.is('A'), true)
    assert.equal(reader.token(), 'x')
    assert.equal(reader.end(), true)
  })

  test('a head is a whole word', () => {
    const reader = reading('VALUEX 1\r\n')
    assert.equal(reader.is('VALUE'), false)
    assert.equal(reader.words('VALUEX 1'), false)
    reader.start()
    assert.equal(reader.words('VALUEX 1'), true)
    assert.equal(reader.end(), true)
  })

  test('optional tokens are taken if they fit', () => {
    const reader = reading('A 1 x\r\n')
    reader.is('A')
    assert.equal(
      reader.optional(() => reader.uint32()),
      1,
    )
    assert.equal(
      reader.optional(() => reader.uint32()),
      undefined,
    )
    assert.equal(reader.token(), 'x')
    assert.equal(
      reader.optional(() => reader.uint32()),
      undefined,
    )
    assert.equal(reader.end(), true)
  })

  test('a line without its end is not there', () => {
    const intake = new Intake(() => undefined)
    for (const byte of Buffer.from('STORED\r')) {
      intake.space()[0] = byte
      intake.received(1)
      assert.equal(intake.reader.line(), false)
      intake.reader.at = intake.reader.mark
    }
    intake.space()[0] = 10
    intake.received(1)
    assert.equal(intake.reader.line(), true)
    assert.equal(intake.reader.is('STORED') && intake.reader.end(), true)
  })

  test('an unknown line says what was expected and what came', () => {
    const refusal = reading('foobarbaz\r\n').refusal('STORED or NOT_STORED')
    assert.equal(refusal.reason, 'expected STORED or NOT_STORED, got "foobarbaz"')
    assert.equal(refusal.reply, 'foobarbaz')
    assert.equal(refusal.closes, 'always')
  })

  test('blocks of every length arrive whole in packets of every size', () => {
    for (const length of [0, 1, 16383, 16384, 70_000, 200_000]) {
      for (const size of [1000, 16384, 65536]) {
        const intake = new Intake(() => undefined)
        const block = Buffer.alloc(length, 'abcdefghij')
        const wire = Buffer.concat([
          Buffer.from(`V ${length}\r\n`),
          block,
          Buffer.from('\r\nNEXT\r\n'),
        ])
        const { reader } = intake
        let body: Buffer | undefined
        for (let at = 0; at < wire.byteLength; ) {
          const space = intake.space()
          const count = Math.min(size, space.byteLength, wire.byteLength - at)
          wire.copy(space, 0, at, at + count)
          at += count
          if (!intake.received(count)) continue
          while (!body && reader.line() && reader.is('V')) {
            const announced = reader.length()
            if (!reader.end() || !reader.block(announced)) break
            body = reader.bytes()
            assert.equal(reader.bodyText(), String(block))
          }
          if (!body) reader.at = reader.mark
        }
        assert.ok(body?.equals(block), `${length} bytes in packets of ${size}`)
        assert.equal(reader.line() && reader.is('NEXT') && reader.end(), true)
      }
    }
  })
})
