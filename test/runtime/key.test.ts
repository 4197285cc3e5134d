import assert from 'node:assert/strict'
import { checkPrefix, wireKey } from '#runtime/key.js'
import { refused } from '../support/refused.js'
import { suite } from '../support/suite.js'

const ascii = (key: unknown, prefix = '') => wireKey(key, prefix, false)
const unicode = (key: unknown, prefix = '') => wireKey(key, prefix, true)

suite('wireKey', (test) => {
  test('gives plain keys back, behind the prefix', () => {
    assert.equal(ascii('user:1'), 'user:1')
    assert.equal(ascii('user:1', 'app:'), 'app:user:1')
    assert.equal(ascii('!~'), '!~')
  })

  test('takes 250 bytes with the prefix, and not one more', () => {
    assert.equal(ascii('x'.repeat(250)).length, 250)
    assert.equal(ascii('x'.repeat(246), 'app:').length, 250)
    refused(
      () => ascii('x'.repeat(251)),
      /^key "x{39}…": expected at most 250 bytes, got 251; shorten/,
    )
    refused(() => ascii('x'.repeat(247), 'app:'), /got 251, 4 of them the keyPrefix/)
    assert.equal(unicode('é'.repeat(125)).length, 250)
    refused(() => unicode('é'.repeat(126)), /got 252/)
    assert.equal(ascii(Buffer.alloc(250, 'x')).length, 250)
    refused(() => ascii(Buffer.alloc(251, 'x')), /got 251/)
  })

  test('refuses the empty key, with and without a prefix', () => {
    refused(() => ascii(''), /expected 1 to 250 bytes, got an empty key/)
    refused(() => ascii('', 'app:'), /empty key/)
    refused(() => ascii(new Uint8Array()), /empty key/)
  })

  test('refuses each byte that could end a word or a line, in text and bytes, anywhere', () => {
    for (const code of [...Array(33).keys(), 127]) {
      const bad = String.fromCharCode(code)
      for (const key of [`${bad}a`, `a${bad}`, `a${bad}b`, bad, `é${bad}`]) {
        refused(() => unicode(key), /expected no spaces and no control bytes/)
        refused(() => ascii(key), /expected no spaces and no control bytes/)
        refused(() => ascii(Buffer.from(key)), /expected no spaces and no control bytes/)
      }
    }
    refused(
      () => ascii('a b'),
      /^key "a b": .* got a space at position 1; encode it, as encodeURIComponent does$/,
    )
    refused(() => ascii('a\r\nb'), /^key "a\\r\\nb": .* got the byte 0x0d at position 1/)
  })

  test('sends other characters as UTF-8 only where that is asked for', () => {
    assert.equal(unicode('é日😀'), Buffer.from('é日😀').toString('latin1'))
    assert.equal(
      unicode('\u0085\u00a0\u3000'),
      Buffer.from('\u0085\u00a0\u3000').toString('latin1'),
    )
    refused(
      () => ascii('naïve'),
      /^key "naïve": expected ASCII, got "ï" at position 2; set allowUnicodeKeys/,
    )
    refused(() => ascii('a😀'), /got "😀" at position 1/)
  })

  test('refuses half of a surrogate pair', () => {
    for (const key of ['a\ud83d', '\ude00', '\ud83d\ud83d\ude00', '\ude00\ud83d']) {
      refused(() => unicode(key), /half of a surrogate pair at position \d/)
    }
    refused(() => unicode('a\ud83d'), /^key "a\\ud83d"/)
  })

  test('takes bytes as they are', () => {
    assert.equal(ascii(Uint8Array.of(0x21, 0x80, 0xff)), '!\x80\xff')
    assert.equal(ascii(new Uint8Array([1, 0x61, 0x62, 1]).subarray(1, 3)), 'ab')
    assert.equal(ascii(Buffer.from('xabcx').subarray(1, 4), 'p:'), 'p:abc')
  })

  test('refuses what is neither text nor bytes and names it', () => {
    refused(
      () => ascii(1),
      /^key: expected a string or a Uint8Array, got a number; use String\(key\)$/,
    )
    refused(() => ascii(1n), /got a bigint; use String/)
    for (const [key, kind] of [
      [undefined, 'undefined'],
      [null, 'null'],
      [NaN, 'NaN'],
      [true, 'a boolean'],
      [{}, 'an object'],
      [Object.create(null), 'an object'],
      [['a'], 'an array'],
      [new Date(), 'a Date'],
      [new ArrayBuffer(1), 'an ArrayBuffer'],
      [Symbol('a'), 'a symbol'],
      [() => 'a', 'a function'],
      [Object('a'), 'a String'],
    ] as const) {
      refused(() => ascii(key), new RegExp(`got ${kind}(;|$)`))
    }
  })

  test('shows keys in messages so that no terminal acts on them', () => {
    refused(() => ascii('\x1b[31m'), /^key "\\u001b\[31m"/)
    refused(() => ascii('\u202e'), /^key "\\u202e": expected ASCII, got "\\u202e"/)
    refused(() => ascii('\x7f'), /^key "\\u007f"/)
  })
})

suite('checkPrefix', (test) => {
  test('gives the prefix as it goes on the wire', () => {
    assert.equal(checkPrefix('', false), '')
    assert.equal(checkPrefix('app:', false), 'app:')
    assert.equal(checkPrefix('é:', true), '\xc3\xa9:')
  })

  test('refuses what no key may hold, and what leaves no room for one', () => {
    refused(() => checkPrefix('a b', false), /^keyPrefix "a b": expected no spaces/)
    refused(() => checkPrefix('é', false), /^keyPrefix "é": expected ASCII/)
    refused(() => checkPrefix('\ud800', true), /^keyPrefix .* half of a surrogate pair/)
    refused(
      () => checkPrefix(Buffer.from('a'), false),
      /^keyPrefix: expected a string, got a Buffer/,
    )
    assert.equal(checkPrefix('x'.repeat(249), false).length, 249)
    refused(() => checkPrefix('x'.repeat(250), false), /expected fewer than 250 bytes, got 250/)
  })
})
