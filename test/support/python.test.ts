import assert from 'node:assert/strict'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findPython } from '#scripts/python.mjs'
import { suite } from './suite.js'
import { temporaryFolder } from './temporary.js'

function program(folder: string, name: string, script: string): string {
  const file = join(folder, name)
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o755)
  return file
}

suite('the search for Python', (test) => {
  test('takes the one on the PATH, or the system’s if only that has pymemcache', (t) => {
    const folder = temporaryFolder(t)
    const env = { PATH: folder }
    const system = program(folder, 'system', '[ "$1 $2" = "-c import pymemcache" ]')
    assert.equal(findPython({ env, system }), system)
    const first = program(folder, 'python3', 'exit 1')
    assert.equal(findPython({ env, system }), system)
    program(folder, 'python3', 'exit 0')
    assert.equal(findPython({ env, system }), first)
  })

  test("installs Debian's package as root", (t) => {
    const folder = temporaryFolder(t)
    const system = program(folder, 'system', `[ -e ${join(folder, 'installed')} ]`)
    program(
      folder,
      'apt-get',
      `[ "$*" != "install --yes --no-install-recommends python3-pymemcache" ] || echo > ${join(folder, 'installed')}`,
    )
    assert.equal(findPython({ env: { PATH: folder }, root: true, system }), system)
  })

  test('is one for a library that is named', (t) => {
    const folder = temporaryFolder(t)
    const system = program(folder, 'system', '[ "$1 $2" = "-c import pylibmc" ]')
    const env = { PATH: folder }
    program(folder, 'python3', 'exit 1')
    assert.equal(findPython({ env, system, library: 'pylibmc' }), system)
    assert.throws(() => findPython({ env, root: false, system, library: 'another' }), {
      message: /that can import another; type\n {4}sudo apt-get install python3-another /,
    })
  })

  test('stops with the line to type', (t) => {
    const folder = temporaryFolder(t)
    const options = { env: { PATH: folder }, system: join(folder, 'nowhere') }
    const missing =
      /^found no python3 that can import pymemcache; type\n {4}sudo apt-get install python3-pymemcache /
    assert.throws(() => findPython({ ...options, root: true }), { message: missing })
    program(folder, 'apt-get', 'exit 7')
    assert.throws(() => findPython({ ...options, root: false }), { message: missing })
    assert.throws(() => findPython({ ...options, root: true }), {
      message: /^apt-get update failed \(exit code 7\); type\n/,
    })
  })
})
