import assert from 'node:assert/strict'
import { MemcacheError } from '#generated/index.js'
import { client, settled } from '../support/client.js'
import { memcached } from '../support/memcached.js'
import { turn } from '../support/packet.js'
import { proxy, type TcpProxy } from '../support/proxy.js'
import { Random } from '../support/random.js'
import { suite } from '../support/suite.js'
import type { Cache } from '../support/traffic.js'

const ROUNDS = 150
const CALLS = 20
const KEYS = Array.from({ length: 40 }, (_, index) => `key${index}`)

/** A value that tells whose it is. */
function valueFor(key: string, random: Random): string {
  return `<${key}>${random.pick(['', '\r\nEND\r\n', 'x'.repeat(500), 'y'.repeat(40_000)])}`
}

function isOwn(key: string, value: unknown): boolean {
  return value === undefined || (typeof value === 'string' && value.startsWith(`<${key}>`))
}

/** One call, and whether what it gave can be its own. */
interface Shot {
  readonly name: string
  readonly call: Promise<unknown>
  fits(result: unknown): boolean
}

function shoot(cache: Cache, random: Random, aborted: AbortSignal): Shot {
  const key = random.pick(KEYS)
  const keys = KEYS.slice(0, 1 + random.below(KEYS.length))
  const options = {
    timeout: random.pick([1, 10, 9000, 9000]),
    ...(random.below(6) === 0 ? { signal: aborted } : {}),
  }
  const isTruth = (result: unknown) => typeof result === 'boolean'
  const isCount = (result: unknown) => result === undefined || typeof result === 'number'
  const shots: readonly (() => Shot)[] = [
    () => ({ name: 'get', call: cache.get(key, options), fits: (value) => isOwn(key, value) }),
    () => ({
      name: 'gets',
      call: cache.gets(key, options).then((item) => item?.value),
      fits: (value) => isOwn(key, value),
    }),
    () => ({
      name: 'getMany',
      call: cache.getMany(keys, options),
      fits: (found) =>
        found instanceof Map &&
        [...found].every(([name, value]) => keys.includes(name) && isOwn(name, value)),
    }),
    () => ({ name: 'set', call: cache.set(key, valueFor(key, random), options), fits: isTruth }),
    () => ({ name: 'add', call: cache.add(key, valueFor(key, random), options), fits: isTruth }),
    () => ({
      name: 'set without reply',
      call: cache.set(key, valueFor(key, random), { ...options, noreply: true }),
      fits: (result) => result === undefined,
    }),
    () => ({ name: 'delete', call: cache.delete(key, options), fits: isTruth }),
    () => ({ name: 'touch', call: cache.touch(key, 60, options), fits: isTruth }),
    () => ({ name: 'incr', call: cache.incr(`n${key}`, 1, options), fits: isCount }),
    () => ({
      name: 'version',
      call: cache.version(options),
      fits: (found) => found instanceof Map && /^\d+\.\d+\.\d+/.test(`${[...found.values()]}`),
    }),
  ]
  return random.pick(shots)()
}

/** Changes how the proxy behaves. */
function disturb(between: TcpProxy, random: Random): void {
  const { up, down } = between
  const flow = random.pick([up, down])
  random.pick([
    () => flow.pass(),
    () => flow.dribble(200 + random.below(2000)),
    () => flow.split(1 + random.below(50), 60 + random.below(500)),
    () => flow.holdAfter(1 + random.below(3000)),
    () => flow.cutAfter(1 + random.below(3000)),
    () => between.cut(),
    () => between.reset(),
    () => {},
    () => {},
  ])()
}

suite('thousands of random calls through a proxy that misbehaves', (test) => {
  for (const seed of [1, 2, 3]) {
    test(`each settles with its own value or an error (seed ${seed})`, async (t) => {
      const random = new Random(seed)
      const server = await memcached(t)
      const between = await proxy(t, server.server)
      const told: Error[] = []
      const cache = client(t, between.server, {
        defaultNoreply: false,
        timeout: 9000,
        onNoreplyError: (error) => void told.push(error),
      })
      const direct = client(t, server.server)
      for (const key of KEYS) await direct.set(`n${key}`, 0)
      const counts = { values: 0, errors: 0 }
      for (let round = 0; round < ROUNDS; round++) {
        const abort = new AbortController()
        const shots = Array.from({ length: CALLS }, () => shoot(cache, random, abort.signal))
        disturb(between, random)
        const results = Promise.all(shots.map(({ call }) => settled(call)))
        for (let turns = random.below(4); turns > 0; turns--) await turn()
        abort.abort(new MemcacheError('aborted', {}, 'MEMWIRE_ERROR'))
        between.up.pass()
        between.down.pass()
        for (const [index, result] of (await t.until(`round ${round}`, results)).entries()) {
          const { name, fits } = shots[index] as Shot
          const isError = result instanceof MemcacheError
          assert.ok(isError || fits(result), `round ${round}: ${name} gave ${String(result)}`)
          counts[isError ? 'errors' : 'values']++
        }
        assert.ok(between.open <= 2, `${between.open} connections`)
      }
      assert.ok(counts.values > 500 && counts.errors > 100, JSON.stringify(counts))
      for (const error of told) assert.ok(error instanceof MemcacheError, String(error))
      await t.until('close', cache.close())
      while (between.open > 0) await turn()
    })
  }
})
