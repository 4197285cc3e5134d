import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Client } from '#generated/index.js'
import { client } from '../support/client.js'
import { memcached } from '../support/memcached.js'
import { suite } from '../support/suite.js'

/** What a key holds, as it should be. */
type Model = Map<string, string>

interface Step {
  readonly kind: 'get' | 'set' | 'quiet set' | 'delete' | 'getMany' | 'setMany' | 'append'
  readonly key: string
  readonly value: string
}

const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'é', 'key:of:more:than:24:letters', '日本')
const value = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.string({ unit: fc.constantFrom('x', 'y', 'é', '日', '😀'), maxLength: 12 }),
  },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 16_000, max: 40_000 }).map((size) => 'é'.repeat(size)),
  },
)
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(
    'get',
    'get',
    'get',
    'set',
    'set',
    'quiet set',
    'delete',
    'getMany',
    'setMany',
    'append',
  ),
  key,
  value,
})

/** Makes a call and gives what it should come to. */
function taken(
  cache: Client<unknown, boolean>,
  model: Model,
  { kind, key: name, value: text }: Step,
): readonly [unknown, unknown] {
  switch (kind) {
    case 'get':
      return [cache.get(name), model.get(name)]
    case 'set':
      model.set(name, text)
      return [cache.set(name, text, { noreply: false }), true]
    case 'quiet set':
      model.set(name, text)
      return [cache.set(name, text, { noreply: true }), undefined]
    case 'delete':
      return [cache.delete(name, { noreply: false }), model.delete(name)]
    case 'getMany': {
      const names = ['a', name].filter((one, i, all) => all.indexOf(one) === i)
      const held = names.filter((one) => model.has(one))
      return [cache.getMany(names), new Map(held.map((one) => [one, model.get(one)]))]
    }
    case 'setMany':
      model.set('a', text).set('b', text)
      return [cache.setMany({ a: text, b: text }, { noreply: false }), []]
    case 'append': {
      const held = model.get(name)
      if (held !== undefined) model.set(name, held + text)
      return [cache.append(name, text, { noreply: false }), held !== undefined]
    }
  }
}

suite('calls of one turn', (test) => {
  test('come to what they would one after the other, however many they are', async (t) => {
    const { server } = await memcached(t)
    const cache = client(t, server, { allowUnicodeKeys: true, timeout: 9000 })
    const burst = fc
      .tuple(fc.array(step, { minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 2000 }))
      .map(([steps, count]) =>
        Array.from({ length: count }, (_, i) => steps[i % steps.length] as Step),
      )
    await fc.assert(
      fc.asyncProperty(burst, async (steps) => {
        await cache.flushAll({ noreply: false })
        const model: Model = new Map()
        const pairs = steps.map((one) => taken(cache, model, one))
        const got = await Promise.all(pairs.map(([given]) => given))
        for (const [i, [, wanted]] of pairs.entries()) {
          assert.deepEqual(got[i], wanted, `${steps[i]?.kind} as call ${i} of ${steps.length}`)
        }
      }),
      { numRuns: 100, endOnFailure: true },
    )
  })

  test('are all asked for where many requests are written before the turn ends', async (t) => {
    const { server } = await memcached(t)
    const cache = client(t, server)
    await cache.setMany({ a: 'in a', b: 'in b', c: 'in c' }, { noreply: false })
    for (const noreply of [true, false]) {
      for (const count of [253, 254, 255, 256, 257, 511, 512]) {
        for (let i = 0; i < count; i++) void cache.set('other', 'x', { noreply })
        const found = await Promise.all([cache.get('a'), cache.get('b'), cache.get('c')])
        assert.deepEqual(found, ['in a', 'in b', 'in c'], `behind ${count}`)
      }
    }
  })
})
