import assert from 'node:assert/strict'
import { UnsupportedCommandError } from '#generated/index.js'
import { protocol } from '#generated/protocol.js'
import { servers } from '#runtime/address.js'
import { assumedIdentity, assumptionOf } from '#runtime/assumption.js'
import type { AnyCommand } from '#runtime/command.js'
import { Knowledge } from '#runtime/connection/knowledge.js'
import { settings } from '#runtime/options.js'
import { compareVersions, isPlainVersion } from '#runtime/version.js'
import { client, settled } from '../support/client.js'
import { memcached } from '../support/memcached.js'
import { proxy } from '../support/proxy.js'
import { refused } from '../support/refused.js'
import { type Script, scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'

const question = 'version\r\nversion memwire\r\n'

/** A server that says this of its version. */
const of = (version: string): Script => [
  [question, `VERSION ${version}\r\nERROR\r\n`, (peer) => peer.closed],
]

async function unsupported(promise: Promise<unknown>): Promise<UnsupportedCommandError> {
  const error = await settled(promise)
  assert.ok(error instanceof UnsupportedCommandError, String(error))
  assert.equal(error.code, 'MEMWIRE_UNSUPPORTED_COMMAND')
  return error
}

/** A client that asks servers what they are. */
const CURIOUS = { defaultNoreply: false, assume: undefined } as const

suite('what a server knows', (test) => {
  test('is asked before the first command that not every server has, and only then', async (t) => {
    const server = await scripted(t, {
      connections: [
        [
          ['get a\r\n', 'END\r\n'],
          ['gat 60 a\r\n', 'END\r\n'],
          ['gat 60 b\r\n', 'END\r\n'],
        ],
        of('1.6.18'),
      ],
    })
    const cache = client(t, server.server, CURIOUS)
    await cache.get('a')
    assert.equal(server.peers.length, 1)
    await cache.gat('a', 60)
    await cache.gat('b', 60)
    assert.equal(server.peers.length, 2)
  })

  test('is less with an older version: nothing is sent, and both versions are named', async (t) => {
    const server = await scripted(t, { connections: [[['get a\r\n', 'END\r\n']], of('1.4.15')] })
    const cache = client(t, server.server, { ...CURIOUS, errorsAsMisses: true })
    const [error] = await Promise.all([unsupported(cache.gat('a', 60)), cache.get('a')])
    assert.equal(error.message, `${server.server} has version 1.4.15, but gat needs 1.5.3 or later`)
    assert.equal(error.server, server.server)
    assert.equal(error.command, 'gat')
  })

  test('goes for options that a call gives, and for them alone', async (t) => {
    const server = await scripted(t, {
      connections: [[], [['shutdown\r\n', (peer) => peer.close()]]],
    })
    const cache = client(t, server.server, { assume: '1.6.0' })
    const error = await unsupported(cache.shutdown({ graceful: true }))
    assert.equal(
      error.message,
      `${server.server} has version 1.6.0, but the option graceful of shutdown needs 1.6.9 or later`,
    )
    await cache.shutdown({ graceful: false })
  })

  test('keeps the order: what comes behind waits too', async (t) => {
    const server = await scripted(t, {
      connections: [[['gat 60 a\r\nset a 16 0 1\r\nx\r\n', 'END\r\nSTORED\r\n']], of('1.6.18')],
    })
    const cache = client(t, server.server, CURIOUS)
    const [miss, stored] = await Promise.all([cache.gat('a', 60), cache.set('a', 'x')])
    assert.equal(miss, undefined)
    assert.equal(stored, true)
  })

  test('is not known of a server that tells nothing: the command is sent', async (t) => {
    for (const answer of [
      'VERSION unknown\r\nERROR\r\n',
      'ERROR\r\nERROR\r\n',
      'SERVER_ERROR no backend\r\n',
    ]) {
      const server = await scripted(t, {
        connections: [
          [['gat 60 a\r\n', 'END\r\n']],
          [[question, answer, (peer) => (answer.startsWith('S') ? peer.close() : peer.closed)]],
        ],
      })
      assert.equal(await client(t, server.server, CURIOUS).gat('a', 60), undefined)
    }
  })

  test('is asked once for many, and again on the next connection', async (t) => {
    const server = await scripted(t, {
      connections: [
        [['gat 60 a b\r\n', 'END\r\n', (peer) => peer.close()]],
        of('1.6.18'),
        [['get c\r\n', 'END\r\n']],
        of('1.4.15'),
      ],
    })
    const cache = client(t, server.server, CURIOUS)
    await Promise.all([cache.gat('a', 60), cache.gat('b', 60)])
    await server.peers[0]?.closed
    await cache.get('c')
    assert.match((await unsupported(cache.gat('c', 60))).message, /has version 1\.4\.15/)
  })

  test('is not asked where the user says it', async (t) => {
    const server = await scripted(t, { connections: [[['gat 60 a\r\n', 'END\r\n']], []] })
    assert.equal(await client(t, server.server, { assume: '1.5.3' }).gat('a', 60), undefined)
    const old = client(t, server.server, { assume: '1.4.33' })
    await unsupported(old.gat('a', 60))
  })

  test('is learned from a real server', async (t) => {
    const { server } = await memcached(t)
    const between = await proxy(t, server)
    const cache = client(t, between.server, CURIOUS)
    await cache.set('a', 'x')
    assert.equal(await cache.gat('a', 60), 'x')
    assert.equal(await cache.flushAll({ node: between.server }), true)
    assert.equal(between.connections, 2)
  })

  test('a call that waits for it has its deadline, and can be aborted', async (t) => {
    const server = await scripted(t, {
      connections: [[], [[question, (peer) => peer.closed]]],
    })
    const cache = client(t, server.server, CURIOUS)
    const controller = new AbortController()
    const aborted = cache.gat('a', 60, { signal: controller.signal })
    const late = await settled(cache.gat('b', 60, { timeout: 30 }))
    assert.match((late as Error).message, /^not sent to .* within 30 ms$/)
    controller.abort()
    assert.equal(((await settled(aborted)) as Error).name, 'AbortError')
    cache.destroy()
  })
})

suite('what only speaks like memcached', (test) => {
  test('is told in the words of the call alone, for it may not know others', async (t) => {
    for (const version of ['Hazelcast', '37.0.0 mcrouter', '2']) {
      const batch = 'set b 16 0 9 noreply\r\nflush_all\r\nversion\r\nget b\r\n'
      const server = await scripted(t, {
        connections: [
          [
            ['gat 60 a\r\n', 'END\r\n'],
            [batch, `VERSION ${version}\r\nEND\r\n`],
          ],
          of(version),
        ],
      })
      const cache = client(t, server.server, CURIOUS)
      await cache.gat('a', 60)
      await Promise.all([cache.set('b', 'flush_all', { noreply: true }), cache.get('b')])
      await server.played
    }
  })
})

suite('a proxy', (test) => {
  test('is recognized by what it closes the connection at, and never sent it', async (t) => {
    const server = await scripted(t, {
      connections: [
        [['get a\r\n', 'END\r\n']],
        [[question, (peer) => peer.close()]],
        [[question, (peer) => peer.close()]],
      ],
    })
    const cache = client(t, server.server, CURIOUS)
    const error = await unsupported(cache.gat('a', 60))
    assert.equal(
      error.message,
      `${server.server} is twemproxy, which does not know gat; if it is none, say what it is: { assume: '1.6.45' } or { tls: true }`,
    )
    assert.equal(await cache.get('a'), undefined)
  })

  test('gets each get on a line of its own', async (t) => {
    const server = await scripted(t, [['get a\r\nget b\r\n', 'END\r\nEND\r\n']])
    const cache = client(t, server.server, { assume: 'twemproxy' })
    await Promise.all([cache.get('a'), cache.get('b')])
  })
})

suite('the option assume', (test) => {
  test('is a version or the name of a dialect', () => {
    refused(
      () => assumptionOf(1.6),
      /^assume: expected a version such as '1\.6\.18', or the name of a dialect, got a number$/,
    )
    refused(
      () => assumedIdentity('twemprox', protocol),
      /^assume: expected a version such as '1\.6\.18' or 'twemproxy', got "twemprox"$/,
    )
    assert.equal(assumedIdentity('twemproxy', protocol)?.dialect?.probe, 'version memwire')
  })
})

suite('of several commands for one purpose', (test) => {
  const [version] = protocol.roles.version
  assert.ok(version)
  const newer = {
    ...version,
    name: 'newer',
    facts: { ...version.facts, needs: { since: '9.9.9' } },
  }
  const older = { ...version, name: 'older', facts: { ...version.facts, needs: { until: '1.0' } } }
  const chosen = (assume: string | undefined, commands: readonly AnyCommand[]) => {
    const [address] = servers('localhost', 1)
    assert.ok(address)
    return new Knowledge(address, settings({ assume }), protocol).first(commands)?.name
  }

  test('the first is used that the server is known to have, else the last', () => {
    assert.equal(chosen('10.0', [newer, version]), 'newer')
    assert.equal(chosen('1.6.45', [newer, version]), 'version')
    assert.equal(chosen(undefined, [newer, version]), 'version')
    assert.equal(chosen('1.6.45', [older, newer]), 'newer')
    assert.equal(chosen('1.0', [older, newer]), 'older')
    assert.equal(chosen('1.0', []), undefined)
  })
})

suite('versions', (test) => {
  test('are compared by the numbers that they begin with', () => {
    const signs = [
      ['1.6.9', '1.6.18', -1],
      ['1.6', '1.6.0', 0],
      ['1.6.18-rc1', '1.6.18', 0],
      ['2', '1.9', 1],
      ['1.10', '1.9', 1],
    ] as const
    for (const [a, b, sign] of signs) assert.equal(Math.sign(compareVersions(a, b) ?? NaN), sign, a)
    assert.equal(compareVersions('unknown', '1'), undefined)
    for (const text of ['1.6.18', '1.4.5-beta', '1.6.45_3_gabc']) assert.ok(isPlainVersion(text))
    for (const text of ['', '1', '1.6.0 DF', 'v1.2', '1.6.']) assert.ok(!isPlainVersion(text))
    assert.equal(compareVersions('mcrouter 1.0', '1'), undefined)
  })
})
