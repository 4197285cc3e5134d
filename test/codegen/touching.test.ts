import assert from 'node:assert/strict'
import { type Scene, suite } from '../support/suite.js'
import { emitted, excerpt } from './emitted.js'

/** What writes a request, without its first line and its last ones. */
function writes(t: Scene, request: string, more = ''): string[] {
  const files = emitted(
    t,
    `  put:
    summary: Store a value.
    request: |
      ${request}
      <value>
${more}    reply:
      OK: true
    effect: write
`,
  )
  return excerpt(files, 'commands/put.ts', 'encode(')
    .split('\n')
    .slice(2, -3)
    .map((line) => line.trim())
}

suite('fields that touch text in a request', (test) => {
  test('a key is written as the bytes that it is, and a length is that of the block', (t) => {
    assert.deepEqual(writes(t, 'put k=<key>,n=<bytes> <flags>'), [
      "writer.utf8('k=')",
      'writer.touchingKey(request.key)',
      "writer.verbatim(',n=')",
      'writer.touchingLength(request.block)',
      'writer.integer(request.fields.flags ?? request.flags)',
    ])
  })

  test('either may come first', (t) => {
    assert.deepEqual(writes(t, 'put <key>: <bytes>b'), [
      'writer.key(request.key)',
      "writer.verbatim(':')",
      'writer.length(request.block)',
      "writer.verbatim('b')",
    ])
  })

  test('what is always sent is text, and the number is the serializer’s unless given', (t) => {
    const fields = `    fields:
      size: { enum: { s: small, l: large }, doc: How large. }
    always: { size: small }
`
    assert.deepEqual(writes(t, 'put <key> s=<size> f<flags>:`<note:token> <bytes>', fields), [
      'writer.key(request.key)',
      "writer.utf8('s=s')",
      `writer.utf8(\`f\${request.fields.flags ?? request.flags}:\\\`\${request.fields.note}\`)`,
      'writer.length(request.block)',
    ])
  })
})
