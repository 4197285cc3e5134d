import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { Socket } from 'node:net'
import { join } from 'node:path'
import { createSecureContext, TLSSocket } from 'node:tls'
import { Client, ConnectError, type Tls, UnexpectedCloseError } from '#generated/index.js'
import { settings } from '#runtime/options.js'
import { client, settled } from '../support/client.js'
import { listen } from '../support/listener.js'
import { type Memcached, memcached } from '../support/memcached.js'
import { refused } from '../support/refused.js'
import { root } from '../support/root.js'
import type { Stage } from '../support/scene.js'
import { suite } from '../support/suite.js'
import { temporaryFolder } from '../support/temporary.js'

const folder = join(root, 'test/data/tls')
const pem = (name: string): string => readFileSync(join(folder, name), 'utf8')
const ca = pem('ca.pem')

/** A memcached that speaks TLS, with this certificate. */
function tlsServer(stage: Stage, name = 'server', ...options: string[]): Promise<Memcached> {
  const files = [`ssl_chain_cert=${folder}/${name}.pem`, `ssl_key=${folder}/${name}.key`]
  return memcached(stage, {
    args: ['-Z', '-o', [...files, ...options].join(',')],
    asked: false,
  })
}

async function unconnected(promise: Promise<unknown>): Promise<string> {
  const error = await settled(promise)
  assert.ok(error instanceof ConnectError, String(error))
  return error.message
}

suite('TLS', (test) => {
  test('with an authority of one’s own', async (t) => {
    const { server } = await tlsServer(t)
    const cache = client(t, server, { tls: { ca }, defaultNoreply: false })
    await cache.connect()
    const value = { text: 'x'.repeat(100_000) }
    assert.equal(await cache.set('large', value), true)
    assert.deepEqual(await cache.get('large'), value)
    const keys = Array.from({ length: 500 }, (_, i) => `k${i}`)
    await cache.setMany(Object.fromEntries(keys.map((key) => [key, key])))
    assert.equal((await cache.getMany(keys)).size, 500)
    await cache.close()
  })

  test('carries streams, also those whose reader stops and goes on', async (t) => {
    const { server } = await tlsServer(t)
    const cache = client(t, server, { tls: { ca }, defaultNoreply: false })
    const keys = Array.from({ length: 20_000 }, (_, i) => `${'k'.repeat(200)}${i}`)
    await cache.setMany(Object.fromEntries(keys.map((key) => [key, ''])))
    const seen = new Set<unknown>()
    for await (const { key } of cache.lruCrawlerMetadump('hash')) {
      if (seen.size % 1000 === 0) await cache.version()
      seen.add(key)
    }
    assert.equal(seen.size, keys.length)
    await cache.close()
  })

  test('carries large values both ways while others wait', async (t) => {
    const { server } = await tlsServer(t)
    const cache = client(t, server, { tls: { ca }, timeout: 10_000, defaultNoreply: false })
    const values = Array.from({ length: 8 }, (_, i) => Buffer.alloc(900_000, i))
    await Promise.all(values.map((value, i) => cache.set(`v${i}`, value)))
    const got = await Promise.all(values.map((_, i) => cache.get(`v${i}`)))
    for (const [i, value] of values.entries()) assert.ok(value.equals(got[i] as Buffer), `v${i}`)
  })

  test('takes a name that the certificate has, and refuses another', async (t) => {
    const { server } = await tlsServer(t)
    const right = client(t, server, { tls: { ca, servername: 'localhost' } })
    assert.equal(await right.get('a'), undefined)
    const wrong = client(t, server, { tls: { ca, servername: 'elsewhere.example' } })
    assert.match(
      await unconnected(wrong.get('a')),
      /^cannot connect to 127\.0\.0\.1:\d+: Hostname\/IP does not match certificate's altnames: .*elsewhere\.example/,
    )
  })

  test('refuses an authority that it does not know', async (t) => {
    const { server } = await tlsServer(t)
    for (const tls of [true, { ca: pem('stranger.pem') }]) {
      assert.match(
        await unconnected(client(t, server, { tls }).get('a')),
        /: unable to verify the first certificate$/,
      )
    }
    const trusting = client(t, server, { tls: { rejectUnauthorized: false } })
    assert.equal(await trusting.get('a'), undefined)
  })

  test('refuses a certificate that has expired', async (t) => {
    const { server } = await tlsServer(t, 'expired')
    assert.match(
      await unconnected(client(t, server, { tls: { ca } }).get('a')),
      /: certificate has expired$/,
    )
  })

  test('shows a certificate of its own to a server that asks for one', async (t) => {
    const { server } = await tlsServer(
      t,
      'server',
      'ssl_verify_mode=3',
      `ssl_ca_cert=${folder}/ca.pem`,
    )
    const tls: Tls = { ca, cert: pem('client.pem'), key: pem('client.key') }
    const known = client(t, server, { tls })
    assert.equal(await known.set('a', 'x', { noreply: false }), true)
    // With TLS 1.3 the client learns of the refusal only when it reads.
    const unknown = await settled(client(t, server, { tls: { ca } }).incr('a', 1))
    assert.ok(unknown instanceof UnexpectedCloseError, String(unknown))
    assert.match(unknown.message, /certificate required/)
  })

  test('goes with credentials', async (t) => {
    const users = join(temporaryFolder(t), 'users')
    writeFileSync(users, 'ada:secret\n')
    const files = `ssl_chain_cert=${folder}/server.pem,ssl_key=${folder}/server.key`
    const { server } = await memcached(t, { args: ['-Y', users, '-Z', '-o', files], asked: false })
    const auth = { username: 'ada', password: 'secret' }
    const cache = client(t, server, { tls: { ca }, auth })
    assert.equal(await cache.get('a'), undefined)
  })

  test('meets a server that speaks none', async (t) => {
    const { server } = await memcached(t)
    const cache = client(t, server, { tls: { ca }, connectTimeout: 300, timeout: 5000 })
    assert.match(
      await unconnected(cache.get('a')),
      /^cannot connect to 127\.0\.0\.1:\d+: TLS: wrong version number; what answers may not speak TLS$/,
    )
  })

  test('with an option that Node takes only when it connects is a connection that fails', async (t) => {
    const { server } = await memcached(t)
    const tls = { ca, ALPNProtocols: [1] } as unknown as Tls
    const wrong = { ca, minDHSize: 'small' } as unknown as Tls
    for (const options of [tls, wrong]) {
      const cache = client(t, server, { tls: options })
      assert.match(await unconnected(cache.get('a')), /^cannot connect to 127\.0\.0\.1:\d+: /)
    }
  })

  test('is not spoken to a server that wants it', async (t) => {
    const { server } = await tlsServer(t)
    const error = await settled(client(t, server).get('a'))
    assert.ok(error instanceof UnexpectedCloseError, String(error))
  })

  test('has as long as connecting may take', async (t) => {
    const silent = await listen({}, () => {})
    t.after(() => silent.stop())
    const cache = client(t, silent.server, { tls: true, connectTimeout: 50, timeout: 5000 })
    assert.match(await unconnected(cache.get('a')), /: no connection within 50 ms$/)
  })

  test('has noDelay and keepAlive like a plain connection', async (t) => {
    const { server } = await tlsServer(t)
    const { setNoDelay, setKeepAlive } = Socket.prototype
    t.after(() => Object.assign(Socket.prototype, { setNoDelay, setKeepAlive }))
    const seen: unknown[][] = []
    Socket.prototype.setNoDelay = function (this: Socket, ...args) {
      if (this instanceof TLSSocket) seen.push(['noDelay', ...args])
      return setNoDelay.apply(this, args)
    }
    Socket.prototype.setKeepAlive = function (this: Socket, ...args) {
      if (this instanceof TLSSocket) seen.push(['keepAlive', ...args])
      return setKeepAlive.apply(this, args)
    }
    await client(t, server, { tls: { ca } }).connect()
    await client(t, server, { tls: { ca }, noDelay: false, keepAlive: false }).connect()
    assert.deepEqual(seen, [
      ['noDelay', true],
      ['keepAlive', true, 60_000],
      ['noDelay', false],
      ['keepAlive', false, 0],
    ])
  })
})

suite('the option tls', (test) => {
  test('reads certificates and keys at once', () => {
    refused(
      () => new Client('a', { tls: { cert: 'no certificate' } }),
      /^tls: expected certificates and keys that Node can read; error:.*no start line/,
    )
    refused(
      () => new Client('a', { tls: { cert: pem('client.pem'), key: pem('server.key') } }),
      /^tls: expected certificates and keys that Node can read; error:.*key values mismatch/,
    )
  })

  test('is true, false or an object', () => {
    for (const tls of [1, 'yes', null, []]) {
      refused(
        () => settings({ tls }),
        /^tls: expected true, or options of Node's tls\.connect such as \{ ca \}, got /,
      )
    }
    assert.equal(settings({ tls: false }).tls, undefined)
    assert.ok(settings({ tls: true }).tls?.secureContext)
    for (const secureContext of [{}, 'context']) {
      refused(
        () => settings({ tls: { secureContext } }),
        /^tls\.secureContext: expected what Node's tls\.createSecureContext gives, got /,
      )
    }
    const secureContext = createSecureContext({ ca })
    assert.equal(settings({ tls: { secureContext } }).tls?.secureContext, secureContext)
  })

  test('leaves to the client where the server is', () => {
    for (const name of ['host', 'port', 'path', 'socket', 'onread']) {
      refused(
        () => settings({ tls: { [name]: 1 } }),
        new RegExp(`^tls: .*, got ${name}, which the server's address says; leave it out$`),
      )
    }
    refused(
      () => settings({ tls: { servername: 1 } }),
      /^tls\.servername: expected a string, got a number$/,
    )
  })

  test('is for servers over TCP', () => {
    refused(
      () => new Client(['a', '/run/b.sock'], { tls: true }),
      /^tls: expected servers over TCP, got the UNIX socket \/run\/b\.sock; leave tls out, or name the server by its host$/,
    )
    new Client('/run/b.sock', { tls: false }).destroy()
  })
})
