import assert from 'node:assert/strict'
import { address, servers } from '#runtime/address.js'
import { refused } from '../support/refused.js'
import { suite } from '../support/suite.js'

const tcp = (host: string, port: number, name = `${host}:${port}`) => ({
  name,
  weight: 1,
  host,
  port,
})
const socket = (path: string) => ({ name: path, weight: 1, path })

suite('addresses', (test) => {
  test('are read from each form, and their names give the same address again', () => {
    for (const [server, expected] of [
      ['localhost', tcp('localhost', 11211)],
      ['localhost:1', tcp('localhost', 1)],
      ['cache_1.example.com.:65535', tcp('cache_1.example.com.', 65535)],
      ['10.0.0.1', tcp('10.0.0.1', 11211)],
      ['[::1]', tcp('::1', 11211, '[::1]:11211')],
      ['[::1]:22', tcp('::1', 22, '[::1]:22')],
      ['[fe80::1%eth0]:22', tcp('fe80::1%eth0', 22, '[fe80::1%eth0]:22')],
      ['/run/memcached.sock', socket('/run/memcached.sock')],
      ['unix:/run/memcached.sock', socket('/run/memcached.sock')],
      ['/run/a:b,c.sock', socket('/run/a:b,c.sock')],
      [{ host: 'localhost' }, tcp('localhost', 11211)],
      [{ host: 'localhost', port: 22 }, tcp('localhost', 22)],
      [{ host: '::1', port: 22 }, tcp('::1', 22, '[::1]:22')],
      [{ path: '/run/memcached.sock' }, socket('/run/memcached.sock')],
    ] as const) {
      const found = address(server, 11211)
      assert.deepEqual(found, expected)
      assert.deepEqual(address(found.name, 1), found)
    }
  })

  test('are refused with the form to write instead', () => {
    for (const [server, message] of [
      ['', /the host is missing/],
      [':11211', /the host is missing/],
      ['localhost:', /behind the colon stands a port from 1 to 65535/],
      ['localhost:http', /behind the colon stands a port/],
      ['localhost:-1', /behind the colon stands a port/],
      ['localhost:0', /a port is a whole number from 1 to 65535/],
      ['localhost:65536', /a port is a whole number from 1 to 65535/],
      ['localhost:1:2', /behind the colon stands a port/],
      ['11211', /a port alone is no server, write 'localhost:11211'/],
      [11211, /a port alone is no server, write 'localhost:11211'/],
      ['http://localhost:11211/', /a server has no scheme, write 'localhost:11211'/],
      ['memcached://', /a server has no scheme, write 'host:port'/],
      ['::1', /put an IPv6 address in brackets: '\[::1\]' or '\[::1\]:11211'/],
      ['::1:2222', /put an IPv6 address in brackets/],
      ['[::1', /brackets hold an IPv6 address/],
      ['[localhost]:1', /brackets hold an IPv6 address/],
      ['[::1]x:1', /brackets hold an IPv6 address/],
      ['a:1,b:2', /write several servers as a list: \['a:1', 'b:2'\]/],
      ['user@host', /a host is a name or an address alone/],
      ['a b', /a host is a name or an address alone/],
      ['a\r\nb', /a host is a name or an address alone/],
      ['host/path', /a host is a name or an address alone/],
      ['unix:', /a socket's path is absolute/],
      ['unix:a.sock', /a socket's path is absolute/],
      ['/', /a socket's path is absolute/],
      ['/a\0b', /a path holds no NUL/],
      [{ path: 'a.sock' }, /a socket's path is absolute/],
      [{ host: 'a:1' }, /give the port by itself/],
      [{ host: '' }, /the host is missing/],
      [{ host: 'a', port: 0 }, /a port is a whole number/],
      [{ host: 'a', port: 1.5 }, /a port is a whole number/],
      [{ host: 'a', port: '1' }, /expected a number from 1 to 65535 as port, got a string/],
      [{ port: 1 }, /expected a string as host, got undefined/],
      [{}, /expected a string as host, got undefined/],
      [{ path: 1 }, /expected a string as path, got a number/],
      [{ path: '/a', host: 'a' }, /either host and port or path, got both/],
      [{ host: 'a', weigth: 2 }, /unknown member "weigth"; did you mean weight\?/],
      [
        { host: 'a', weight: 0 },
        /above 0 and up to 1000000 as weight, got 0; leave out a server that is to have no keys$/,
      ],
      [{ host: 'a', weight: -1 }, /as weight, got -1$/],
      [{ path: '/a', weight: Number.NaN }, /as weight, got NaN$/],
      [{ host: 'a', weight: '2' }, /as weight, got the string "2"$/],
      [
        { host: 'a', hashName: '' },
        /expected a name without spaces and control characters as hashName, got the string ""$/,
      ],
      [{ hots: 'a' }, /unknown member "hots"; did you mean host\?/],
      [undefined, /expected one such as 'localhost:11211', got undefined/],
      [null, /got null/],
      [new Map(), /got a Map/],
    ] as const) {
      refused(() => address(server, 11211), message)
    }
  })
})

suite('servers', (test) => {
  const names = (input: unknown) => servers(input, 11211).map(({ name }) => name)

  test('are one or any iterable of them, in their order', () => {
    assert.deepEqual(names('b'), ['b:11211'])
    assert.deepEqual(names({ host: 'b', port: 1 }), ['b:1'])
    assert.deepEqual(names(['b', 'a:2', { path: '/c' }]), ['b:11211', 'a:2', '/c'])
    assert.deepEqual(names(new Set(['b', 'a'])), ['b:11211', 'a:11211'])
    assert.deepEqual(
      names(
        (function* () {
          yield 'a'
        })(),
      ),
      ['a:11211'],
    )
  })

  test('are at least one, and each is named once', () => {
    refused(() => names([]), /expected at least one such as 'localhost:11211', got an empty list/)
    refused(
      () => names(['a', 'b', { host: 'a', port: 11211 }]),
      /expected each server once, got a:11211 twice/,
    )
    refused(() => names(['unix:/a', '/a']), /got \/a twice/)
    refused(() => names(['a', 'A.']), /got a:11211 and A\.:11211; leave one out/)
    refused(() => names(['[::1]', '[0:0::1]']), /got \[::1\]:11211 and \[0:0::1\]:11211; leave one/)
  })

  test("are no pair of host and port, which is Python's form", () => {
    refused(() => names(['localhost', 11211]), /write 'localhost:11211'$/)
    refused(() => names(['localhost', '11212']), /write 'localhost:11212'$/)
    refused(() => names([['localhost', 11211]]), /got an array/)
  })
})
