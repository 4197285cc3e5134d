import assert from 'node:assert/strict'
import type { Pattern } from '#codegen/ir.js'
import { narrowestFirst, relation } from '#codegen/narrow.js'
import { type Scene, suite } from '../support/suite.js'
import { commandOf, HEAD, reportOf } from './spec.js'

/** A command with this request, these reply lines and examples. */
function command(request: string, reply: string, examples = ''): string {
  return `  x:
    summary: Do it.
    request: ${request}
    reply:
${reply.replace(/^(?=.)/gm, '      ')}
    effect: write
${examples && `    examples:\n${examples}`}`
}

function patterns(t: Scene, lines: readonly string[]): Pattern[] {
  const errors = lines.map((line) => `  '${line}': { throws: ServerError }\n`).join('')
  const head = HEAD.slice(0, HEAD.indexOf('errors:'))
  const found: Pattern[] = []
  for (const [i, line] of lines.entries()) {
    const { reply } = commandOf(t, `${command('x <key>', `'${line}': true`)}`)
    assert.ok(reply[0], `${i}${errors}${head}`)
    found.push(reply[0].pattern)
  }
  return found
}

suite('what tells lines apart', (test) => {
  const cases: readonly [string, string, string][] = [
    ['OK', 'NO', 'apart'],
    ['OK', 'OK', 'alike'],
    ['OK', 'OK <n:uint32>', 'apart'],
    ['OK', 'OK <t:text>', 'narrower'],
    ['OK <t:text>', 'OK', 'wider'],
    ['OK <n:uint32>', 'OK <m:int>', 'alike'],
    ['OK <n:uint32>', 'OK <w:token>', 'narrower'],
    ['OK <n:uint32>', 'OK yes', 'apart'],
    ['OK <n:uint32>', 'OK 1', 'wider'],
    ['OK <m:on|off>', 'OK <w:token>', 'narrower'],
    ['OK <m:on|off>', 'OK on', 'wider'],
    ['OK <m:on|off>', 'OK up', 'apart'],
    ['OK <m:on|off>', 'OK <n:uint32>', 'apart'],
    ['OK <w:token> <n:uint32>', 'OK <n:uint32> <w:token>', 'wider'],
    ['OK [<n:uint32>]', 'OK', 'alike'],
    ['OK [<n:uint32>]', 'OK <w:token>', 'narrower'],
    ['<n:uint64>', 'NOT_FOUND', 'apart'],
    ['<t:text>', 'NOT_FOUND', 'wider'],
    ['<t:text>', '<n:uint64>', 'wider'],
    ['S items:<n:uint32>:<w:token>', 'S slabs:<n:uint32>', 'apart'],
    ['S items:<n:uint32>', 'S items', 'apart'],
    ['S <n:uint32>:<w:token>', 'S <w:token>', 'narrower'],
    ['E: <t:text>', 'E <t:text>', 'apart'],
    ['OK <s:scalar>', 'OK <w:token>', 'wider'],
  ]
  for (const [a, b, expected] of cases) {
    test(`"${a}" and "${b}": ${expected}`, (t) => {
      const [left, right] = patterns(t, [a, b])
      assert.ok(left && right)
      assert.equal(relation(left, right), expected)
    })
  }

  test('puts the narrower line first, and leaves the others in their order', (t) => {
    const { reply } = commandOf(
      t,
      command('x <key>', 'B <w:token>: 1\nA <t:text>: 2\nB <n:uint32>: 3\nC: 4'),
    )
    assert.deepEqual(
      narrowestFirst(reply).map(({ text }) => text),
      ['B <n:uint32>', 'B <w:token>', 'A <t:text>', 'C'],
    )
  })
})

suite('checks let pass', (test) => {
  const passes = (title: string, commands: string) =>
    test(title, (t) => assert.equal(reportOf(t, { 'spec.yaml': HEAD + commands }), ''))

  passes(
    'a line that says an error more exactly',
    command('x <key>', 'OK: true\nERROR busy: { throws: ServerError }'),
  )
  passes('a line without a head beside the errors', command('x <key>', '<answer:text>: <answer>'))
  passes('one field in two lines', command('x <key>', 'A <n:uint32>: <n>\nB <n:uint32>: <n>'))
  passes(
    'an optional field behind one with a default',
    `  x:
    summary: Do it.
    request: x <key> [<a:uint32>] [<b:uint32>]
    defaults: { a: 0 }
    reply:
      OK: true
    effect: write
`,
  )
  passes(
    'a field of the wire that has the name of a word elsewhere',
    command('x <key> <mode:noreply|other>', 'OK: true'),
  )
  passes('a field that is called like a method', command('x <key> <get:uint32>', 'OK: true'))
})

suite('examples are held against the spec', (test) => {
  const passes = (title: string, commands: string) =>
    test(title, (t) => assert.equal(reportOf(t, { 'spec.yaml': HEAD + commands }), ''))
  const refused = (title: string, commands: string, message: RegExp) =>
    test(title, (t) => assert.match(reportOf(t, { 'spec.yaml': HEAD + commands }), message))

  const example = (call: string, send: string, recv: string, end: string) =>
    `      - call: ${call}\n        send: ${send}\n${recv && `        recv: ${recv}\n`}        ${end}\n`

  passes(
    'with numbers that the runtime chooses',
    command(
      'x <key> <flags> <exptime> <bytes>\\r\\n<value>',
      'OK: true',
      example(
        '[x, a, { b: 1 }, 2592001]',
        '"x a 99 1767225600 7\\r\\n{\\"b\\":1}\\r\\n"',
        '"OK\\r\\n"',
        'returns: true',
      ),
    ),
  )
  passes(
    'with words, enums and options',
    `  x:
    summary: Do it.
    request: x <key> <mode> [<n:uint32>] [fast] [noreply]
    fields:
      mode: { enum: { S: set, E: add } }
      fast: { doc: Be quick. }
    reply:
      OK: true
    effect: write
    examples:
${example('[x, a, add]', '"x a E\\r\\n"', '"OK\\r\\n"', 'returns: true')}${example('[x, a, set, { n: 7, fast: true, noreply: true }]', '"x a S 7 fast noreply\\r\\n"', '', 'title: Silence.').replace(/ {8}title.*\n/, '')}`,
  )
  passes(
    'with items by the keys that were asked for',
    `  x:
    summary: Do it.
    request: x <key>+
    items:
      V <key> <n:uint64> <c:cas>: { <key>: { n: <n>, c: <c> } }
    reply:
      END: items
    many: true
    effect: read
    examples:
${example('[xMany, [a, b]]', '"x a b\\r\\n"', '"V b 5 7\\r\\nEND\\r\\n"', "returns: { b: { n: 5, c: '7' } }")}${example('[x, a]', '"x a\\r\\n"', '"END\\r\\n"', 'returns: undefined')}`,
  )
  passes(
    'with what items add up to',
    `  x:
    summary: Do it.
    request: x
    items:
      A <n:uint32>:<w:token> <s:scalar>: { all: { <n>: { <w>: <s> } } }
      B <u:uri> <f:float> [<o:int32>]: { last: { u: <u>, f: <f>, o: <o> } }
    reply:
      END: items
    effect: read
    examples:
${example('[x]', '"x\\r\\n"', '"A 1:a 5\\r\\nA 1:b x y\\r\\nA 2:a\\r\\nB a%20b 0.5\\r\\nEND\\r\\n"', "returns: { all: { '1': { a: 5, b: x y }, '2': { a: '' } }, last: { u: a b, f: 0.5 } }")}`,
  )
  passes(
    'with the end of the connection',
    `  x:
    summary: Do it.
    request: x
    reply: close
    effect: read
    examples:
      - call: [x]
        send: "x\\r\\n"
        recv: close
      - call: [x]
        send: "x\\r\\n"
        recv: "ERROR no\\r\\n"
        throws: ServerError
`,
  )
  passes(
    'with a connection that ends before the reply',
    command(
      'x <key>',
      'OK: true',
      `${example('[x, a]', '"x a\\r\\n"', 'close', 'throws: UnexpectedCloseError')}${example('[x, a]', '"x a\\r\\n"', '"OK\\r\\n"', 'returns: true')}`,
    ),
  )
  passes(
    'with replies that are no replies',
    command(
      'x <key>',
      'OK: true',
      `${example('[x, a]', '"x a\\r\\n"', '"WHAT\\r\\n"', 'throws: UnknownReplyError\n        closes: true')}${example('[x, a]', '"x a\\r\\n"', '"OK\\r\\n"', 'returns: true')}`,
    ),
  )
  passes(
    'with lines behind a block',
    command(
      "'x <key>'",
      "'C <bytes>\\r\\n<value>\\r\\nEND': <value>",
      example('[x, a]', '"x a\\r\\n"', '"C 3\\r\\none\\r\\nEND\\r\\n"', 'returns: one'),
    ),
  )
  passes(
    'with bytes and numbers in blocks',
    command(
      "'x <key>'",
      "'C <bytes>\\r\\n<value>': <value>",
      `${example('[x, a]', '"x a\\r\\n"', '"C 2\\r\\n\\xff\\x00\\r\\n"', 'returns: { hex: ff00 }')}${example('[x, a]', '"x a\\r\\n"', '"C 2\\r\\n42\\r\\n"', 'returns: 42')}`,
    ),
  )

  refused(
    'with a block that does not end',
    command(
      "'x <key>'",
      "'C <bytes>\\r\\n<value>': <value>",
      example('[x, a]', '"x a\\r\\n"', '"C 2\\r\\nabc\\r\\n"', 'returns: ab'),
    ),
    /the answer throws UnknownReplyError, the example says "ab"/,
  )
  refused(
    'with an answer where the connection ends',
    `  x:
    summary: Do it.
    request: x
    reply: close
    effect: read
    examples:
      - call: [x]
        send: "x\\r\\n"
        recv: close
        returns: true
        closes: true
`,
    /the end of the connection is the reply[\s\S]*the server closes the connection/,
  )
  refused(
    'with an answer before anything was sent',
    command(
      'x <key>',
      'OK: true',
      '      - call: [x, a]\n        recv: "OK\\r\\n"\n        returns: true\n',
    ),
    /an answer to nothing/,
  )
  refused(
    'with a result where there is silence',
    command(
      'x <key> [noreply]',
      'OK: true',
      example('[x, a, { noreply: true }]', '"x a noreply\\r\\n"', '', 'returns: true'),
    ),
    /a call without an answer gives nothing/,
  )
  refused(
    'with a number of another size',
    command(
      'x <key> <flags> <bytes>\\r\\n<value>',
      'OK: true',
      example('[x, a, one]', '"x a a 3\\r\\none\\r\\n"', '"OK\\r\\n"', 'returns: true'),
    ),
    /the call sends "x a # 3", the example says "x a a 3"/,
  )
  refused(
    'with an unsafe number that nobody asked for',
    command(
      'x <key>',
      '<n:uint64>: <n>',
      example(
        '[x, a]',
        '"x a\\r\\n"',
        '"18446744073709551615\\r\\n"',
        "returns: '18446744073709551615'",
      ),
    ),
    /the answer throws UnsafeIntegerError/,
  )
  refused(
    'with a number that YAML cannot hold',
    command(
      'x <key>',
      '<n:uint64>: <n>',
      example(
        '[x, a, { bigint: true }]',
        '"x a\\r\\n"',
        '"18446744073709551615\\r\\n"',
        'returns: 18446744073709551615',
      ),
    ),
    /18446744073709551615 is more than a number holds exactly/,
  )
})
