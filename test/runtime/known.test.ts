import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compile } from '#codegen/compile.js'
import { UnsafeIntegerError } from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { exchange } from '../support/exchange.js'
import { memcached } from '../support/memcached.js'
import { root } from '../support/root.js'
import { suite } from '../support/suite.js'
import { temporaryFolder } from '../support/temporary.js'

/** The names that the spec knows of what a command gives. */
function known(method: string): ReadonlySet<string> {
  const { spec } = compile('spec/memcached.yaml', { cwd: root })
  const command = spec?.commands.find(({ name }) => name === method)
  assert.ok(command)
  return new Set(namesIn(command.result))
}

type Type = NonNullable<ReturnType<typeof compile>['spec']>['commands'][number]['result']

function namesIn(type: Type): string[] {
  if (type.kind === 'names') return type.known.map(({ name }) => name)
  if (type.kind === 'map') return namesIn(type.value)
  return type.kind === 'record' ? type.members.flatMap((member) => namesIn(member.type)) : []
}

function unknown(method: string, given: Iterable<string>): string[] {
  const names = known(method)
  return [...new Set(given)].filter((name) => !names.has(name)).sort()
}

/** A setting that the server writes as if it were another: nobody could say of which type it is. */
const NONSENSE = ['num_napi_ids']

suite('names that are known', (test) => {
  test('are all that a server says', async (t) => {
    const disk = join(temporaryFolder(t), 'extstore')
    const { server: node } = await memcached(t, {
      args: ['-o', `ext_path=${disk}:64m,idle_timeout=100`],
    })
    const cache = client(t, node, { defaultNoreply: false })
    await cache.set('key', 'value')
    const { classes, totals } = await cache.statsSlabs({ node })
    const of = (maps: ReadonlyMap<unknown, object>) => [...maps.values()].flatMap(Object.keys)
    assert.deepEqual(unknown('stats', Object.keys(await cache.stats({ node }))), [])
    assert.deepEqual(
      unknown('statsSettings', Object.keys(await cache.statsSettings({ node }))),
      NONSENSE,
    )
    assert.deepEqual(unknown('statsItems', of(await cache.statsItems({ node }))), [])
    assert.deepEqual(unknown('statsSlabs', [...of(classes), ...Object.keys(totals)]), [])
    assert.deepEqual(unknown('statsConns', of(await cache.statsConns({ node }))), [])
    const pages = await cache.statsExtstore({ node })
    assert.ok(pages.size > 0)
    assert.deepEqual(unknown('statsExtstore', of(pages)), [])
  })

  test('are all that 1.6.45 has said, and read as they are known', async (t) => {
    const lines = readFileSync(join(root, 'test/data/protocol-1.6.45.jsonl'), 'utf8').split('\n')
    const line = lines.find((one) => one.startsWith('{"name": "stats.general"'))
    const { request, sample } = JSON.parse(line ?? '{}') as { request: string; sample: string }
    await exchange(t, [[request, sample]], async (cache) => {
      const stats = await cache.stats({ node: cache.nodes[0] as string })
      assert.deepEqual(unknown('stats', Object.keys(stats)), [])
      assert.equal(stats.version, '1.6.45')
      assert.equal(stats.accepting_conns, true)
      assert.equal(stats.slab_reassign_last_busy_status, 'none')
    })
  })

  test('and others become members and no more', async (t) => {
    const reply = 'STAT __proto__ 1\r\nSTAT constructor me\r\nSTAT pid 7\r\nEND\r\n'
    await exchange(t, [['stats\r\n', reply]], async (cache) => {
      const stats = await cache.stats({ node: cache.nodes[0] as string })
      assert.deepEqual(Object.entries(stats), [
        ['__proto__', 1],
        ['constructor', 'me'],
        ['pid', 7],
      ])
      assert.equal(Object.getPrototypeOf(stats), Object.prototype)
      assert.equal(Object.getPrototypeOf({}).pid, undefined)
    })
  })

  const general = (...lines: string[]) => {
    return `${lines.map((line) => `STAT ${line}\r\n`).join('')}END\r\n`
  }

  test('are numbers if a server says any, as Dragonfly does', async (t) => {
    const reply = general(
      ...['max_connections -1', 'pid 1.5', 'uptime 1e3', 'threads 007', 'rusage_user -2  '],
      ...['cmd_get -7', 'cmd_set 1e10', 'cmd_flush 0.5', 'curr_connections 00'],
    )
    const numbers = { max_connections: -1, pid: 1.5, uptime: 1000, threads: 7, rusage_user: -2 }
    await exchange(
      t,
      [
        ['stats\r\n', reply],
        ['stats\r\n', reply],
      ],
      async (cache) => {
        const node = cache.nodes[0] as string
        assert.deepEqual(await cache.stats({ node }), {
          ...numbers,
          cmd_get: -7,
          cmd_set: 10_000_000_000,
          cmd_flush: 0.5,
          curr_connections: 0,
        })
        assert.deepEqual(await cache.stats({ node, bigint: true }), {
          ...numbers,
          cmd_get: -7n,
          cmd_set: 10_000_000_000n,
          cmd_flush: 0.5,
          curr_connections: 0n,
        })
      },
    )
  })

  test('are left out if a server says what they cannot be, and the connection stays in step', async (t) => {
    const reply = general(
      ...['pid four', 'uptime NaN', 'time', 'threads 0x10', 'max_connections 18446744073709551615'],
      ...['cmd_get yes', 'cmd_set 1e400', 'cmd_flush 1e20', 'accepting_conns yes', 'version 7'],
      ...['hash_is_expanding constructor', 'rejected_connections 3', 'of_somebody yes'],
    )
    const rest =
      'STAT 1:chunk_size abc\r\nSTAT active_slabs many\r\nSTAT total_malloced 8\r\nEND\r\n'
    await exchange(
      t,
      [
        ['stats\r\n', reply],
        ['stats slabs\r\n', rest],
        ['version\r\n', 'VERSION 1\r\n'],
      ],
      async (cache) => {
        const node = cache.nodes[0] as string
        const all = [cache.stats({ node }), cache.statsSlabs({ node }), cache.version({ node })]
        assert.deepEqual(await Promise.all(all), [
          { version: '7', rejected_connections: 3, of_somebody: 'yes' },
          { classes: new Map([[1, {}]]), totals: { total_malloced: 8 } },
          '1',
        ])
      },
    )
  })

  test('are named by the error if a number cannot hold them, and are bigints if asked for', async (t) => {
    const reply = general('cmd_get 18446744073709551615', 'cmd_set -9007199254740993')
    await exchange(
      t,
      [
        ['stats\r\n', general('cmd_get 18446744073709551615')],
        ['stats\r\n', reply],
      ],
      async (cache) => {
        const failure = await settled(cache.stats())
        assert.ok(failure instanceof UnsafeIntegerError)
        assert.match(
          failure.message,
          /the server's number for cmd_get is 18446744073709551615, more than a number can hold exactly; ask for it with \{ bigint: true \}/,
        )
        assert.deepEqual(await cache.stats({ node: cache.nodes[0] as string, bigint: true }), {
          cmd_get: 18446744073709551615n,
          cmd_set: -9007199254740993n,
        })
      },
    )
  })
})
