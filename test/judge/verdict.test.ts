import assert from 'node:assert/strict'
import { suite } from '../support/suite.js'
import { ownBench } from './bench.js'
import { entryFor } from './coverage.js'
import { type Recording, recordingsOf } from './recording.js'
import { type Verdict, verdictOn } from './verdict.js'

const bench = await ownBench()
const recordings = new Map(recordingsOf('protocol-1.6.45').map((one) => [one.name, one]))

/** What is said of a recording with something changed in it. */
async function judged(name: string, change: Partial<Record<'request' | 'reply', string>>) {
  const recording = recordings.get(name)
  assert.ok(recording, name)
  const changes = Object.entries(change).map(([part, text]) => [part, Buffer.from(text, 'latin1')])
  const changed: Recording = { ...recording, ...Object.fromEntries(changes) }
  const verdict = await verdictOn(bench, changed)
  return { verdict, entry: entryFor('protocol-1.6.45', changed, verdict) }
}

function reasonOf(verdict: Verdict): string {
  return 'reason' in verdict ? verdict.reason : verdict.kind
}

suite('the judge of recordings', (test) => {
  test('knows what a client sends', async () => {
    const { verdict, entry } = await judged('get.hit', {})
    assert.equal(entry.class, 'exact')
    assert.deepEqual('hearing' in verdict && verdict.hearing, {
      ends: ['answered'],
      bytes: 'VALUE a 5 3\r\nabc\r\nEND\r\n'.length,
      closes: false,
    })
  })

  test('knows what a client sends in another form', async () => {
    const { verdict, entry } = await judged('mg.value', {})
    assert.equal(entry.class, 'rephrased')
    assert.equal('sent' in verdict && String(verdict.sent), 'mg a f v\r\n')
  })

  test('knows a request that the client sends with an echo and a fence', async () => {
    const { verdict, entry } = await judged('mg.hit_q', {})
    assert.equal(entry.class, 'rephrased')
    assert.equal('sent' in verdict && String(verdict.sent), 'mg a q f v O~0\r\nmn\r\nmn\r\n')
    assert.deepEqual('hearing' in verdict && verdict.hearing, {
      ends: ['answered', 'answered'],
      bytes: 'VA 3\r\nabc\r\nMN\r\n'.length,
      closes: false,
    })
  })

  test('knows that a reply is hidden', async () => {
    const { verdict, entry } = await judged('mg.miss_q', {})
    assert.equal(entry.class, 'rephrased')
    assert.deepEqual('hearing' in verdict && verdict.hearing?.ends, ['hidden', 'answered'])
  })

  test('knows what the client does not send to an older server', async () => {
    const [old] = recordingsOf('protocol-1.6.18').filter(({ name }) => name === 'ms.return_size_s')
    assert.ok(old)
    const verdict = await verdictOn(bench, old)
    assert.equal(verdict.kind, 'refused')
    assert.equal(reasonOf(verdict), 'the option size of metaSet needs 1.6.20 or later')
    assert.equal(entryFor('protocol-1.6.18', old, verdict).class, 'declined')
    const { entry } = await judged('ms.return_size_s', {})
    assert.equal(entry.class, 'rephrased')
  })

  for (const [title, name, change, reason] of [
    [
      'a reply that lacks a byte',
      'set.stored',
      { reply: 'STORED\r' },
      'a request waits behind byte 0 of 7',
    ],
    [
      'a reply of another command',
      'set.stored',
      { reply: 'DELETED\r\n' },
      'the step is lost: UnknownReplyError: DELETED',
    ],
    ['a byte too many', 'set.stored', { reply: 'STORED\r\n!' }, '1 of 9 bytes belong to nobody'],
    [
      'a value that lacks a byte',
      'get.hit',
      { reply: 'VALUE a 5 3\r\nab\r\nEND\r\n' },
      'the step is lost: UnknownReplyError: ',
    ],
    [
      'a key that was not asked for',
      'get.hit',
      { reply: 'VALUE b 5 3\r\nabc\r\nEND\r\n' },
      'the step is lost: UnknownReplyError: VALUE b 5 3',
    ],
    [
      'a value without the number that was asked for',
      'mg.value',
      { request: 'mg a f v\r\n' },
      'the step is lost: UnknownReplyError: VA 3',
    ],
    [
      'what is no reply although one may be hidden',
      'mg.miss_q',
      { reply: 'XX\r\nMN\r\n' },
      'the step is lost: UnknownReplyError: XX',
    ],
    [
      'a fence that was not answered',
      'mg.miss_q',
      { reply: 'MN\r' },
      'a request waits behind byte 0 of 3',
    ],
    ['a reply to nothing', 'set.noreply', { reply: 'STORED\r\n' }, '8 of 8 bytes belong to nobody'],
  ] as const) {
    test(`finds ${title}`, async () => {
      const { verdict, entry } = await judged(name, change)
      assert.equal(verdict.kind, 'wrong')
      assert.equal(reasonOf(verdict), reason)
      assert.equal(entry.class, 'inexpressible')
    })
  }

  test('finds what a server obeys and no call sends', async () => {
    const change = { request: 'set a 5 0 3 now\r\nabc\r\n' }
    const { verdict, entry } = await judged('set.stored', change)
    assert.equal(verdict.kind, 'refused')
    assert.equal(entry.class, 'inexpressible')
    assert.match(entry.reason, /^expected set <key> .*, got "set a 5 0 3 now"$/)
  })

  test('finds a request parser that reads something else', async () => {
    const recording = recordings.get('set.stored')
    assert.ok(recording)
    const deaf = {
      ...bench,
      readRequest: (reader: Parameters<typeof bench.readRequest>[0]) => {
        const received = bench.readRequest(reader)
        return received && { ...received, options: { ...received.options, exptime: 7 } }
      },
    }
    const verdict = await verdictOn(deaf, recording)
    assert.equal(reasonOf(verdict), 'the client sends other words instead: 7 for 0')
  })

  test('finds a parser that depends on the packets', async () => {
    const recording = recordings.get('get.hit')
    assert.ok(recording)
    const { dialogue } = bench
    const hasty = {
      ...bench,
      dialogue: {
        ask: (...call: Parameters<typeof dialogue.ask>) => {
          const asked = dialogue.ask(...call)
          return {
            ...asked,
            hear: (stream: Buffer, sizes: readonly number[]) =>
              sizes[0] === 5
                ? { ends: [], bytes: 0, taken: 0, closes: true }
                : asked.hear(stream, sizes),
          }
        },
      },
    }
    const verdict = await verdictOn(hasty, recording)
    assert.equal(reasonOf(verdict), 'cut at 5, the reply is read otherwise')
  })
})
