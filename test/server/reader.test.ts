import assert from 'node:assert/strict'
import { type AnyReceived, readRequest, readSession } from '#generated/requests.js'
import { RequestReader } from '#server/reader.js'
import { readRequest as readItemRequest } from '../../examples/item/requests.js'
import { suite } from '../support/suite.js'

type Read = (reader: RequestReader) => unknown

/** What is read of a request, or why it is none. */
function read(request: string, by: Read = readRequest): unknown {
  const reader = RequestReader.of(Buffer.from(request, 'latin1'))
  return reader.next(by) ?? reader.refused ?? 'incomplete'
}

suite('a request that is read', (test) => {
  test('is the call that would send it', () => {
    assert.deepEqual(read('set a 5 60 3 noreply\r\nabc\r\n'), {
      command: 'set',
      keys: ['a'],
      block: Buffer.from('abc'),
      args: [],
      options: { flags: 5, exptime: 60, noreply: true },
      silent: true,
    })
    assert.deepEqual(read('gat 9 a \xff\r\n'), {
      command: 'gat',
      keys: ['a', Buffer.from([255])],
      block: undefined,
      args: [9],
      options: {},
      silent: false,
    })
    assert.deepEqual(read('ms AP8= 2 b C7 F5 T4294967296 MA Oq\r\nhi\r\n'), {
      command: 'metaSet',
      keys: [Buffer.from([0, 255])],
      block: Buffer.from('hi'),
      args: [],
      options: {
        base64: true,
        compareCas: '7',
        flags: 5,
        exptime: new Date(4294967296000),
        mode: 'append',
        opaque: 'q',
      },
      silent: false,
    })
  })

  test('has types by its command', () => {
    const received = readRequest(RequestReader.of(Buffer.from('incr a 18446744073709551615\r\n')))
    assert.equal(received?.command, 'incr')
    const [delta]: [number | bigint] = (received as AnyReceived & { command: 'incr' }).args
    assert.equal(delta, 2n ** 64n - 1n)
  })

  test('may have spaces to spare, and a bare line feed', () => {
    const plain = read('get a b\r\n')
    assert.deepEqual(read('get   a  b \r\n'), plain)
    assert.deepEqual(read('get a b\n'), plain)
  })

  test('is incomplete up to its last byte', () => {
    for (const request of ['set a 0 0 3\r\nabc\r\n', 'mg a v Oq\r\n', 'flush_all 5 noreply\r\n']) {
      for (let length = 0; length < request.length; length++) {
        assert.equal(read(request.slice(0, length)), 'incomplete', request.slice(0, length))
      }
      assert.equal(typeof read(request), 'object')
    }
  })

  test('begins anew when more has come', () => {
    const request = Buffer.from('set a 0 0 3\r\nabc\r\nget b\r\n')
    const reader = RequestReader.of(request.subarray(0, 15))
    assert.equal(reader.next(readRequest), undefined)
    assert.equal(reader.refused, undefined)
    assert.equal(reader.at, 0)
    reader.show(request)
    assert.equal(reader.next(readRequest)?.command, 'set')
    assert.equal(reader.next(readRequest)?.command, 'get')
    assert.equal(reader.at, request.length)
  })

  test('may follow one that is none', () => {
    const reader = RequestReader.of(Buffer.from('set a x 0 3\r\nget b\r\n'))
    assert.equal(reader.next(readRequest), undefined)
    assert.match(String(reader.refused), /^expected set /)
    assert.equal(reader.next(readRequest)?.command, 'get')
    assert.equal(reader.refused, undefined)
  })

  test('opens a session where a server asks for that first', () => {
    const request = 'set auth 0 0 10\r\nada secret\r\n'
    assert.deepEqual(read(request, readSession), {
      command: 'authenticate',
      keys: [],
      block: undefined,
      args: ['ada', 'secret'],
      options: {},
      silent: false,
    })
    assert.equal((read(request) as AnyReceived).command, 'set')
    assert.equal(read('set a 0 0 1\r\nx\r\n', readSession), 'no command begins with "set a 0 0 1"')
    assert.equal(
      read('set auth 0 0 8\r\nada a\r\nb\r\n', readSession),
      'a line break within the block',
    )
  })

  test('is of the spec that extends the other where both have its words', () => {
    assert.equal((read('me a\r\n', readItemRequest) as AnyReceived).command, 'inspect')
    assert.equal((read('me YQ== b\r\n', readItemRequest) as AnyReceived).command, 'metaDebug')
  })
})

suite('a request that is refused', (test) => {
  const long = 'k'.repeat(251)
  for (const [request, reason] of [
    ['\r\n', 'no command begins with ""'],
    ['GET a\r\n', 'no command begins with "GET a"'],
    [' get a\r\n', 'no command begins with " get a"'],
    [`xyz ${long}\r\n`, `no command begins with "xyz ${long.slice(0, 44)}…"`],
    ['get\r\n', 'expected get <key>+, got "get"'],
    [`get a ${long}\r\n`, 'a key of 251 bytes'],
    ['get a\tb\r\n', 'a key with a control byte'],
    ['delete noreply\r\n', 'the key noreply is taken for the option of that name'],
    ['mg a v v\r\n', 'the flag v stands twice'],
    ['mg a Y\r\n', 'there is no flag "Y"'],
    ['mg a! b\r\n', '"a!" is no base64'],
    [`mg a O${'o'.repeat(32)}\r\n`, 'a word of 32 bytes, not 1 to 31'],
    ['mg a Oo\x01\r\n', 'a word with a control byte'],
    ['mg a Oo\xff\r\n', 'a word that is no UTF-8'],
    ['mg a O\r\n', 'a word of 0 bytes, not 1 to 31'],
    ['mg a P\r\n', 'a word of 0 bytes, not 1 to 250'],
    ['mg a vv\r\n', 'expected mg <key> <flag>*, got "mg a vv"'],
    ['flush_all 2592001\r\n', '2592001 is not from 0 to 2592000'],
    ['flush_all soon\r\n', 'expected flush_all [<delay>] [noreply], got "flush_all soon"'],
    [
      'incr a 18446744073709551616\r\n',
      'expected incr <key> <delta> [noreply], got "incr a 18446744073709551616"',
    ],
    ['set a 0 0 1\r\nxyz\r\n', 'the block of 1 bytes does not end with CRLF'],
  ] as const) {
    test(`is ${JSON.stringify(request.slice(0, 40))}`, () => assert.equal(read(request), reason))
  }
})
