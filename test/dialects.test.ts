import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { agreeOnReply, agreeOnRequest } from './oracle/agreement.js'
import { someCall } from './oracle/call.js'
import { someExchange } from './oracle/exchange.js'
import { drawOf } from './oracle/seed.js'
import { tagged } from './oracle/tagged.js'
import { settled } from './support/client.js'
import { counterpart } from './support/counterpart.js'
import {
  compiled,
  emittedFrom,
  type Files,
  linkMemwire,
  writeFiles,
} from './support/emitted-spec.js'
import { rehearse } from './support/rehearsal.js'
import { root } from './support/root.js'
import { type Script, scripted } from './support/scripted.js'
import { type AnyClient, clientOf, type Subject, subjectIn } from './support/subject.js'
import { suite } from './support/suite.js'
import { temporaryFolder } from './support/temporary.js'
import { readVectors, titleOf } from './support/vector.js'

/** The commands of a spec that extends a dialect. */
const POOLS = `commands:
  pools:
    summary: List the pools.
    request: pools
    reply:
      POOLS <names:text>: <names>
    route: any
    effect: read
`

const LIMIT = { limit: 60_000 }
const FOLDER = 'spec/dialects'
const own = readVectors(join(root, 'generated/vectors.json'))

type Method = (...args: unknown[]) => Promise<unknown>

/** A dialect as a user would have it: generated beside memwire, and compiled as strictly. */
interface Made {
  readonly files: Files
  readonly output: string
  readonly subject: Subject
}

function methodsOf({ Client }: Subject): string[] {
  return Object.getOwnPropertyNames(Client.prototype)
    .filter((name) => name !== 'constructor')
    .sort()
}

/** The method of a client that is known by its name alone. */
function method(client: AnyClient, name: string): Method {
  return (client[name] as Method).bind(client)
}

for (const name of ['elasticache', 'mcrouter', 'proxy', 'twemproxy']) {
  suite(`the dialect ${name}`, (test) => {
    const file = `${FOLDER}/${name}.yaml`
    let making: Promise<Made> | undefined
    const make = async (): Promise<Made> => {
      const files = emittedFrom(root, file)
      const folder = temporaryFolder(test)
      const output = compiled(folder, files)
      const vectors = readVectors(join(folder, 'generated/vectors.json'))
      return { files, output, subject: await subjectIn(output, vectors, own) }
    }
    const made = (): Promise<Made> => {
      making ??= make()
      return making
    }
    const clientAt = async (stage: Parameters<typeof clientOf>[1], script: Script) => {
      const server = await scripted(stage, script)
      const { subject } = await made()
      return { client: clientOf(subject, stage, server.server, '1.6.45'), server }
    }

    test('compiles as strictly as memwire', made, LIMIT)

    test(
      'gives what its examples say, wherever the replies are cut',
      async (t) => {
        const { subject } = await made()
        for (const vector of subject.vectors) {
          await t.until(titleOf(vector), rehearse(t, subject, vector))
        }
      },
      LIMIT,
    )

    if (name === 'elasticache') {
      test('has the commands of memcached, and the question for the nodes', async (t) => {
        const { subject } = await made()
        const all = methodsOf(await subjectIn(join(root, 'dist/generated'), own))
        const added = ['configGetCluster', 'configGetClusterLegacy']
        assert.deepEqual(methodsOf(subject), [...all, ...added].sort())
        const { client } = await clientAt(t, [])
        await assert.rejects(
          method(client, 'configGetClusterLegacy')(),
          /has version 1\.6\.45, but configGetClusterLegacy needs 1\.4\.13 or earlier/,
        )
      })
    }

    if (name === 'elasticache') {
      test('gives a list of nodes whole, however long it is and wherever it is cut', async (t) => {
        const node = (_: unknown, i: number) =>
          `node-${i}.cfg.use1.cache|10.0.${i >> 8}.${i & 255}|11211`
        const list = `7\n${Array.from({ length: 300 }, node).join(' ')}\n`
        const reply = `CONFIG cluster 0 ${list.length}\r\n${list}\r\nEND\r\n`
        const parts = reply.match(/.{1,997}/gs) ?? []
        const { client, server } = await clientAt(t, [
          ['config get cluster\r\nget a\r\n', ...parts, 'END\r\n'],
        ])
        const [nodes, next] = await Promise.all([
          method(client, 'configGetCluster')(),
          method(client, 'get')('a'),
        ])
        assert.equal(nodes, list)
        assert.equal(next, undefined)
        assert.equal(server.peers.length, 1)
      })
    }

    if (name === 'twemproxy' || name === 'proxy') {
      test('lacks as methods what it would close the connection at', async () => {
        const { subject } = await made()
        const methods = methodsOf(subject)
        for (const lacked of ['flushAll', 'verbosity', 'lruTune', 'metaDebug', 'shutdown']) {
          assert.ok(!methods.includes(lacked), lacked)
        }
        const isPlain = name === 'twemproxy'
        for (const meta of ['metaGet', 'metaNoop', 'gat', 'stats']) {
          assert.equal(methods.includes(meta), !isPlain, meta)
        }
        assert.ok(methods.includes('getMany'))
      })
    }

    if (name === 'mcrouter') {
      test('goes on behind an error in the place of END', async (t) => {
        const { client, server } = await clientAt(t, [
          [
            'get a b\r\ngats 60 c\r\n',
            'VALUE a 16 1\r\nA\r\nSERVER_ERROR 307 busy\r\n',
            'VALUE c 16 1 7\r\nC\r\nEND\r\n',
          ],
        ])
        const many = settled(method(client, 'getMany')(['a', 'b']))
        const next = method(client, 'gats')('c', 60)
        const error = (await many) as Error & { results?: Map<string, unknown> }
        assert.equal(error.name, 'ServerError')
        assert.match(error.message, /307 busy/)
        assert.deepEqual([...(error.results ?? [])][0], ['a', 'A'])
        assert.equal(((await next) as { value: string }).value, 'C')
        assert.equal(server.peers.length, 1)
      })

      test(
        'is read as an oracle reads it',
        async () => {
          const { output } = await made()
          const pair = { ...(await counterpart(root, file, output, tagged)), serde: tagged }
          await fc.assert(
            fc.asyncProperty(someCall(pair.spec, { answered: false }), async (call) => {
              await agreeOnRequest(pair, call)
            }),
            drawOf(300),
          )
          await fc.assert(
            fc.asyncProperty(someExchange(pair.spec), async ({ call, stream, sizes }) => {
              const agreed = await agreeOnRequest(pair, call)
              assert.ok(agreed)
              await agreeOnReply(pair, agreed, stream, sizes)
            }),
            drawOf(500),
          )
        },
        LIMIT,
      )

      test('may be extended by a user', () => {
        const folder = temporaryFolder(test)
        const text = `spec: 1
extends: memwire/spec/dialects/mcrouter.yaml
client: PoolClient
${POOLS}`
        linkMemwire(folder)
        writeFiles(folder, new Map([['pools.yaml', text]]))
        const files = [...emittedFrom(folder, 'pools.yaml').keys()]
        const commands = files.filter((path) => path.startsWith('commands/'))
        for (const needed of ['pools', 'leaseGet', 'metaget', 'exec', 'stats']) {
          assert.ok(commands.includes(`commands/${needed}.ts`), needed)
        }
        assert.ok(!commands.includes('commands/get.ts'))
      })
    }
  })
}

suite('the dialects', (test) => {
  test('go together with a spec that extends memwire itself', () => {
    const folder = temporaryFolder(test)
    linkMemwire(folder)
    const mine = (file: string) => `spec: 1\nextends: [memwire/${FOLDER}/${file}, ./own.yaml]\n`
    const own = `spec: 1
extends: memwire/spec/memcached.yaml
${POOLS}`
    for (const file of readdirSync(join(root, FOLDER))) {
      writeFiles(
        folder,
        new Map([
          ['own.yaml', own],
          ['mine.yaml', mine(file)],
        ]),
      )
      const files = [...emittedFrom(folder, 'mine.yaml').keys()]
      assert.ok(files.includes('commands/pools.ts'), file)
      assert.equal(files.includes('commands/leaseGet.ts'), file === 'mcrouter.yaml')
    }
  })

  test('are all looked at here, and extend memwire as a user would', () => {
    const files = readdirSync(join(root, FOLDER)).sort()
    assert.deepEqual(files, ['elasticache.yaml', 'mcrouter.yaml', 'proxy.yaml', 'twemproxy.yaml'])
    for (const file of files) {
      const text = readFileSync(join(root, FOLDER, file), 'utf8')
      assert.match(text, /^extends: memwire\/spec\/memcached\.yaml$/m, file)
    }
  })
})
