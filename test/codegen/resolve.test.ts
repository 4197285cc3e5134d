import assert from 'node:assert/strict'
import type { Command } from '#codegen/ir.js'
import { suite } from '../support/suite.js'
import { command, STORE } from './keys.js'
import { commandOf, HEAD, plain, specOf } from './spec.js'

function signature({ params, options, always }: Command): unknown {
  return {
    params: params.map(({ role, field }) => `${role} ${field.name}`),
    options: options.map(
      ({ role, name, default: preset }) =>
        `${role} ${name}${preset === undefined ? '' : ` = ${preset}`}`,
    ),
    ...(Object.keys(always).length > 0 && { always }),
  }
}

suite('signatures', (test) => {
  test('have the key first, then the block, then what is required, in the order of the line', (t) => {
    assert.deepEqual(signature(commandOf(t, command({ request: STORE }))), {
      params: ['key key', 'block value', 'field exptime', 'field n'],
      options: ['flags flags'],
    })
  })

  test('make options of what has a default', (t) => {
    const { silence, ...rest } = commandOf(
      t,
      command({ request: STORE, defaults: '{ exptime: 0, noreply: true }' }),
    )
    assert.deepEqual(signature(rest), {
      params: ['key key', 'block value', 'field n'],
      options: ['flags flags', 'field exptime = 0'],
    })
    assert.deepEqual(silence, {
      option: 'noreply',
      doc: 'Ask for no reply.',
      default: true,
      ambiguous: false,
    })
  })

  test('leave out what is always the same', (t) => {
    assert.deepEqual(
      signature(
        commandOf(t, command({ request: STORE, always: '{ flags: 0, exptime: 0, n: 7 }' })),
      ),
      {
        params: ['key key', 'block value'],
        options: [],
        always: { flags: 0, exptime: 0, n: 7 },
      },
    )
  })

  test('make options of what may be left out', (t) => {
    const fields = '{ fast: { doc: Be quick., since: 1.6.9 } }'
    const made = commandOf(t, command({ request: 'x <key> [<n:uint32>] [fast] [noreply]', fields }))
    assert.deepEqual(signature(made), { params: ['key key'], options: ['field n', 'word fast'] })
    assert.deepEqual(made.options[1], {
      role: 'word',
      name: 'fast',
      doc: 'Be quick.',
      since: '1.6.9',
    })
    assert.equal(made.silence?.default, false)
  })

  test('take keys where the line does', (t) => {
    const made = commandOf(
      t,
      command({
        request: 'x <n:uint32> <key>+',
        items: '{ "V <key> <m:uint32>": { <key>: <m> } }',
        reply: '{ END: items }',
        many: 'true',
      }),
    )
    assert.deepEqual(signature(made), { params: ['keys key', 'field n'], options: [] })
    assert.deepEqual(made.many, { name: 'xMany', takes: 'keys', gives: 'map' })
    assert.deepEqual([made.collects, made.route, made.operation], ['entries', 'key', 'x'])
  })
})

suite('the word that silences', (test) => {
  const ambiguous = (t: Parameters<typeof commandOf>[0], request: string) =>
    commandOf(t, command({ request })).silence?.ambiguous

  test('is ambiguous if the key may be the last before it', (t) => {
    assert.equal(ambiguous(t, 'x <key> [noreply]'), true)
    assert.equal(ambiguous(t, 'x <key> [<n:uint32>] [noreply]'), true)
  })

  test('is not if something else is', (t) => {
    assert.equal(ambiguous(t, 'x <key> <n:uint32> [noreply]'), false)
    assert.equal(ambiguous(t, 'x <key> 0 [noreply]'), false)
  })

  test('may be another word', (t) => {
    const spec = specOf(t, {
      'spec.yaml':
        HEAD.replace('noreply:', 'hush:') +
        command({ request: 'x <key> [hush]', defaults: '{ hush: true }' }),
    })
    assert.deepEqual(spec.commands[0]?.silence, {
      option: 'hush',
      doc: 'Ask for no reply.',
      default: true,
      ambiguous: true,
    })
  })
})

suite('fields', (test) => {
  test('have types inline, of the command and of the vocabulary', (t) => {
    const { params } = commandOf(
      t,
      command({
        request: 'x <key> <n:uint32> <m> <mode:on|off|2>',
        fields:
          '{ n: { doc: Inline. }, m: { type: int32, min: 1, max: 9, doc: Own. }, key: { doc: A name. } }',
      }),
    )
    assert.deepEqual(plain(params.map(({ field: { kind: _, ...rest } }) => rest)), [
      { name: 'key', type: { kind: 'key' }, doc: 'A name.' },
      { name: 'n', type: { kind: 'uint32' }, doc: 'Inline.' },
      { name: 'm', type: { kind: 'int32' }, min: 1, max: 9, doc: 'Own.' },
      {
        name: 'mode',
        type: {
          kind: 'enum',
          words: [
            { wire: 'on', value: 'on' },
            { wire: 'off', value: 'off' },
            { wire: '2', value: 2 },
          ],
        },
      },
    ])
  })

  test('know their places', (t) => {
    const [, param] = commandOf(t, command({ request: 'x <key> <n:uint32>' })).params
    assert.deepEqual(param?.field.at, { file: 'spec.yaml', line: 20, column: 22, length: 10 })
  })
})

suite('commands', (test) => {
  test('have every default filled in', (t) => {
    const { route, effect, connection, wait, line, ending, operation, file } = commandOf(
      t,
      command({ request: 'x y z' }),
    )
    assert.deepEqual(
      { route, effect, connection, wait, line, ending, operation, file },
      {
        route: 'any',
        effect: 'write',
        connection: 'shared',
        wait: 'none',
        line: 2048,
        ending: 'line',
        operation: 'x y z',
        file: 'x',
      },
    )
  })

  test('say where they go and how long they take', (t) => {
    const made = commandOf(
      t,
      command({
        request: 'x <seconds:uint32>',
        route: 'one',
        connection: 'own',
        wait: '<seconds>',
        line: '4096',
      }),
    )
    assert.deepEqual(
      [made.route, made.connection, made.wait, made.line],
      ['one', 'own', { field: 'seconds' }, 4096],
    )
    assert.equal(commandOf(t, command({ wait: 'forever' })).wait, 'forever')
  })

  test('have blocks and lines behind them', (t) => {
    const { reply } = commandOf(
      t,
      command({ reply: '{ "C <bytes>\\r\\n<value>\\r\\nEND": <value> }' }).replaceAll('"', "'"),
    )
    const { pattern } = reply[0] ?? {}
    assert.deepEqual([pattern?.block?.length, pattern?.more.length], ['bytes', 1])
  })

  test('have errors from the narrowest to the widest', (t) => {
    const spec = specOf(t, {
      'spec.yaml':
        HEAD.replace(
          '  ERROR:',
          '  ERROR <a:token> <b:token>: { throws: ServerError }\n  ERROR no <b:token>: { throws: ServerError }\n  ERROR:',
        ) + command({}),
    })
    assert.deepEqual(
      spec.errors.map(({ text }) => text),
      ['ERROR no <b:token>', 'ERROR <a:token> <b:token>', 'ERROR', 'ERROR <message>'],
    )
  })
})

suite('examples', (test) => {
  const example = (
    t: Parameters<typeof commandOf>[0],
    keys: string,
    request = 'x <key>',
    reply = '{ OK: true, NO: undefined }',
  ) => commandOf(t, command({ request, reply, examples: `\n${keys}` })).examples

  test('are calls, bytes and what comes of it', (t) => {
    const [made] = example(
      t,
      `      - title: One.
        given: [[x, b]]
        call: [x, a]
        send: |
          x a
        recv: "OK\\r\\n"
        returns: true
        live: no server knows it
      - call: [x, a]
        send: |
          x a
        recv: |
          NO
        returns: undefined
`,
    )
    assert.deepEqual(plain(made), {
      title: 'One.',
      given: [{ method: 'x', args: ['b'] }],
      call: { method: 'x', args: ['a'] },
      send: ['x a\r\n'],
      recv: ['OK\r\n'],
      settles: { kind: 'returns', value: true },
      closes: false,
      live: 'no server knows it',
      varies: [],
    })
  })

  test('have line breaks of both kinds, and parts that repeat', (t) => {
    const made = example(
      t,
      `      - call: [x, a, { hex: 0a0d }]
        send: "x a 0 2\\r\\n\\n\\r\\r\\n"
        recv: |
          OK
        returns: true
      - call: [x, a, { repeat: ab, times: 3 }]
        send: ["x a 16 6\\r\\n", { repeat: ab, times: 3 }, "\\r\\n"]
        recv: |
          OK
        returns: true
`,
      '|\n      x <key> <flags> <bytes>\n      <value>',
      '{ OK: true }',
    )
    assert.deepEqual(
      made.map(({ send }) => send),
      [['x a 0 2\r\n\n\r\r\n'], ['x a 16 6\r\n', { repeat: 'ab', times: 3 }, '\r\n']],
    )
  })
})
