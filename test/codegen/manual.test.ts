import assert from 'node:assert/strict'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compile } from '#codegen/compile.js'
import { format } from '#codegen/problem.js'
import { root } from '../support/root.js'
import { suite } from '../support/suite.js'

const manual = readFileSync(join(root, 'spec/README.md'), 'utf8')

/** The specs that the manual shows; a command alone extends memwire's spec. */
const shown = [...manual.matchAll(/^```yaml\n(.*?)^```/gms)].map(([, text = '']) =>
  /^spec: 1$/m.test(text)
    ? text
    : `spec: 1\nextends: memwire/spec/memcached.yaml\ncommands:\n${text.replace(/^(?=.)/gm, '  ')}`,
)

suite('the manual', (test) => {
  test('shows specs', () => assert.ok(shown.length >= 10, `${shown.length}`))

  for (const [i, text] of shown.entries()) {
    const title = /^ {2}(\w+):$/m.exec(text)?.[1] ?? 'no command'
    test(`shows a spec that compiles: ${i + 1}, ${title}`, (t) => {
      // In the repository, so that the name of the package is found.
      const file = `test/codegen/manual-${i}.yaml`
      t.after(() => rmSync(join(root, file), { force: true }))
      writeFileSync(join(root, file), text)
      const { problems } = compile(file, { cwd: root })
      assert.equal(format(problems), '')
    })
  }

  test('names every file of the spec', () => {
    const { spec } = compile('spec/memcached.yaml', { cwd: root })
    for (const { at } of spec?.commands ?? [])
      assert.ok(manual.includes(`\`${at.file.replace('spec/', '')}\``), at.file)
  })
})

suite('the spec of memcached', (test) => {
  const { spec } = compile('spec/memcached.yaml', { cwd: root })

  test('says of every command what a caller has to know', () => {
    assert.ok(spec)
    for (const {
      name,
      since,
      params,
      options,
      silence,
      reply,
      ending,
      examples,
    } of spec.commands) {
      assert.ok(since, `${name} has no since`)
      assert.ok(examples.length > 0, `${name} has no example`)
      assert.ok(
        examples.every(({ title }) => title),
        `an example of ${name} has no title`,
      )
      assert.ok(reply.length > 0 || ending === 'close', name)
      for (const { field } of params) assert.ok(field.doc, `${name} ${field.name}`)
      for (const option of options) assert.ok(option.doc, `${name} ${option.name}`)
      if (silence) assert.ok(silence.doc, name)
    }
  })

  test('has the roles that the runtime needs', () => {
    assert.deepEqual(spec?.roles, {
      version: ['version'],
      fence: ['metaNoop', 'version'],
      farewell: ['quit'],
      auth: ['authenticate'],
      flush: ['flushAll'],
    })
  })

  test('says of each silenced command whether it is silent by default', () => {
    const silent = spec?.commands.filter(({ silence }) => silence?.default).map(({ name }) => name)
    assert.deepEqual(silent, 'set add replace append prepend delete touch flushAll'.split(' '))
    const ambiguous = spec?.commands
      .filter(({ silence }) => silence?.ambiguous)
      .map(({ name }) => name)
    assert.deepEqual(ambiguous, ['delete'])
  })
})
