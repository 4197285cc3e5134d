import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { Client, NoServersError } from '#generated/index.js'
import {
  distributionOf,
  type Place,
  PRESETS,
  type Preset,
  type PresetName,
  placed,
  Rendezvous,
} from '#runtime/hash/index.js'
import { client } from '../support/client.js'
import { refused } from '../support/refused.js'
import { suite } from '../support/suite.js'

/** Keys that differ much: some clients hash those that are alike to one place. */
const KEYS = Array.from({ length: 300 }, (_, i) => hash('sha1', `key:${i}`))

const count = (length: number): Place[] =>
  Array.from({ length }, (_, i) => ({ name: `10.0.0.${i}:1`, host: `10.0.0.${i}`, port: 1 }))

const weighing = (...weights: readonly number[]): Place[] =>
  count(weights.length).map((place, i) => ({ ...place, weight: weights[i] as number }))

/** How many of the keys each place has. */
function shares(option: PresetName | Preset, places: readonly Place[], keys = KEYS): number[] {
  const find = placed(distributionOf(option), places)
  const own = places.map(() => 0)
  for (const key of keys) own[find(key)] = (own[find(key)] as number) + 1
  return own
}

suite('a preset', (test) => {
  for (const name of PRESETS) {
    test(`${name} gives each of ten places keys, and takes those that are down their keys alone`, () => {
      const places = count(10)
      const distribution = distributionOf(name)
      assert.ok(shares(name, places).every((share) => share > 0))
      const whole = placed(distribution, places)
      const down = places.map((_, i) => i === 3 || i === 7)
      const without = placed(distribution, places, down)
      let moved = 0
      for (const key of KEYS) {
        assert.ok(!down[without(key)])
        if (whole(key) !== without(key) && !down[whole(key)]) moved++
        assert.equal(without(Buffer.from(key)), without(key))
      }
      assert.ok(moved < 10, `${moved} keys of places that are up have moved`)
      assert.equal(
        placed(
          distribution,
          places,
          places.map((_, i) => i !== 4),
        )('key'),
        4,
      )
      assert.throws(
        () =>
          placed(
            distribution,
            places,
            places.map(() => true),
          )('key'),
        NoServersError,
      )
    })

    test(`${name} finds a place for every kind of key`, () => {
      const find = placed(distributionOf(name), count(5))
      for (const key of [
        '',
        'é',
        '日本😀',
        '\ud800',
        'x'.repeat(100_000),
        Uint8Array.of(0xff, 0, 0x27),
      ]) {
        const index = find(key)
        assert.ok(Number.isInteger(index) && index >= 0 && index < 5, `${index}`)
        assert.equal(find(key), index)
      }
    })
  }

  test('is named, with its options', () => {
    for (const [option, message] of [
      [null, /^distribution: expected a preset such as 'libmemcached', .*, got null$/],
      [5, /got 5$/],
      [{}, /got the name undefined$/],
      ['ketama', /got "ketama"; known are pymemcache, libmemcached, /],
      ['libmemcache', /got "libmemcache"; did you mean libmemcached\?$/],
      [{ name: 'twemproxi' }, /got "twemproxi"; did you mean twemproxy\?$/],
      ['constructor', /got "constructor"; known are/],
      [
        { name: 'twemproxy', hsh: 'md5' },
        /^distribution twemproxy: unknown option "hsh"; did you mean hash\?$/,
      ],
      [
        { name: 'dalli', hash: 'md5' },
        /^distribution dalli: unknown option "hash"; known are name, prefix$/,
      ],
      [
        { name: 'twemproxy', hash: 'md55' },
        /^distribution: expected one of its names as hash, got the string "md55"; did you mean md5\?$/,
      ],
      [
        { name: 'twemproxy', distribution: 'random' },
        /as distribution, got the string "random"; known are ketama, modula$/,
      ],
      [{ name: 'libmemcached', hash: 1 }, /as hash, got 1; known are default, crc, murmur3, md5/],
      [{ name: 'libmemcached-consistent', points: 'hsieh' }, /as points, got the string "hsieh"/],
      [
        { name: 'spymemcached', locator: 'ring' },
        /as locator, got the string "ring"; known are modulo, ketama$/,
      ],
      [{ name: 'spymemcached', weighted: 1 }, /expected true or false as weighted, got 1$/],
      [
        { name: 'hashring', vnodes: 0 },
        /expected a whole number from 1 to 10000 as vnodes, got 0$/,
      ],
      [
        { name: 'hashring', replicas: 5 },
        /expected a whole number from 1 to 4 as replicas, got 5$/,
      ],
      [
        { name: 'npm-memcached', algorithm: 'crc32' },
        /expected a digest of Node of at least 16 bytes, such as 'md5' as algorithm, got the string "crc32"$/,
      ],
      [
        { name: 'pymemcache', seed: -1 },
        /expected a whole number from 0 to 4294967295 as seed, got -1$/,
      ],
      [
        { name: 'pymemcache', bytes: 'utf8' },
        /as bytes, got the string "utf8"; known are text, repr$/,
      ],
      [{ name: 'jump', seed: 1 }, /expected a string as seed, got 1$/],
      [{ name: 'memjs', prefix: 'p:' }, /expected true or false as prefix, got the string "p:"$/],
    ] as const) {
      refused(() => distributionOf(option), message)
      refused(() => new Client('localhost', { distribution: option as never }), message)
    }
  })
})

suite('weights', (test) => {
  test('give shares', () => {
    const keys = Array.from({ length: 20_000 }, (_, i) => `key:${i}`)
    for (const name of [
      'pymemcache',
      'libmemcached',
      'twemproxy',
      'npm-memcached',
      'hashring',
      'uhashring',
      'dalli',
      'python-memcached',
      'gomemcache',
    ] as const) {
      const [a = 0, b = 0, c = 0] = shares(name, weighing(1, 2, 5), keys)
      for (const [share, weight] of [
        [a, 1],
        [b, 2],
        [c, 5],
      ] as const) {
        const ratio = share / ((keys.length * weight) / 8)
        assert.ok(ratio > 0.7 && ratio < 1.3, `${name}: ${a} ${b} ${c}`)
      }
    }
  })

  test('that are alike leave rendezvous as it is without', () => {
    const nodes = count(7).map(({ name }) => [name, name] as const)
    const plain = new Rendezvous(nodes)
    const heavy = new Rendezvous(nodes.map(([name, node]) => [name, node, 3]))
    // One of another weight makes it count in logarithms; it has no keys, so that the others show their order.
    const light = new Rendezvous([
      ...nodes.map(([name, node]) => [name, node, 1] as const),
      ['z', 'z', 1e-9],
    ])
    for (const key of KEYS) {
      assert.equal(heavy.find(key), plain.find(key))
      assert.equal(light.find(key), plain.find(key))
    }
  })

  test('that give nothing are refused with an explanation', () => {
    for (const name of [
      'libmemcached',
      'twemproxy',
      'npm-memcached',
      'hashring',
      'dalli',
    ] as const) {
      const places = name === 'dalli' ? weighing(1, 1000) : weighing(1, 100)
      refused(
        () => placed(distributionOf(name), places),
        new RegExp(
          `^server 10\\.0\\.0\\.0:1: its weight, 1 of ${name === 'dalli' ? 1001 : 101}, gives it no key, ` +
            `since ${name} rounds its share of the ring down to no point; raise it, or leave the server out$`,
        ),
      )
    }
    const ketama = { name: 'uhashring', hash: 'ketama' } as const
    refused(
      () => placed(distributionOf(ketama), weighing(1, 100)),
      /gives it no key, since uhashring/,
    )
  })

  test('are whole where the other client counts in whole numbers', () => {
    refused(
      () => placed(distributionOf('libmemcached'), weighing(1, 1.5)),
      /^server 10\.0\.0\.1:1: expected a whole number as weight, which is what libmemcached takes, got 1\.5$/,
    )
    assert.equal(shares('hashring', weighing(1, 1.5)).length, 2)
  })

  test('are refused by a distribution that has none', () => {
    for (const name of [
      'libmemcached-modula',
      'memjs',
      'spymemcached',
      'mcrouter-ch3',
      'jump',
    ] as const) {
      refused(
        () => placed(distributionOf(name), weighing(1, 2)),
        new RegExp(
          `^server 10\\.0\\.0\\.1:1: expected no weight, since ${name} places keys without regard to weights, got 2; `,
        ),
      )
      placed(distributionOf(name), weighing(2, 2))
    }
  })

  test('may lose a place its last point while others are down', () => {
    const places = weighing(1, 100, 1, 1)
    const find = placed(distributionOf('libmemcached'), places)
    const down = [false, false, true, true]
    const without = placed(distributionOf('libmemcached'), places, down)
    const keys = Array.from({ length: 3000 }, (_, i) => `key:${i}`)
    assert.ok(keys.some((key) => find(key) === 0))
    assert.ok(keys.every((key) => without(key) === 1))
  })
})

suite('names in the hash', (test) => {
  test('that two servers share are refused', () => {
    const { message } = catching(() =>
      client(test, ['[::1]:1121', '[::1:1121]'], {
        defaultNoreply: false,
        distribution: 'libmemcached',
      }),
    )
    assert.equal(
      message,
      'servers [::1]:1121 and [::1:1121]:11211: expected names that differ, got "::1:1121" in the hash for both; ' +
        'give one another hashName, or leave it out',
    )
    const named = [
      { host: 'a', hashName: 'x' },
      { host: 'b', hashName: 'x' },
    ]
    assert.match(
      catching(() => new Client(named)).message,
      /^servers a:11211 and b:11211: expected names/,
    )
  })

  test('can be given, for servers that others call otherwise', () => {
    const plain = new Client(['10.0.0.1', '10.0.0.2', '10.0.0.3'], { distribution: 'libmemcached' })
    const tunnels = [1, 2, 3].map((i) => ({ host: 'localhost', port: i, hashName: `10.0.0.${i}` }))
    const named = new Client(tunnels, { distribution: 'libmemcached' })
    for (const key of KEYS) {
      assert.equal(plain.nodes.indexOf(plain.nodeFor(key)), named.nodes.indexOf(named.nodeFor(key)))
    }
  })

  test('that only Java knows have to be given', () => {
    const ketama = { name: 'spymemcached', locator: 'ketama' } as const
    refused(
      () => new Client(['10.0.0.1', 'cache-b'], { distribution: ketama }),
      /^server cache-b:11211: expected an IPv4 address, since spymemcached .*, such as 'cache-b\/10\.0\.0\.1:11211'$/,
    )
    refused(
      () =>
        new Client(['10.0.0.1', 'cache-b'], {
          distribution: { ...ketama, format: 'libmemcached' },
        }),
      /^server 10\.0\.0\.1:11211: expected a host's name, since spymemcached looks up the name of an address; /,
    )
    const names = ['cache-a', 'cache-b', 'cache-c']
    const java = new Client(names, { distribution: { ...ketama, format: 'libmemcached' } })
    const c = new Client(names, { distribution: 'libmemcached' })
    for (const key of KEYS) assert.equal(java.nodeFor(key), c.nodeFor(key))
  })
})

suite('what is hashed', (test) => {
  const servers = Array.from({ length: 10 }, (_, i) => `10.0.0.${i}`)
  const PLAIN: readonly PresetName[] = [
    'pymemcache',
    'libmemcached',
    'libmemcached-consistent',
    'libmemcached-modula',
  ]

  test('has the prefix in it as the other client has it, or as the option says', () => {
    for (const name of PRESETS) {
      const options = { keyPrefix: 'é:', allowUnicodeKeys: true } as const
      const cache = new Client(servers, { ...options, distribution: name })
      const without = new Client(servers, {
        ...options,
        distribution: { name, prefix: false } as Preset,
      })
      const bare = new Client(servers, { allowUnicodeKeys: true, distribution: name })
      for (const key of KEYS.slice(0, 50)) {
        const hashed = PLAIN.includes(name) ? key : `é:${key}`
        assert.equal(cache.nodeFor(key), bare.nodeFor(hashed), name)
        assert.equal(cache.nodeFor(Buffer.from(key)), bare.nodeFor(hashed), name)
        assert.equal(without.nodeFor(key), bare.nodeFor(key), name)
        assert.equal(cache.nodeFor([key, 'other']), bare.nodeFor(key), 'a route has none')
      }
    }
  })

  test('is what stands in a hash tag', () => {
    const cache = new Client(servers, { hashTag: '{}' })
    const plain = new Client(servers)
    for (const [key, part] of [
      ['{user:1}:name', 'user:1'],
      ['a{user:1}b{c}', 'user:1'],
      ['a}{user:1}', 'user:1'],
      ['{}user:1', '{}user:1'],
      ['{user:1', '{user:1'],
      ['user:1}', 'user:1}'],
      ['{{user:1}}', '{user:1'],
    ] as const) {
      assert.equal(cache.nodeFor(key), plain.nodeFor(part), key)
      assert.equal(cache.nodeFor(Buffer.from(key)), plain.nodeFor(part), key)
      assert.equal(cache.nodeFor([key, 'x']), plain.nodeFor(key), 'a route has none')
    }
    const same = new Client(servers, { hashTag: '$$' })
    assert.equal(same.nodeFor('a$b$c'), plain.nodeFor('b'))
  })

  test('has two characters around it', () => {
    for (const hashTag of ['', '{', '{}}', '{ ', 'é}', 5, null]) {
      refused(
        () => new Client('a', { hashTag: hashTag as string }),
        /^hashTag: expected two characters such as '\{\}', got /,
      )
    }
  })

  test("is mcrouter's routing key, and its salt", () => {
    for (const name of ['mcrouter-ch3', 'mcrouter-crc32'] as const) {
      const find = placed(distributionOf(name), count(50))
      for (const key of KEYS.slice(0, 50)) {
        assert.equal(find(`/region/cluster/${key}|#|rest`), find(key))
        assert.equal(placed(distributionOf({ name, salt: 'x' }), count(50))(key), find(`${key}x`))
      }
      assert.notEqual(find('/region/key:1'), find('key:1'))
    }
  })
})

function catching(body: () => unknown): Error {
  try {
    body()
  } catch (error) {
    assert.ok(error instanceof Error)
    return error
  }
  throw new Error('nothing was thrown')
}
