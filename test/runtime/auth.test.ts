import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { AuthenticationError, Client, ConnectError } from '#generated/index.js'
import { protocol } from '#generated/protocol.js'
import { checkAuth, credentialsOf } from '#runtime/auth.js'
import { client, settled } from '../support/client.js'
import { type Memcached, memcached } from '../support/memcached.js'
import { proxy } from '../support/proxy.js'
import { refused } from '../support/refused.js'
import type { Stage } from '../support/scene.js'
import { scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'
import { temporaryFolder } from '../support/temporary.js'

const auth = { username: 'ada', password: 'secret' }
const sent = 'set auth 0 0 10\r\nada secret\r\n'

/** A memcached that knows ada. */
function guarded(stage: Stage): Promise<Memcached> {
  const file = join(temporaryFolder(stage), 'users')
  writeFileSync(file, 'ada:secret\n')
  return memcached(stage, { args: ['-Y', file], asked: false })
}

async function refusal(promise: Promise<unknown>): Promise<AuthenticationError> {
  const error = await settled(promise)
  assert.ok(error instanceof AuthenticationError, String(error))
  assert.equal(error.code, 'MEMWIRE_AUTHENTICATION')
  return error
}

suite('authentication', (test) => {
  test('opens a server that asks for it, for all calls', async (t) => {
    const { server } = await guarded(t)
    const cache = client(t, server, { auth })
    const [, value, versions] = await Promise.all([
      cache.set('a', 'x'),
      cache.get('a'),
      cache.version(),
    ])
    assert.equal(value, 'x')
    assert.match(versions.get(server) ?? '', /^1\./)
    await cache.connect()
    await cache.close()
  })

  test('opens streams too', async (t) => {
    const { server } = await guarded(t)
    const cache = client(t, server, { auth })
    await cache.set('a', 'x')
    assert.equal(await cache.get('a'), 'x')
    assert.equal((await cache.lruCrawlerMetadump('all').next()).value?.key, 'a')
    const wrong = client(t, server, { auth: { ...auth, password: 'wrong' } })
    await refusal(wrong.lruCrawlerMetadump('all').next())
    await refusal(client(t, server).watch().next())
  })

  test('comes again on every new connection', async (t) => {
    const { server } = await guarded(t)
    const between = await proxy(t, server)
    const cache = client(t, between.server, { auth, defaultNoreply: false })
    assert.equal(await cache.set('a', 'x'), true)
    await cache.quit()
    assert.equal(await cache.get('a'), 'x')
    between.cut()
    assert.equal(await cache.get('a'), 'x')
    assert.ok(between.connections >= 2)
  })

  test('that fails rejects all calls that wait, with the server and its words', async (t) => {
    const { server } = await guarded(t)
    const cache = client(t, server, { auth: { ...auth, password: 'guess' }, timeout: 5000 })
    const errors = await Promise.all([
      refusal(cache.get('a')),
      refusal(cache.set('a', 'x', { noreply: false })),
      refusal(cache.connect()),
    ])
    for (const error of errors) {
      assert.match(
        error.message,
        /^127\.0\.0\.1:\d+ does not accept the credentials: authentication failure/,
      )
      assert.equal(error.server, server)
      assert.equal(error.reply, 'authentication failure')
    }
    assert.deepEqual(
      errors.map(({ command }) => command),
      ['get', 'set', 'connect'],
    )
  })

  test('that fails is tried again only when a call comes, after a pause', async (t) => {
    const server = await scripted(t, [
      [sent, 'CLIENT_ERROR authentication failure\r\n', (peer) => peer.closed],
    ])
    const cache = client(t, server.server, { auth })
    await refusal(cache.get('a'))
    const error = await refusal(cache.get('a'))
    assert.match(
      error.message,
      /does not accept the credentials: authentication failure; the next attempt may be made in \d+ ms$/,
    )
    assert.equal(server.peers.length, 1)
  })

  test('is missing where the server asks for it', async (t) => {
    const { server } = await guarded(t)
    const cache = client(t, server, { defaultNoreply: false })
    const error = await refusal(cache.get('a'))
    assert.equal(error.message, `${server} wants credentials, the option auth: unauthenticated`)
    await refusal(cache.set('a', 'x'))
    await refusal(cache.delete('a'))
    await refusal(cache.incr('a', 1))
    await refusal(cache.version({ node: server }))
  })

  test('is missing where the server is asked first what it is', async (t) => {
    const { server } = await guarded(t)
    const cache = client(t, server, { assume: undefined, timeout: 3000, defaultNoreply: false })
    const error = await refusal(cache.metaGet('a', { value: true }))
    assert.match(error.message, /wants credentials/)
  })

  test('is in no error, should the server echo it', async (t) => {
    const server = await scripted(t, [[sent, 'CLIENT_ERROR bad ada secret\r\n']])
    const error = await refusal(client(t, server.server, { auth }).get('a'))
    assert.match(error.message, /does not accept the credentials: bad ada …$/)
    assert.doesNotMatch(inspect(error, { showHidden: true, depth: 9 }), /secret/)
  })

  test('is missing for calls without reply, which hear of it', async (t) => {
    const { server } = await guarded(t)
    const heard: Error[] = []
    const cache = client<true>(t, server, { onNoreplyError: (error) => void heard.push(error) })
    const told = cache.delete('a')
    await refusal(cache.get('a'))
    await told
    assert.ok(heard[0] instanceof AuthenticationError, String(heard[0]))
  })

  test('stands alone on the wire: nothing else goes before the answer', async (t) => {
    const server = await scripted(t, [
      [
        sent,
        async (peer) => {
          // What a client sends too early has come by the time that a whole turn is over.
          await new Promise((resolve) => setImmediate(resolve))
          assert.equal(peer.received, sent)
        },
        'STORED\r\n',
      ],
      [
        'set a 16 0 1 noreply\r\nx\r\nversion\r\nget a\r\n',
        'VERSION 1\r\nVALUE a 16 1\r\nx\r\nEND\r\n',
      ],
    ])
    const cache = client<true>(t, server.server, { auth })
    const told = cache.set('a', 'x')
    assert.equal(await cache.get('a'), 'x')
    await told
  })

  test('may take as long as connecting', async (t) => {
    const server = await scripted(t, [[sent, (peer) => peer.closed]])
    const cache = client(t, server.server, { auth, connectTimeout: 50, timeout: 5000 })
    const error = await settled(cache.get('a'))
    assert.ok(error instanceof ConnectError)
    assert.match(error.message, /no connection within 50 ms/)
  })

  test('that gets no answer it knows is a failed connection', async (t) => {
    for (const [answer, message] of [
      ['SERVER_ERROR busy\r\n', /the credentials got the answer "busy"$/],
      ['STORED\r\nSTORED\r\n', /more came than an answer$/],
      [
        'HELLO\r\n',
        /unknown reply to the credentials: expected STORED or CLIENT_ERROR, got "HELLO"$/,
      ],
    ] as const) {
      const server = await scripted(t, [[sent, answer, (peer) => peer.closed]])
      const error = await settled(client(t, server.server, { auth }).get('a'))
      assert.ok(error instanceof ConnectError, String(error))
      assert.match(error.message, message)
    }
  })

  test('that the server ends by closing is a failed connection', async (t) => {
    const server = await scripted(t, [[sent, (peer) => peer.close()]])
    const error = await settled(client(t, server.server, { auth }).get('a'))
    assert.ok(error instanceof ConnectError, String(error))
    assert.match(error.message, /^cannot connect to .*: the connection was closed$/)
  })

  test('shows its password nowhere', async (t) => {
    const { server } = await guarded(t)
    const password = 'hunter2-hunter2'
    const cache = client(t, server, { auth: { username: 'ada', password } })
    const error = await refusal(cache.get('a'))
    const shown = [
      inspect(cache, { depth: Infinity, showHidden: true }),
      JSON.stringify(cache),
      inspect(error, { depth: Infinity, showHidden: true }),
      JSON.stringify(error),
      error.stack,
      inspect(credentialsOf({ username: 'ada', password }), { showHidden: true }),
      JSON.stringify(credentialsOf({ username: 'ada', password })),
    ]
    for (const text of shown) assert.ok(!text?.includes('hunter2'), text)
  })
})

suite('the option auth', (test) => {
  test('is refused where it is wrong, and no message shows the password', () => {
    const long = 'p'.repeat(16_001)
    for (const [option, message] of [
      ['ada:secret', /^auth: expected \{ username, password \}, got a string$/],
      [null, /^auth: expected \{ username, password \}, got null$/],
      [{ ...auth, usernam: 1 }, /^auth: unknown member "usernam"; did you mean username\?$/],
      [{ username: 'ada' }, /^auth\.password: expected a string, got undefined$/],
      [{ password: 'p' }, /^auth\.username: expected one word .*, got undefined$/],
      [{ ...auth, username: 'a b' }, /^auth\.username "a b": .*, got a space at position 1$/],
      [{ ...auth, username: '' }, /^auth\.username "": expected 1 to 255 bytes, got 0$/],
      [
        { ...auth, password: 'secret\r\nflush_all' },
        /^auth\.password: expected text without line breaks and control bytes, got one at position 6$/,
      ],
      [{ ...auth, password: 'a\0' }, /^auth\.password: .*, got one at position 1$/],
      [
        { ...auth, password: '\ud800' },
        /^auth\.password: expected whole characters, got half of a surrogate pair$/,
      ],
      [{ ...auth, password: '' }, /^auth\.password: expected 1 to 16000 bytes, got 0$/],
      [{ ...auth, password: long }, /^auth\.password: expected 1 to 16000 bytes, got 16001$/],
    ] as const) {
      refused(() => new Client('a', { auth: option as never }), message)
    }
  })

  test('takes a password with spaces, and words in UTF-8', async (t) => {
    const server = await scripted(t, [
      [Buffer.from('set auth 0 0 13\r\né pass wört\r\n'), 'STORED\r\n'],
      ['get a\r\n', 'END\r\n'],
    ])
    const cache = client(t, server.server, { auth: { username: 'é', password: 'pass wört' } })
    assert.equal(await cache.get('a'), undefined)
  })

  test('needs a spec with a command for it', () => {
    const without = { ...protocol, roles: { ...protocol.roles, auth: [] } }
    refused(
      () => checkAuth(credentialsOf(auth), without),
      /^auth: expected a spec with a command in the role auth, got none$/,
    )
    checkAuth(undefined, without)
  })

  test('is held against the command of the spec, which may be narrower', () => {
    const [command] = protocol.roles.auth
    assert.ok(command)
    const check = () => {
      throw new Error('secret')
    }
    refused(
      () => credentialsOf(auth)?.fieldsFor({ ...command, check }),
      /^auth: expected a username and a password such as authenticate of the spec takes, got others$/,
    )
  })
})
