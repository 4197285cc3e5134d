import { abort, everyCut, expire, lose, split, trickle } from '../support/cut.js'
import { suite } from '../support/suite.js'
import { changes, errors, fetches, large, mixed, shared } from './traffics.js'

for (const traffic of [fetches, shared, changes, errors]) {
  suite(`replies to ${traffic.title}`, (test) => {
    const limit = 60_000
    test('in two packets, cut at every byte', (t) => everyCut(t, traffic, split), { limit })
    test('a byte a packet', (t) => trickle(t, traffic))
    test('with the connection lost at every byte', (t) => everyCut(t, traffic, lose), { limit })
    test('held at every byte until the deadline', (t) => everyCut(t, traffic, expire), { limit })
    test('held at every byte, and aborted', (t) => everyCut(t, traffic, abort), { limit })
  })
}

suite('replies to calls with and without reply', (test) => {
  const limit = 60_000
  test('in two packets, cut at every byte', (t) => everyCut(t, mixed, split), { limit })
  test('a byte a packet', (t) => trickle(t, mixed))
  test('with the connection lost at every byte', (t) => everyCut(t, mixed, lose), { limit })
})

/** Where a reply with one large value may break: at its ends, at the borders of buffers, and here and there. */
function chosen(at: number, total: number): boolean {
  const border = at < 70_000 ? at % 16_384 : 2
  return at < 30 || total - at < 24 || border < 2 || border === 16_383 || at % 99_991 === 0
}

suite('replies with a large value', (test) => {
  const limit = 60_000
  for (const length of [65_536, 1_048_000]) {
    const traffic = large(length)
    test(`of ${length} bytes in two packets`, (t) => everyCut(t, traffic, split, chosen), { limit })
    test(`of ${length} bytes, lost`, (t) => everyCut(t, traffic, lose, chosen), { limit })
    test(`of ${length} bytes, late`, (t) => everyCut(t, traffic, expire, chosen), { limit })
  }
})
