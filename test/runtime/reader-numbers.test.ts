import assert from 'node:assert/strict'
import { taken } from '../support/reading.js'
import { suite } from '../support/suite.js'

suite('numbers on the wire', (test) => {
  test('whole numbers have their ranges', () => {
    assert.equal(
      taken('4294967295', (r) => r.uint32()),
      4294967295,
    )
    assert.equal(
      taken('4294967296', (r) => r.uint32()),
      undefined,
    )
    assert.equal(
      taken('-1', (r) => r.uint32()),
      undefined,
    )
    assert.equal(
      taken('-2147483648', (r) => r.int32()),
      -2147483648,
    )
    assert.equal(
      taken('2147483648', (r) => r.int32()),
      undefined,
    )
    assert.equal(
      taken('-9007199254740991', (r) => r.int()),
      -9007199254740991,
    )
    assert.equal(
      taken('9007199254740993', (r) => r.int()),
      undefined,
    )
    assert.equal(
      taken('2147483648', (r) => r.length()),
      undefined,
    )
    for (const token of ['', '-', '1x', 'x1', '1.5', '0x1', '+1']) {
      assert.equal(
        taken(token, (r) => r.int()),
        undefined,
        token,
      )
    }
  })

  test('numbers of 64 bits are exact', () => {
    assert.equal(
      taken('7', (r) => r.uint64()),
      7,
    )
    assert.equal(
      taken('9007199254740991', (r) => r.uint64()),
      9007199254740991,
    )
    assert.equal(
      taken('9007199254740992', (r) => r.uint64()),
      9007199254740992n,
    )
    assert.equal(
      taken('18446744073709551615', (r) => r.uint64()),
      18446744073709551615n,
    )
    assert.equal(
      taken('18446744073709551616', (r) => r.uint64()),
      undefined,
    )
    assert.equal(
      taken('-1', (r) => r.uint64()),
      undefined,
    )
    assert.equal(
      taken('18446744073709551615', (r) => r.cas()),
      '18446744073709551615',
    )
    assert.equal(
      taken('x', (r) => r.cas()),
      undefined,
    )
    assert.equal(
      taken('123456789012345678901', (r) => r.cas()),
      undefined,
    )
  })

  test('zeros before a number mean nothing, a sign only where numbers may be negative', () => {
    const zeros = '0'.repeat(40)
    for (const read of ['uint32', 'length', 'int32', 'int', 'uint64'] as const) {
      assert.equal(
        taken(`${zeros}7`, (r) => r[read]()),
        7,
        read,
      )
    }
    for (const read of ['uint32', 'length', 'uint64'] as const) {
      assert.equal(
        taken('-0', (r) => r[read]()),
        undefined,
        read,
      )
    }
    for (const read of ['int32', 'int'] as const) {
      assert.equal(
        taken('-0', (r) => r[read]()),
        0,
        read,
      )
    }
    assert.equal(
      taken('9'.repeat(400), (r) => r.int()),
      undefined,
    )
  })

  test('a cas token has 64 bits', () => {
    assert.equal(
      taken('007', (r) => r.cas()),
      '007',
    )
    assert.equal(
      taken('18446744073709551616', (r) => r.cas()),
      undefined,
    )
  })

  test('fractions are in decimal digits', () => {
    for (const token of ['-0.5', '1e3', '2.5E-7', '7']) {
      assert.equal(
        taken(token, (r) => r.float()),
        Number(token),
      )
    }
    for (const token of ['0x10', 'Infinity', '+5', '.5', '5.', '1_0', '']) {
      assert.equal(
        taken(token, (r) => r.float()),
        undefined,
        token,
      )
    }
  })
})
