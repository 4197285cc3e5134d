import assert from 'node:assert/strict'
import type { Position } from '#codegen/ir.js'
import type { ScalarNode } from '#codegen/node.js'
import { parsePattern, type RawToken } from '#codegen/pattern.js'
import { Report } from '#codegen/problem.js'
import { parseSource } from '#codegen/source.js'
import { suite } from '../support/suite.js'

/** The scalar behind `x:` in a file. */
function scalar(yaml: string): { node: ScalarNode; report: Report } {
  const report = new Report()
  const { root } = parseSource('x.yaml', `x: ${yaml}`, report)
  const node = root?.entries[0]?.value
  assert.ok(node?.kind === 'scalar', JSON.stringify(report.sorted()))
  return { node, report }
}

function parsed(yaml: string) {
  const { node, report } = scalar(yaml)
  const pattern = parsePattern(node, report)
  assert.ok(pattern, JSON.stringify(report.sorted()))
  return pattern
}

/** A token in short: `key=<key:uri>` is `key=` and `key`. */
function short(token: RawToken): unknown {
  switch (token.kind) {
    case 'token':
      return token.parts.map((part) =>
        part.kind === 'text' ? part.text : { [part.name]: part.type },
      )
    case 'optional':
      return { optional: token.tokens.map(short) }
    case 'repeat':
      return { repeat: token.field.name }
    case 'flags':
      return { flags: token.letters }
  }
}

function tokens(yaml: string): unknown[][] {
  return parsed(yaml).lines.map((line) => line.tokens.map(short))
}

function place({ line, column, length }: Position): [number, number, number] {
  return [line, column, length]
}

suite('patterns', (test) => {
  test('are words, fields, optional and repeated tokens', () => {
    assert.deepEqual(tokens('gat <exptime> <key>+ [noreply]'), [
      [['gat'], [{ exptime: undefined }], { repeat: 'key' }, { optional: [['noreply']] }],
    ])
  })

  test('have fields with types and with words', () => {
    assert.deepEqual(tokens('lru <mode:flat|segmented> <ttl:int32>'), [
      [['lru'], [{ mode: ['flat', 'segmented'] }], [{ ttl: ['int32'] }]],
    ])
  })

  test('have fields that touch text', () => {
    assert.deepEqual(tokens('STAT items:<class:uint32>:<name> [<size>b]'), [
      [
        ['STAT'],
        ['items:', { class: ['uint32'] }, ':', { name: undefined }],
        { optional: [[{ size: undefined }, 'b']] },
      ],
    ])
  })

  test('let signs stand for themselves behind a backslash', () => {
    assert.deepEqual(tokens("'ITEM \\[<size> b\\; \\<x\\> \\\\'".replace('\\;', ';')), [
      [['ITEM'], ['[', { size: undefined }], ['b;'], ['<x>'], ['\\']],
    ])
  })

  test('have several lines, by an escape or by a block', () => {
    const lines = [[['set'], [{ bytes: undefined }]], [[{ value: undefined }]]]
    assert.deepEqual(tokens('set <bytes>\\r\\n<value>'), lines)
    assert.deepEqual(tokens('|\n  set <bytes>\n  <value>\n'), lines)
    assert.equal(parsed('|\n  set <bytes>\n  <value>\n').text, 'set <bytes>\n<value>')
  })

  test('keep a plus that stands behind no field', () => {
    assert.deepEqual(tokens('a+ +<n>'), [[['a+'], ['+', { n: undefined }]]])
  })
})

suite('places in patterns', (test) => {
  const placesOf = (yaml: string) =>
    parsed(yaml).lines.flatMap((line) => line.tokens.map(({ at }) => place(at)))

  test('are those of the file in a plain text', () => {
    assert.deepEqual(placesOf('get <key>+'), [
      [1, 4, 3],
      [1, 8, 6],
    ])
  })

  test('behind a line break that is written as an escape', () => {
    assert.deepEqual(placesOf('V <n>\\r\\n<value>'), [
      [1, 4, 1],
      [1, 6, 3],
      [1, 13, 7],
    ])
  })

  test('in single quotes, where a quote is written twice', () => {
    assert.deepEqual(placesOf("'it''s <n>'"), [
      [1, 5, 5],
      [1, 11, 3],
    ])
  })

  test('in double quotes', () => {
    assert.deepEqual(placesOf('"a\\x3a <n>"'), [
      [1, 5, 5],
      [1, 11, 3],
    ])
  })

  test('in a block, on the line of the token', () => {
    assert.deepEqual(placesOf('|\n    set <bytes>\n    <value>\n'), [
      [2, 5, 3],
      [2, 9, 7],
      [3, 5, 7],
    ])
  })

  test('are that of the beginning in a text that is folded', () => {
    assert.deepEqual(placesOf('>-\n  a\n  b\n'), [
      [1, 4, 1],
      [1, 4, 1],
    ])
  })
})
