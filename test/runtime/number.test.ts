import assert from 'node:assert/strict'
import { float, int, int32, milliseconds, uint32, uint64 } from '#runtime/number.js'
import { refused } from '../support/refused.js'
import { suite } from '../support/suite.js'

const CHECKS = { uint32, int32, int, uint64, float, milliseconds }
const LIMITS = {
  uint32: [0, 4294967295],
  int32: [-2147483648, 2147483647],
  int: [-9007199254740991, 9007199254740991],
} as const

suite('numbers', (test) => {
  test('are given back up to their limits and refused beyond', () => {
    for (const name of ['uint32', 'int32', 'int'] as const) {
      const check = CHECKS[name]
      const [min, max] = LIMITS[name]
      assert.equal(check('n', min), min)
      assert.equal(check('n', max), max)
      refused(
        () => check('n', min - 1),
        new RegExp(`^n: expected a whole number from ${min} to ${max}, got ${min - 1}`),
      )
      refused(() => check('n', max + 1), new RegExp(`to ${max}, got ${max + 1}`))
    }
  })

  test('keep to the limits that are given', () => {
    assert.equal(uint32('n', 5, 5, 6), 5)
    refused(() => uint32('n', 4, 5, 6), /from 5 to 6, got 4/)
    refused(() => uint32('n', 7, 5, 6), /from 5 to 6, got 7/)
    refused(() => uint64('n', 7n, 5, 6), /from 5 to 6, a number or a bigint, got 7n/)
    refused(() => float('n', 2, 0, 1), /^n: expected a finite number from 0 to 1, got 2/)
    refused(() => float('n', -1, 0), /of at least 0, got -1/)
    refused(() => float('n', 2, -Infinity, 1), /of at most 1, got 2/)
  })

  test('are nothing but numbers', () => {
    const wrong = [
      true,
      false,
      '',
      '5',
      'five',
      null,
      undefined,
      NaN,
      Infinity,
      -Infinity,
      {},
      [5],
      new Date(),
      Symbol('5'),
      Object(5),
    ]
    for (const check of Object.values(CHECKS)) {
      for (const value of wrong) refused(() => check('n', value), /^n: expected .*, got /)
    }
    refused(() => uint32('n', true), /got true$/)
    refused(
      () => uint32('n', '5'),
      /got the string "5"; a string is not a number, use Number\(…\)$/,
    )
    refused(() => uint32('n', 'five'), /got the string "five"$/)
    refused(() => uint32('n', 'x'.repeat(50)), /got a string of 50$/)
    refused(() => uint32('n', 5n), /got 5n; use Number\(…\)$/)
    refused(() => float('n', 5n), /got 5n; use Number/)
    refused(() => uint32('n', new Date()), /got a Date$/)
  })

  test('are whole, but for float and times', () => {
    for (const check of [uint32, int32, int, uint64]) refused(() => check('n', 1.5), /got 1.5$/)
    assert.equal(float('n', 1.5), 1.5)
    assert.equal(milliseconds('n', 0.5), 0.5)
  })

  test('have no negative zero', () => {
    for (const check of Object.values(CHECKS)) assert.ok(Object.is(check('n', -0), 0))
  })

  test('of 64 bits come as numbers and bigints and stay what they are', () => {
    assert.equal(uint64('n', 5), 5)
    assert.equal(uint64('n', 5n), 5n)
    assert.equal(uint64('n', 2n ** 64n - 1n), 18446744073709551615n)
    refused(
      () => uint64('n', 2n ** 64n),
      /from 0 to 18446744073709551615, a number or a bigint, got 18446744073709551616n/,
    )
    refused(() => uint64('n', -1), /got -1$/)
    refused(() => uint64('n', -1n), /got -1n$/)
    refused(
      () => uint64('n', 2 ** 53),
      /got 9007199254740992; a number is not exact beyond 2\^53 - 1, use a bigint/,
    )
  })

  test('of milliseconds fit into a timer', () => {
    assert.equal(milliseconds('timeout', 0), 0)
    assert.equal(milliseconds('timeout', 2147483647), 2147483647)
    refused(
      () => milliseconds('timeout', 2147483648),
      /^timeout: expected milliseconds from 0 to 2147483647/,
    )
    refused(() => milliseconds('timeout', 0, 1), /from 1 to/)
  })
})
