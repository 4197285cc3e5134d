import assert from 'node:assert/strict'
import { run } from '../support/npm.js'
import { root } from '../support/root.js'
import { suite } from '../support/suite.js'

const CLIENT = new URL('../../generated/index.js', import.meta.url).href

/** Which of these modules of Node.js a program has loaded when it has run. */
function loaded(program: string): string[] {
  const text = `
    const { Client } = await import(${JSON.stringify(CLIENT)})
    ${program}
    const loaded = process.moduleLoadList.map((entry) => entry.replace('NativeModule ', ''))
    console.log(['crypto', 'tls', 'zlib'].filter((name) => loaded.includes(name)).join())`
  return run(root, process.execPath, '--input-type=module', '--eval', text).trim().split(',')
}

suite('modules of Node.js that few clients need', (test) => {
  test('are not loaded for one that needs none', () => {
    assert.deepEqual(loaded("new Client(['a:1', 'b:1'])"), [''])
  })

  test('are loaded for one that does', () => {
    assert.deepEqual(loaded("new Client('a:1', { tls: true })"), ['crypto', 'tls'])
    const libmemcached = "new Client(['a:1', 'b:1'], { distribution: 'libmemcached' })"
    assert.deepEqual(loaded(libmemcached), ['crypto'])
  })

  test('leave the standard input alone', () => {
    const opened = `
      const { get, ...rest } = Object.getOwnPropertyDescriptor(process, 'stdin')
      const spied = () => { console.log('opened'); return get.call(process) }
      Object.defineProperty(process, 'stdin', { ...rest, get: spied })
      await import(${JSON.stringify(CLIENT)})`
    assert.equal(run(root, process.execPath, '--input-type=module', '--eval', opened), '')
  })
})
