import assert from 'node:assert/strict'
import { chmodSync, writeFileSync } from 'node:fs'
import { connect, type NetConnectOpts } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { findMemcached } from '#scripts/memcached.mjs'
import { anyServer, cluster, memcached } from './memcached.js'
import { suite } from './suite.js'
import { temporaryFolder } from './temporary.js'

/** Sends the request and gives all that comes until the server hangs up. */
async function ask(address: NetConnectOpts, request: string): Promise<string> {
  const socket = connect(address)
  socket.write(request)
  return text(socket)
}

async function refused(address: NetConnectOpts): Promise<string> {
  return ask(address, '').then(
    () => 'it answered',
    (error) => error.code,
  )
}

suite('memcached', (test) => {
  test('is started on a free port and stopped with the test', async (t) => {
    const later: (() => unknown)[] = []
    const server = await memcached({ after: (hook) => later.push(hook) })
    const address = { host: '127.0.0.1', port: Number(server.server.split(':')[1]) }
    t.after(() => server.stop())
    assert.match(await ask(address, 'version\r\nquit\r\n'), /^VERSION 1\./)
    for (const hook of later) await hook()
    assert.equal(await refused(address), 'ECONNREFUSED')
  })

  test('is started on a UNIX socket', async (t) => {
    const { server } = await memcached(t, { socket: true })
    assert.match(await ask({ path: server }, 'version\r\nquit\r\n'), /^VERSION 1\./)
  })

  test('takes arguments of its own', async (t) => {
    const { port } = await memcached(t, { args: ['-m', '7'] })
    assert.match(
      await ask({ port: port ?? 0 }, 'stats settings\r\nquit\r\n'),
      /STAT maxbytes 7340032\r/,
    )
  })

  test('comes back on the port that it had', async (t) => {
    const first = await memcached(t)
    await first.stop()
    const second = await memcached(t, { port: first.port ?? 0 })
    assert.equal(second.server, first.server)
  })

  test('hangs while it is paused', async (t) => {
    const server = await memcached(t)
    server.pause()
    let answered = false
    const answer = ask({ port: server.port ?? 0 }, 'version\r\nquit\r\n').then((reply) => {
      answered = true
      return reply
    })
    await setTimeout(50)
    assert.equal(answered, false)
    server.resume()
    assert.match(await t.until('the answer', answer), /^VERSION/)
  })

  test('is stopped while it is paused', async (t) => {
    const server = await memcached(t)
    server.pause()
    await t.until('the end of the process', server.stop())
  })

  test('tells why it cannot be started', async (t) => {
    const { port } = await memcached(t)
    const error = await memcached(t, { port: port ?? 0 }).then(
      String,
      (thrown: Error) => thrown.message,
    )
    assert.match(error, /could not be started: it ended with code \d+\n.*in use/)
  })

  test('makes clusters', async (t) => {
    const nodes = await cluster(t, 3)
    assert.equal(new Set(nodes.map(({ server }) => server)).size, 3)
  })
})

suite('the search for memcached', (test) => {
  const nowhere = { PATH: '' }

  test('takes the servers that the environment names', async (t) => {
    const env = { ...nowhere, MEMCACHED_SERVERS: 'one:11211, two:11212' }
    assert.deepEqual(findMemcached({ env }), {
      servers: ['one:11211', 'two:11212'],
      binary: undefined,
    })
    process.env['MEMCACHED_SERVERS'] = 'one:11211'
    t.after(() => {
      delete process.env['MEMCACHED_SERVERS']
    })
    assert.equal(await anyServer(t), 'one:11211')
  })

  test('takes the program on the PATH', (t) => {
    const folder = temporaryFolder(t)
    program(folder, 'memcached', '')
    assert.equal(
      findMemcached({ env: { PATH: `/nowhere:${folder}` } }).binary,
      join(folder, 'memcached'),
    )
  })

  test("installs Debian's package as root", (t) => {
    const folder = temporaryFolder(t)
    // It must not find the real ones, so that nothing else is on the PATH.
    const made = join(folder, 'memcached')
    program(folder, 'apt-get', `[ "$1" = update ] || { echo > ${made}; /bin/chmod +x ${made}; }`)
    assert.equal(findMemcached({ env: { PATH: folder }, root: true }).binary, made)
  })

  test('stops with the line to type', (t) => {
    const folder = temporaryFolder(t)
    program(folder, 'apt-get', 'exit 7')
    assert.throws(
      () => findMemcached({ env: nowhere, root: true }),
      /sudo apt-get install memcached/,
    )
    assert.throws(() => findMemcached({ env: { PATH: folder }, root: false }), /MEMCACHED_SERVERS=/)
    assert.throws(
      () => findMemcached({ env: { PATH: folder }, root: true }),
      /update failed \(exit code 7\)/,
    )
  })
})

function program(folder: string, name: string, script: string): void {
  const file = join(folder, name)
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o755)
}
