import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compile } from '#codegen/compile.js'
import { UnknownReplyError } from '#generated/index.js'
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

  test('are as the spec says, or the reply is none', async (t) => {
    await exchange(
      t,
      [['stats\r\n', 'STAT pid 7\r\nSTAT threads four\r\nEND\r\n']],
      async (cache) => {
        const failure = await settled(cache.stats())
        assert.ok(failure instanceof UnknownReplyError)
        assert.match(failure.message, /expected STAT or END, got "STAT threads four"/)
      },
    )
  })
})
