import type { ConnectionOptions } from 'node:tls'
import type { Address } from './address.js'
import { tls as nodeTls } from './builtin.js'
import { IllegalInputError } from './errors.js'
import { isRecord, kindOf } from './kind.js'

/** What Node's `tls.connect` takes, but for what the client says itself. */
export type Tls = Omit<ConnectionOptions, 'host' | 'port' | 'path' | 'socket'>

/** What the client says itself: where the server is. */
const OWN: readonly string[] = ['host', 'port', 'path', 'socket', 'onread']

/** The option `tls`: what connections are made with, certificates read already; undefined if they are plain. */
export function tlsOf(tls: unknown): Tls | undefined {
  if (tls === undefined || tls === false) return undefined
  if (tls !== true && !isRecord(tls)) {
    throw new IllegalInputError(
      `tls: expected true, or options of Node's tls.connect such as { ca }, got ${kindOf(tls)}`,
    )
  }
  const given = tls === true ? {} : (tls as ConnectionOptions)
  const own = OWN.find((name) => name in given)
  if (own !== undefined) {
    throw new IllegalInputError(
      `tls: expected options of Node's tls.connect, got ${own}, which the server's address says; leave it out`,
    )
  }
  checkName(given.servername)
  checkContext(given.secureContext)
  try {
    const secureContext = given.secureContext ?? nodeTls().createSecureContext(given)
    return Object.freeze({ ...given, secureContext })
  } catch (error) {
    throw new IllegalInputError(
      `tls: expected certificates and keys that Node can read; ${(error as Error).message}`,
      { cause: error },
    )
  }
}

/** TLS is for servers over TCP. */
export function checkTls(tls: Tls | undefined, addresses: readonly Address[]): void {
  const socket = tls && addresses.find((address) => 'path' in address)
  if (!socket) return
  throw new IllegalInputError(
    `tls: expected servers over TCP, got the UNIX socket ${socket.name}; leave tls out, or name the server by its host`,
  )
}

function checkName(name: unknown): void {
  if (name === undefined || typeof name === 'string') return
  throw new IllegalInputError(`tls.servername: expected a string, got ${kindOf(name)}`)
}

function checkContext(context: unknown): void {
  if (context === undefined || (isRecord(context) && 'context' in context)) return
  throw new IllegalInputError(
    `tls.secureContext: expected what Node's tls.createSecureContext gives, got ${kindOf(context)}`,
  )
}
