import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { replacePart } from '#bench/page.mjs'
import { root } from '../support/root.js'
import { suite } from '../support/suite.js'

suite('the page of a benchmark', (test) => {
  const page =
    'before\n<!-- begin a -->\nold\n<!-- end a -->\nbetween\n<!-- begin b -->\n<!-- end b -->\n'

  test('keeps what was written by hand', () => {
    const once = replacePart(page, 'a', 'new\n')
    assert.equal(once, page.replace('old\n', '\nnew\n\n'))
    assert.equal(replacePart(once, 'a', 'new'), once)
    assert.equal(replacePart(page, 'b', '$&').includes('\n$&\n'), true)
  })

  test('needs its markers, in their order', () => {
    assert.throws(() => replacePart(page, 'c', ''), /the page needs the lines <!-- begin c -->/)
    const swapped = '<!-- end a -->\n<!-- begin a -->\n'
    assert.throws(() => replacePart(swapped, 'a', ''), /in this order/)
  })

  test('has them for each part that is written', () => {
    const text = readFileSync(join(root, 'docs/performance.md'), 'utf8')
    for (const part of ['clients', 'memory', 'micro']) {
      assert.match(replacePart(text, part, `new ${part}`), new RegExp(`\nnew ${part}\n`))
    }
  })

  test('shows a picture that is there', () => {
    const text = readFileSync(join(root, 'docs/performance.md'), 'utf8')
    const pictures = [...text.matchAll(/!\[.+?\]\((.+?)\)/g)].map(([, picture = '']) => picture)
    assert.ok(pictures.length > 0)
    for (const picture of pictures) {
      assert.match(readFileSync(join(root, 'docs', picture), 'utf8'), /^<svg /)
    }
  })
})
