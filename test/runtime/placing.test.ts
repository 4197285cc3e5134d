import assert from 'node:assert/strict'
import { Client, type Distribution } from '#generated/index.js'
import {
  distributionOf,
  murmur3,
  type Place,
  type Preset,
  placed,
  placesOf,
  Rendezvous,
} from '#runtime/hash/index.js'
import { refused } from '../support/refused.js'
import { suite } from '../support/suite.js'

const weighing = (...weights: readonly number[]): Place[] =>
  weights.map((weight, i) => ({ name: `10.0.0.${i}:1`, host: `10.0.0.${i}`, port: 1, weight }))

suite('a ring', (test) => {
  const BIG: readonly (readonly [preset: Preset, places: readonly Place[], size: number])[] = [
    [{ name: 'uhashring' }, weighing(1_000_000, 1), 160_000_160],
    [{ name: 'uhashring', vnodes: 10_000 }, weighing(20, 1), 210_000],
    [{ name: 'hashring', vnodes: 10_000 }, weighing(1, 1, 1, 1, 1, 1), 240_000],
    [{ name: 'libmemcached' }, weighing(...Array(1300).fill(1)), 208_000],
    [{ name: 'libmemcached-consistent' }, weighing(...Array(2001).fill(1)), 200_100],
    [{ name: 'twemproxy' }, weighing(...Array(1300).fill(1)), 208_000],
    [{ name: 'dalli' }, weighing(...Array(1300).fill(1)), 208_000],
    [{ name: 'npm-memcached' }, weighing(...Array(1300).fill(1)), 208_000],
    [
      { name: 'spymemcached', locator: 'ketama' },
      weighing(...Array(1300).fill(1)).map((place, i) => ({ ...place, hashName: `${i}` })),
      208_000,
    ],
  ]
  for (const [preset, places, size] of BIG) {
    test(`${JSON.stringify(preset)} of ${size} points is refused before one is made`, () => {
      const distribution = distributionOf(preset)
      const message = new RegExp(
        `^distribution ${preset.name}: expected at most 200000 points in its ring, got ${size}; ` +
          'use smaller weights in the same proportion, or fewer vnodes, in all clients that are to agree$',
      )
      refused(() => placed(distribution, places), message)
    })
  }

  test('may have 200000', () => {
    const find = placed(distributionOf('uhashring'), weighing(1000, 250))
    assert.ok([0, 1].includes(find('key')))
  })
})

suite('what is no distribution', (test) => {
  const servers = ['a', 'b', 'c']
  const EXPECTED =
    'distribution: expected a function that takes the places and gives a function from a key to the index of its place, ' +
    'such as (places) => (key) => key.length % places.length, got '

  test('is refused with what it gives', () => {
    for (const [distribution, got] of [
      [() => undefined, 'one that gives undefined'],
      [() => 5, 'one that gives 5'],
      [async () => () => 0, 'one that gives a Promise'],
      [class {}, 'a class'],
      [class Ring extends Rendezvous<number> {}, 'a class'],
    ] as const) {
      assert.throws(() => new Client(servers, { distribution: distribution as never }), {
        name: 'IllegalInputError',
        message: EXPECTED + got,
      })
    }
  })

  test('is refused also with what it has beside', () => {
    const own = () => () => 0
    refused(
      () => distributionOf(Object.assign(own.bind(undefined), { failover: 5 }) as never),
      /^distribution: expected a function as failover, got 5$/,
    )
    refused(
      () => distributionOf(Object.assign(own.bind(undefined), { hashesPrefix: 'yes' }) as never),
      /^distribution: expected true or false as hashesPrefix, got the string "yes"$/,
    )
    const failing = Object.assign(own.bind(undefined), { failover: () => undefined })
    refused(
      () => placed(distributionOf(failing as never), weighing(1, 1, 1), [true]),
      /^distribution: expected a function that takes .*, got one that gives undefined$/,
    )
  })
})

suite('the functions of memwire/hash', (test) => {
  const places = placesOf(['a', 'b', 'c'])
  const distribution: Distribution = distributionOf('memjs')

  test('say what is wrong with what they get', () => {
    for (const [call, message] of [
      [
        () => placed('memjs' as never, places),
        /^placed: expected a distribution such as distributionOf\('libmemcached'\), got the string "memjs"$/,
      ],
      [
        () => placed(distribution, 'a' as never),
        /^placed: expected an array of places such as placesOf\(.*\), got the string "a"$/,
      ],
      [
        () => placed(distribution, ['a', 'b'] as never),
        /^placed: expected an array of places such as .*, got one with something else in it$/,
      ],
      [
        () => placed(distribution, places, true as never),
        /^placed: expected an array that says of each place whether it is down, got true$/,
      ],
      [
        () => placed(distribution, places)(5 as never),
        /^key: expected a string or a Uint8Array, got a number$/,
      ],
      [() => placesOf(['a'], 'x' as never), /^port: expected a whole number from 1 to 65535, got/],
      [() => murmur3(5 as never), /^murmur3: expected a string, got a number$/],
      [
        () => murmur3(Buffer.from('a') as never),
        /^murmur3: expected a string, got a Buffer; of bytes hash toString\('latin1'\)$/,
      ],
      [
        () => murmur3('a', -1),
        /^murmur3: expected a whole number from 0 to 4294967295 as seed, got -1$/,
      ],
      [
        () => new Rendezvous([[5, 0]] as never),
        /^Rendezvous: expected \[name, node\], the name a string, got a number as name$/,
      ],
      [
        () => new Rendezvous([['a', 0, 0]]),
        /^Rendezvous: expected a number above 0 as weight of a, got 0$/,
      ],
      [() => new Rendezvous([['a', 0]]).find(5 as never), /^key: expected a string, got a number$/],
    ] as const) {
      refused(call, message)
    }
  })
})

suite('a name in the hash', (test) => {
  test('has no spaces and no control characters', () => {
    for (const [hashName, got] of [
      [' ', '" "'],
      ['a\r\n', '"a\\r\\n"'],
      ['a b', '"a b"'],
      ['a\u0085', '"a\u0085"'],
    ] as const) {
      assert.throws(() => placesOf([{ host: 'a', hashName }]), {
        name: 'IllegalInputError',
        message: `server: expected a name without spaces and control characters as hashName, got the string ${got}`,
      })
    }
  })
})
