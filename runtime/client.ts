import { servers as addressesOf, type Servers } from './address.js'
import { checkAuth } from './auth.js'
import { type Context, NO_OPTIONS } from './call/context.js'
import { givenOptions } from './call/given.js'
import { callMany } from './call/many.js'
import { callOne } from './call/one.js'
import { callRaw } from './call/raw.js'
import { oneRouted } from './call/route.js'
import { callServers } from './call/servers.js'
import { guardSilent } from './call/silent.js'
import { callStream } from './call/stream.js'
import { Cluster } from './cluster.js'
import type { AnyCommand, Protocol } from './command.js'
import { NoreplyReport } from './connection/report.js'
import { ConnectError, type MemcacheError } from './errors.js'
import { type ClientEvents, checkedEvent, Emitter } from './events.js'
import { checkFlush } from './flush.js'
import { wireKey } from './key.js'
import { type ClientOptions, settings } from './options.js'
import { checkTls } from './tls.js'
import type { Key, Keyed, KeyOptions, RawOptions, Stream } from './types.js'

/** What every generated client is built on: servers, connections and the way of a call to them and back. */
export abstract class BaseClient<V, N extends boolean> {
  /** Whether calls ask for no reply unless they say otherwise. */
  readonly defaultNoreply: N
  readonly #context: Context
  readonly #events = new Emitter()

  protected constructor(protocol: Protocol, servers: Servers, options?: ClientOptions<V, N>) {
    const checked = settings(options)
    const addresses = addressesOf(servers, protocol.port)
    checkTls(checked.tls, addresses)
    checkAuth(checked.auth, protocol)
    checkFlush(checked.flushOnReturn, protocol)
    this.defaultNoreply = checked.defaultNoreply as N
    this.#context = {
      settings: checked,
      cluster: new Cluster(addresses, protocol, checked, this.#events),
      report: new NoreplyReport(checked.onNoreplyError, ''),
    }
  }

  /** The servers' names, in the form that the constructor takes. */
  get nodes(): readonly string[] {
    return this.#context.cluster.nodes.map((node) => node.name)
  }

  /**
   * Connects to every server now instead of at its first use.
   *
   * @throws {ConnectError} whose `results` has the error of each server that could not be reached; the others stay connected
   * @example
   * ```ts
   * await client.connect()
   * ```
   */
  async connect(): Promise<void> {
    const { nodes } = this.#context.cluster
    const results = await Promise.allSettled(nodes.map((node) => node.connection.connect()))
    const failed = results.flatMap((result, i) =>
      result.status === 'rejected'
        ? [[nodes[i]?.name as string, result.reason as Error] as const]
        : [],
    )
    const [first] = failed
    if (!first) return
    const [server, cause] = first
    if (nodes.length === 1 || (cause as MemcacheError).code === 'MEMWIRE_CLOSED') throw cause
    const reasons = failed.map(([, error]) => error.message).join('; ')
    const error = new ConnectError(
      `${failed.length} of ${nodes.length} servers cannot be reached: ${reasons}`,
      {
        server,
        command: 'connect',
        cause,
      },
    )
    Object.defineProperty(error, 'results', { value: new Map<Key, unknown>(failed) })
    throw error
  }

  /**
   * Takes no more calls, finishes those in flight, then leaves all servers. A call that waits for its next attempt
   * (`retry`) rejects. With `timeout: 0` a server that never answers is waited for without end: `destroy` ends that.
   *
   * @example
   * ```ts
   * await client.close()
   * ```
   */
  async close(): Promise<void> {
    await this.#context.cluster.close()
  }

  /**
   * Ends all connections at once; calls in flight reject.
   *
   * @example
   * ```ts
   * client.destroy()
   * ```
   */
  destroy(): void {
    this.#context.cluster.destroy()
  }

  /** As `close`, at the end of a block that says `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  /**
   * The name of the server where a key lives. No I/O.
   *
   * @param key 1 to 250 bytes with the client's `keyPrefix`, no space and no control bytes; or `[route, key]`.
   * @param options May be left out.
   * - `route`: What places the key in its stead. Default: none.
   * @throws {IllegalInputError} if the key is no key, or an option is wrong
   * @example
   * ```ts
   * client.nodeFor('user:1') // '10.0.0.2:11211'
   * ```
   */
  nodeFor(key: Keyed, options?: Pick<KeyOptions, 'route'>): string {
    const { cluster, settings } = this.#context
    const given = givenOptions('nodeFor', options, "{ route: 'user:1' }")
    const [route, own] = oneRouted('nodeFor', key, given)
    wireKey(own, settings.keyPrefix, settings.allowUnicodeKeys)
    return cluster.nodeFor(own, route).name
  }

  /**
   * Calls a function whenever something happens to a server or a connection. The events are `nodeUp`, `nodeFailing`,
   * `nodeDead`, `nodeBack`, `connectionOpened`, `connectionLost` and `retried`. It is called a moment later, on its own:
   * what it throws becomes an uncaught exception.
   *
   * @param name The event.
   * @param listener Gets what the event tells, such as `{ node, error }`.
   * @throws {IllegalInputError} if there is no such event, or the listener is no function
   * @example
   * ```ts
   * client.on('nodeDead', ({ node, error }) => console.warn(`${node} is dead: ${error.message}`))
   * ```
   */
  on<E extends keyof ClientEvents>(name: E, listener: (event: ClientEvents[E]) => void): this {
    this.#events.on(checkedEvent(name, listener), listener)
    return this
  }

  /**
   * As `on`, for the next time alone.
   *
   * @param name The event.
   * @param listener Gets what the event tells.
   * @throws {IllegalInputError} if there is no such event, or the listener is no function
   * @example
   * ```ts
   * client.once('nodeUp', ({ node }) => console.log(`connected to ${node}`))
   * ```
   */
  once<E extends keyof ClientEvents>(name: E, listener: (event: ClientEvents[E]) => void): this {
    this.#events.once(checkedEvent(name, listener), listener)
    return this
  }

  /**
   * Calls a function no more.
   *
   * @param name The event.
   * @param listener The function that was given to `on` or `once`.
   * @throws {IllegalInputError} if there is no such event, or the listener is no function
   * @example
   * ```ts
   * const listener = ({ node }: { node: string }) => console.log(node)
   * client.on('nodeDead', listener)
   * client.off('nodeDead', listener)
   * ```
   */
  off<E extends keyof ClientEvents>(name: E, listener: (event: ClientEvents[E]) => void): this {
    this.#events.off(checkedEvent(name, listener), listener)
    return this
  }

  /**
   * Sends a line as it is and gives the reply up to `end`, without it: for what no method says. Nothing is checked, no
   * prefix is added. An error line rejects, whatever `end` is.
   *
   * @param line The request without its last CRLF. Its length is the caller's affair: servers close the connection on a line that
   * is longer than they take, memcached on one of more than 2048 bytes unless it begins with `get` or `gets`.
   * @param options All may be left out, but a cluster needs `node` or `key`.
   * - `node`: The server to ask, by the name that `nodes` gives. Default: the server of `key`, else the only one.
   * - `key`: The server to ask is the one where this key, or `[route, key]`, lives. Default: none.
   * - `end`: What ends the reply. Default: `'\r\n'`.
   * - `timeout`: Milliseconds until the call fails, from 0 (no deadline) to 2147483647. Default: the client's `timeout`.
   * - `signal`: Ends the call early. Default: none.
   * @returns The reply, without its end.
   * @throws {IllegalInputError} if an option is wrong, or a cluster's call names neither `node` nor `key`
   * @throws {MemcacheError} of another kind if the server refuses, fails, cannot be reached or does not answer in time; its
   * `code` says which
   * @example
   * ```ts
   * String(await client.raw('stats', { end: 'END\r\n' })) // 'STAT pid 1162\r\n…'
   * ```
   */
  raw(line: string, options?: RawOptions): Promise<Buffer> {
    try {
      return callRaw(this.#context, line, givenOptions('raw', options))
    } catch (error) {
      return Promise.reject(error)
    }
  }

  protected call<R>(command: AnyCommand, args: readonly unknown[], options?: object): Promise<R> {
    let given = NO_OPTIONS
    try {
      given = givenOptions(command.name, options)
      const { keys } = command.facts
      const result =
        keys === 'none'
          ? callServers(this.#context, command, args, given)
          : callOne(this.#context, command, args, given)
      return result as Promise<R>
    } catch (error) {
      return guardSilent(this.#context, command, command.name, error, given, args[0]) as Promise<R>
    }
  }

  protected callMany<R>(
    command: AnyCommand,
    args: readonly unknown[],
    options?: object,
  ): Promise<R> {
    const method = command.facts.many ?? command.name
    let given = NO_OPTIONS
    try {
      given = givenOptions(method, options)
      return callMany(this.#context, command, args, given) as Promise<R>
    } catch (error) {
      return guardSilent(this.#context, command, method, error, given) as Promise<R>
    }
  }

  protected callStream<T extends object>(
    command: AnyCommand,
    args: readonly unknown[],
    options?: object,
  ): Stream<T> {
    return callStream(this.#context, command, args, options)
  }
}
