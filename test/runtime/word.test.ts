import assert from 'node:assert/strict'
import { cas, oneOf, text, token, word } from '#runtime/word.js'
import { refused } from '../support/refused.js'
import { suite } from '../support/suite.js'

suite('words', (test) => {
  test('of one token hold no space and no control byte', () => {
    assert.equal(token('group', 'items'), 'items')
    assert.equal(token('group', 'größe'), 'größe')
    for (const code of [...Array(33).keys(), 127]) {
      refused(
        () => token('group', `a${String.fromCharCode(code)}`),
        /^group ".*": expected one word .* at position 1$/,
      )
    }
    refused(() => token('group', 'a b'), /got a space at position 1/)
    refused(() => token('group', 'a\nb'), /got the byte 0x0a at position 1/)
  })

  test('of text may hold spaces, and no control byte', () => {
    assert.equal(text('message', 'a b  c'), 'a b  c')
    for (const code of [...Array(32).keys(), 127]) {
      refused(
        () => text('message', `a${String.fromCharCode(code)}`),
        /^message ".*": expected text .* at position 1$/,
      )
    }
  })

  test('have their length in bytes', () => {
    assert.equal(token('group', 'é', 2, 2), 'é')
    refused(() => token('group', 'éé', 1, 3), /^group "éé": expected 1 to 3 bytes, got 4$/)
    refused(() => token('group', ''), /expected at least 1 bytes, got 0/)
    refused(() => text('message', ''), /expected at least 1 bytes, got 0/)
    assert.equal(text('message', '', 0), '')
  })

  test('are whole strings', () => {
    for (const value of [undefined, null, 5, true, ['a'], Buffer.from('a')]) {
      refused(() => token('group', value), /^group: expected one word .*, got /)
      refused(() => text('message', value), /^message: expected text .*, got /)
    }
    refused(() => token('group', 'a\ud800'), /half of a surrogate pair at position 1/)
  })

  test('that are optional are true or false', () => {
    assert.equal(word('graceful', undefined), false)
    assert.equal(word('graceful', true), true)
    assert.equal(word('graceful', false), false)
    for (const value of [1, 'true', null])
      refused(() => word('graceful', value), /^graceful: expected true or false, got /)
  })

  test('of a choice are given as they go on the wire', () => {
    assert.equal(oneOf('mode', 'lru', ['lru', 'slabs']), 'lru')
    assert.equal(
      oneOf('mode', 'add', [
        ['set', 'S'],
        ['add', 'E'],
      ]),
      'E',
    )
    assert.equal(
      oneOf('fetched', false, [
        [true, 'yes'],
        [false, 'no'],
      ]),
      'no',
    )
    assert.equal(oneOf('level', 2, ['off', [2, 'two']]), 'two')
    refused(
      () =>
        oneOf('mode', 'E', [
          ['set', 'S'],
          ['add', 'E'],
        ]),
      /^mode: expected "set" or "add", got the string "E"$/,
    )
    refused(() => oneOf('level', 3, ['a', 'b', [2, 'c']]), /expected "a", "b" or 2, got 3$/)
    refused(() => oneOf('level', undefined, ['a']), /expected "a", got undefined$/)
  })
})

suite('cas tokens', (test) => {
  test('are digits up to 2^64 - 1, as text or numbers', () => {
    assert.equal(cas('cas', '0'), '0')
    assert.equal(cas('cas', '18446744073709551615'), '18446744073709551615')
    assert.equal(cas('cas', 18446744073709551615n), '18446744073709551615')
    assert.equal(cas('cas', 42), '42')
    assert.equal(cas('cas', JSON.parse(JSON.stringify('42'))), '42')
  })

  test('are nothing else', () => {
    const wrong = [
      '',
      '-1',
      '+1',
      '1 ',
      ' 1',
      '1.0',
      '0x1',
      '١',
      '1\r\n',
      '18446744073709551616',
      '0'.repeat(21),
      -1,
      -0,
      1.5,
      NaN,
      2 ** 53,
      -1n,
      2n ** 64n,
      true,
      null,
      undefined,
      {},
      ['1'],
      Buffer.from('1'),
    ]
    for (const value of wrong)
      refused(() => cas('cas', value), /^cas: expected the cas token that came with an item, got /)
  })
})
