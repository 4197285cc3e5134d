import assert from 'node:assert/strict'
import { suite } from '../support/suite.js'
import { command, STORE } from './keys.js'
import { commandOf, plain } from './spec.js'

suite('results', (test) => {
  const typeOf = (t: Parameters<typeof commandOf>[0], keys: Readonly<Record<string, string>>) =>
    plain(commandOf(t, command(keys)).result)
  const list = (of: unknown) => ({ kind: 'list', of })

  test('are the union over the lines', (t) => {
    assert.deepEqual(typeOf(t, { reply: '{ A: true, B: false }' }), { kind: 'boolean' })
    assert.deepEqual(typeOf(t, { reply: '{ A: true, B: { throws: ServerError } }' }), {
      kind: 'literal',
      value: true,
    })
    assert.deepEqual(typeOf(t, { reply: '{ <n:uint64>: <n>, NO: undefined }' }), {
      kind: 'union',
      of: [{ kind: 'uint64' }, { kind: 'undefined' }],
    })
    assert.deepEqual(typeOf(t, { reply: '{ A: stored, B: true, C: false }' }), {
      kind: 'union',
      of: [{ kind: 'literal', value: 'stored' }, { kind: 'boolean' }],
    })
  })

  test('have the types of their fields', (t) => {
    const reply = '{ "A <a:uint32> <b:token> <c:cas> <d:base64> <e:on|off> <f:scalar>": record }'
    assert.deepEqual(typeOf(t, { reply }), {
      kind: 'record',
      members: [
        ['a', { kind: 'number' }],
        ['b', { kind: 'string' }],
        ['c', { kind: 'cas' }],
        ['d', { kind: 'bytes' }],
        [
          'e',
          {
            kind: 'union',
            of: [
              { kind: 'literal', value: 'on' },
              { kind: 'literal', value: 'off' },
            ],
          },
        ],
        ['f', { kind: 'scalar' }],
      ].map(([name, type]) => ({ name, type, optional: false })),
    })
  })

  test('may lack members whose tokens may be missing', (t) => {
    assert.deepEqual(typeOf(t, { reply: '{ "A <a:uint32> [<b:uint32>]": { type: a, record } }' }), {
      kind: 'record',
      members: [
        { name: 'type', type: { kind: 'literal', value: 'a' }, optional: false },
        { name: 'a', type: { kind: 'number' }, optional: false },
        { name: 'b', type: { kind: 'number' }, optional: true },
      ],
    })
  })

  test('of items are what they fill', (t) => {
    const items = (keys: Readonly<Record<string, string>>) =>
      typeOf(t, { reply: '{ END: items }', ...keys })
    assert.deepEqual(items({ items: '{ "V <n:uint32>": [<n>] }' }), list({ kind: 'number' }))
    assert.deepEqual(items({ items: '{ "V <n:uint32> <t:text>": { <n>: { <n>: <t> } } }' }), {
      kind: 'map',
      key: { kind: 'number' },
      value: { kind: 'map', key: { kind: 'number' }, value: { kind: 'string' } },
    })
    assert.deepEqual(
      items({ items: '{ "V <n:uint32>": [<n>], "W <t:token>": [<t>], X: [] }' }),
      list({
        kind: 'union',
        of: [{ kind: 'number' }, { kind: 'string' }],
      }),
    )
  })

  test('of items with members are there if the items are', (t) => {
    const made = typeOf(t, {
      items:
        '{ "A <n:uint32>": { n: <n> }, "B <m:uint32>": { all: { <m>: one } }, "C <m:uint32>": { all: { <m>: 1 } } }',
      reply: '{ END: items }',
    })
    assert.deepEqual(made, {
      kind: 'record',
      members: [
        { name: 'n', type: { kind: 'number' }, optional: true },
        {
          name: 'all',
          type: {
            kind: 'map',
            key: { kind: 'number' },
            value: {
              kind: 'union',
              of: [
                { kind: 'literal', value: 'one' },
                { kind: 'literal', value: 1 },
              ],
            },
          },
          optional: false,
        },
      ],
    })
  })

  test('that are empty have the type of the others', (t) => {
    assert.deepEqual(
      typeOf(t, { reply: '{ A: [], "B <n:uint32>": [<n>] }' }),
      list({ kind: 'number' }),
    )
    assert.deepEqual(
      typeOf(t, { items: '{ "V <n:uint32>": { <n>: 1 } }', reply: '{ END: items, NONE: {} }' }),
      {
        kind: 'map',
        key: { kind: 'number' },
        value: { kind: 'literal', value: 1 },
      },
    )
  })

  test('of an end of the connection are nothing', (t) => {
    assert.deepEqual(typeOf(t, { reply: 'close' }), { kind: 'void' })
    assert.deepEqual(typeOf(t, { reply: 'none' }), { kind: 'void' })
  })

  test('for many keys are a Map, or the keys that were refused', (t) => {
    assert.equal(
      commandOf(t, command({ reply: '{ A: true, B: false }', many: 'true' })).many?.gives,
      'refused',
    )
    assert.equal(
      commandOf(t, command({ reply: '{ A: stored, B: false }', many: 'true' })).many?.gives,
      'map',
    )
    assert.equal(commandOf(t, command({ request: STORE, many: 'true' })).many?.takes, 'entries')
  })
})
