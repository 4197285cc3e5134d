import assert from 'node:assert/strict'
import { exptime } from '#runtime/exptime.js'
import { refused } from '../support/refused.js'
import type { Scene } from '../support/scene.js'
import { suite } from '../support/suite.js'

const NOW = Date.UTC(2026, 10, 24, 4, 0, 0, 250)
const SECOND = Math.floor(NOW / 1000)
const MONTH = 2592000

function stopClock(t: Scene, now = NOW): void {
  const { now: real } = Date
  Date.now = () => now
  t.after(() => {
    Date.now = real
  })
}

suite('exptime', (test) => {
  test('of up to 30 days goes as it is, whatever is negative as -1', () => {
    for (const seconds of [0, 1, 60, MONTH]) assert.equal(exptime('exptime', seconds), seconds)
    for (const seconds of [-1, -2, -1e9]) assert.equal(exptime('exptime', seconds), -1)
    assert.ok(Object.is(exptime('exptime', -0), 0))
  })

  test('of more than 30 days is sent as the time since 1970', (t) => {
    stopClock(t)
    assert.equal(exptime('exptime', MONTH + 1), SECOND + MONTH + 1)
    assert.equal(exptime('exptime', 365 * 86400), SECOND + 365 * 86400)
  })

  test('is refused where it can only be a Unix time, with the date to write', () => {
    refused(
      () => exptime('exptime', 1_000_000_000),
      /^exptime: expected seconds from now, got 1000000000, .*; use new Date\(1000000000 \* 1000\)$/,
    )
    refused(() => exptime('exptime', SECOND), new RegExp(`use new Date\\(${SECOND} \\* 1000\\)$`))
    refused(() => exptime('exptime', NOW), new RegExp(`use new Date\\(${NOW}\\)$`))
  })

  test("is refused beyond the end of the server's clock", (t) => {
    stopClock(t)
    const last = 2147483647
    assert.equal(exptime('exptime', last - SECOND), last)
    refused(
      () => exptime('exptime', last - SECOND + 1),
      /expected a time up to 2038-01-19T03:14:07.000Z, .*; 0 never expires$/,
    )
    refused(() => exptime('exptime', 999_999_999), /2038/)
    assert.equal(exptime('exptime', new Date(last * 1000)), last)
    refused(() => exptime('exptime', new Date(last * 1000 + 1)), /got 2038-01-19T03:14:07.001Z/)
  })

  test('of a date within 30 days is its distance, rounded up', (t) => {
    stopClock(t)
    for (const [ahead, sent] of [
      [1, 1],
      [999, 1],
      [1000, 1],
      [1001, 2],
      [60_000, 60],
      [MONTH * 1000, MONTH],
    ] as const) {
      assert.equal(exptime('exptime', new Date(NOW + ahead)), sent, `${ahead} ms ahead`)
    }
  })

  test('of a later date is the date, rounded up', (t) => {
    stopClock(t)
    assert.equal(exptime('exptime', new Date(NOW + MONTH * 1000 + 1)), SECOND + MONTH + 1)
    assert.equal(
      exptime('exptime', new Date(2030, 0, 1)),
      Date.parse(new Date(2030, 0, 1).toISOString()) / 1000,
    )
  })

  test('of a date that has passed is -1', (t) => {
    stopClock(t)
    for (const time of [NOW, NOW - 1, 0, -1e12])
      assert.equal(exptime('exptime', new Date(time)), -1)
  })

  test('is nothing else', () => {
    refused(
      () => exptime('exptime', new Date(NaN)),
      /^exptime: expected a valid date, got an invalid Date$/,
    )
    refused(() => exptime('exptime', 1.5), /got 1.5; round it, as Math.ceil does$/)
    for (const value of [
      NaN,
      Infinity,
      -Infinity,
      1e300,
      '60',
      true,
      null,
      undefined,
      60n,
      {},
      [60],
    ]) {
      refused(
        () => exptime('exptime', value),
        /^exptime: expected whole seconds from now, 0 for never, -1 for at once, or a Date, got /,
      )
    }
  })
})
