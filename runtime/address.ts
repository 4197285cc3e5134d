import { isIPv6 } from 'node:net'
import { IllegalInputError } from './errors.js'
import { isRevoked, kindOf, shown } from './kind.js'
import { quote } from './quote.js'
import { suggestion } from './suggestion.js'

/** What a server is to the distribution of keys. */
interface Placed {
  /** Its share of the keys beside those of the others, more than 0; most distributions want whole numbers. @default 1 */
  weight?: number | undefined
  /** What it is called in the hash, if another client calls it by another address. @default as `distribution` has it */
  hashName?: string | undefined
}

/** A server over TCP. */
export interface TcpServer extends Placed {
  /** A name, an IPv4 or an IPv6 address, without brackets. */
  host: string
  /** 1 to 65535. @default 11211, or the port that the spec names */
  port?: number
}

/** A server behind a UNIX socket. */
export interface SocketServer extends Placed {
  /** The absolute path of the socket. */
  path: string
}

/**
 * A server: `'host'`, `'host:port'`, `'[::1]'`, `'[::1]:port'`, `'/path'` or `'unix:/path'` of a UNIX socket, or an
 * object.
 */
export type Server = string | TcpServer | SocketServer

/** One server, or the servers of a cluster. */
export type Servers = Server | Iterable<Server>

interface Named {
  /** The form that the constructor takes, with its port: the server's name in errors and results. */
  readonly name: string
  /** Its share of the keys. */
  readonly weight: number
  /** What it is called in the hash, if its address does not say that. */
  readonly hashName?: string
}

/** Where a server is. */
export type Address =
  | (Named & { readonly host: string; readonly port: number })
  | (Named & { readonly path: string })

const EXAMPLE = "'localhost:11211'"
const MEMBERS: readonly string[] = ['host', 'port', 'path', 'weight', 'hashName']
const LONGEST_PORT = 5
const HIGHEST_PORT = 65535
const HIGHEST_WEIGHT = 1_000_000
/** What no host has: spaces, control characters, and what belongs to URLs, lists and credentials. */
const NO_HOST = /[\s/\\@?#,;[\]'"<>\p{Cc}]/u
const HASH_NAME = /^[^\s\p{Cc}]+$/u

/** The address of one server; `port` is that of a server that names none. */
export function address(server: unknown, port: number): Address {
  if (typeof server === 'string') return ofText(server, port)
  if (typeof server === 'object' && server !== null && !isIterable(server) && !isRevoked(server))
    return ofObject(server, port)
  const remedy =
    typeof server === 'number' ? `; a port alone is no server, write 'localhost:${server}'` : ''
  throw new IllegalInputError(
    `server: expected one such as ${EXAMPLE}, got ${shown(server)}${remedy}`,
  )
}

/** The addresses of one server or of many, each of which may be named once. */
export function servers(input: unknown, port: number): Address[] {
  if (typeof input === 'string' || !isIterable(input)) return [address(input, port)]
  const list = [...input]
  if (list.length === 0) {
    throw new IllegalInputError(
      `servers: expected at least one such as ${EXAMPLE}, got an empty list`,
    )
  }
  checkNoPair(list)
  const addresses = list.map((server) => address(server, port))
  const names = new Map<string, string>()
  for (const address of addresses) {
    const same = canonical(address)
    const other = names.get(same)
    if (other !== undefined) {
      const got = other === address.name ? `${other} twice` : `${other} and ${address.name}`
      throw new IllegalInputError(`servers: expected each server once, got ${got}; leave one out`)
    }
    names.set(same, address.name)
  }
  return addresses
}

/** One text for all ways to write the address of a server. Names of the same host are not known here. */
export function canonical(address: Address): string {
  if ('path' in address) return address.path
  const { host, port } = address
  const bare = host.toLowerCase().replace(/\.$/, '')
  return `${isIPv6(bare) && !bare.includes('%') ? new URL(`http://[${bare}]`).hostname : bare}:${port}`
}

/** Host and port as two elements: Python's habit. */
function checkNoPair(list: readonly unknown[]): void {
  const [host, port] = list
  if (list.length !== 2 || typeof host !== 'string' || !isPortAlone(port)) return
  throw new IllegalInputError(
    `servers: expected servers, got a host and a port as two elements; write '${host}:${port}'`,
  )
}

function ofText(text: string, port: number): Address {
  const scheme = text.indexOf('://')
  if (scheme >= 0) {
    const rest = text.slice(scheme + 3).replace(/\/.*$/s, '')
    throw wrong(text, `a server has no scheme, write '${rest || 'host:port'}'`)
  }
  if (text.startsWith('unix:')) return ofPath(text.slice('unix:'.length), text)
  if (text.startsWith('/')) return ofPath(text, text)
  if (text.includes(',')) {
    const list = text.split(',').map((part) => `'${part.trim()}'`)
    throw wrong(text, `write several servers as a list: [${list.join(', ')}]`)
  }
  if (isPortAlone(text)) throw wrong(text, `a port alone is no server, write 'localhost:${text}'`)
  if (isIPv6(text))
    throw wrong(text, `put an IPv6 address in brackets: '[${text}]' or '[${text}]:${port}'`)
  if (text.startsWith('[')) return ofBrackets(text, port)
  const colon = text.indexOf(':')
  if (colon < 0) return ofHost(text, port, text)
  return ofHost(text.slice(0, colon), portOf(text.slice(colon + 1), text), text)
}

function ofBrackets(text: string, port: number): Address {
  const [, host = '', colon, own = ''] = /^\[([^\]]*)\](:(.*))?$/s.exec(text) ?? []
  if (!isIPv6(host)) throw wrong(text, "brackets hold an IPv6 address, such as '[::1]:11211'")
  return ofHost(host, colon === undefined ? port : portOf(own, text), text)
}

function ofObject(server: object, port: number): Address {
  const given = server as Record<string, unknown>
  for (const member of Object.keys(server)) {
    if (!MEMBERS.includes(member)) {
      throw new IllegalInputError(
        `server: unknown member ${quote(member)}; ${suggestion(member, MEMBERS)}`,
      )
    }
  }
  const { host, path, port: ownPort } = given
  const placed = placedOf(given)
  if (path !== undefined) {
    if (host !== undefined || ownPort !== undefined) {
      throw new IllegalInputError(
        'server: expected either host and port or path, got both; leave one out',
      )
    }
    if (typeof path !== 'string') throw wrongMember('path', 'a string', path)
    return { ...ofPath(path, path), ...placed }
  }
  if (typeof host !== 'string') throw wrongMember('host', 'a string', host)
  if (ownPort === undefined) return { ...ofHost(host, port, host), ...placed }
  if (typeof ownPort !== 'number')
    throw wrongMember('port', `a number from 1 to ${HIGHEST_PORT}`, ownPort)
  return { ...ofHost(host, inRange(ownPort, String(ownPort)), host), ...placed }
}

function placedOf({ weight = 1, hashName }: Record<string, unknown>): {
  weight: number
  hashName?: string
} {
  if (typeof weight !== 'number' || !(weight > 0) || weight > HIGHEST_WEIGHT) {
    const remedy = weight === 0 ? '; leave out a server that is to have no keys' : ''
    throw new IllegalInputError(
      `server: expected a number above 0 and up to ${HIGHEST_WEIGHT} as weight, got ${shown(weight)}${remedy}`,
    )
  }
  if (hashName === undefined) return { weight }
  if (typeof hashName !== 'string') throw wrongMember('hashName', 'a string', hashName)
  if (HASH_NAME.test(hashName)) return { weight, hashName }
  throw new IllegalInputError(
    `server: expected a name without spaces and control characters as hashName, got ${shown(hashName)}`,
  )
}

function ofHost(host: string, port: number, given: string): Address {
  if (host === '') throw wrong(given, 'the host is missing')
  const version6 = isIPv6(host)
  if (!version6 && host.includes(':'))
    throw wrong(given, "give the port by itself: { host: 'localhost', port: 11211 }")
  if (NO_HOST.test(host)) throw wrong(given, 'a host is a name or an address alone')
  return { name: version6 ? `[${host}]:${port}` : `${host}:${port}`, weight: 1, host, port }
}

function ofPath(path: string, given: string): Address {
  if (!path.startsWith('/') || path.length === 1)
    throw wrong(given, "a socket's path is absolute, such as '/run/memcached.sock'")
  if (path.includes('\0')) throw wrong(given, 'a path holds no NUL')
  return { name: path, weight: 1, path }
}

function portOf(text: string, given: string): number {
  if (!isDigits(text))
    throw wrong(given, `behind the colon stands a port from 1 to ${HIGHEST_PORT}`)
  return inRange(Number(text), given)
}

function inRange(port: number, given: string): number {
  if (Number.isInteger(port) && port >= 1 && port <= HIGHEST_PORT) return port
  throw wrong(given, `a port is a whole number from 1 to ${HIGHEST_PORT}`)
}

function isPortAlone(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && isDigits(value))
}

function isDigits(text: string): boolean {
  return /^\d+$/.test(text) && text.length <= LONGEST_PORT
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return (
    !isRevoked(value) &&
    typeof (value as Iterable<unknown> | undefined)?.[Symbol.iterator] === 'function'
  )
}

function wrong(given: string, remedy: string): IllegalInputError {
  return new IllegalInputError(
    `server: expected one such as ${EXAMPLE}, got ${quote(given)}; ${remedy}`,
  )
}

function wrongMember(member: string, expected: string, value: unknown): IllegalInputError {
  return new IllegalInputError(`server: expected ${expected} as ${member}, got ${kindOf(value)}`)
}
