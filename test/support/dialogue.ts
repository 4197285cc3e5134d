import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import type { Identity } from '#runtime/assumption.js'
import type { Context } from '#runtime/call/context.js'
import { givenOptions } from '#runtime/call/given.js'
import { callMany } from '#runtime/call/many.js'
import { callOne } from '#runtime/call/one.js'
import { callServers } from '#runtime/call/servers.js'
import { type AnyCommand, more, type Protocol } from '#runtime/command.js'
import type { Exchange } from '#runtime/connection/exchange.js'
import { Failure } from '#runtime/connection/failure.js'
import { Fence } from '#runtime/connection/fence.js'
import { Handover } from '#runtime/connection/handover.js'
import { Hushed } from '#runtime/connection/hushed.js'
import { lackOf } from '#runtime/connection/lack.js'
import { Lookup } from '#runtime/connection/lookup.js'
import { bare, Single } from '#runtime/connection/single.js'
import { settings } from '#runtime/options.js'
import { Call } from '#runtime/waiter/call.js'
import { endless } from '#runtime/waiter/limit.js'
import { Intake } from '#runtime/wire/intake.js'
import { Refusal, unreadable } from '#runtime/wire/refusal.js'
import { Writer } from '#runtime/wire/writer.js'
import type { Serde } from '../oracle/request.js'
import { type Settlement, settlementOf } from './settlement.js'

/** How one request ended: with a reply, or with an error line. */
export type End = 'answered' | { readonly error: string; readonly text: string }

/** What a client made of the bytes of a server. */
export interface Heard {
  readonly ends: readonly End[]
  /** How many bytes belonged to the requests that ended. */
  readonly bytes: number
  /** How many bytes the request that still waits has taken. */
  readonly taken: number
  /** Whether the connection is given up. */
  readonly closes: boolean
}

/** A call whose requests have been caught before the wire. */
export interface Asked {
  readonly requests: readonly { readonly bytes: Buffer; readonly keys: number }[]
  /** Reads what a server sends, in packets of these sizes over and over. */
  hear(stream: Buffer, sizes: readonly number[]): Heard
  /** Why a client does not send it to this server; undefined if it does. */
  lacking(server: Identity): string | undefined
  /** How the call has settled; undefined if it waits. */
  settled(): Promise<Settlement | undefined>
}

type Caller = (command: AnyCommand, args: readonly unknown[], options?: object) => Promise<unknown>
type Method = (...args: unknown[]) => Promise<unknown>

/** A generated client with a hand in the place of its connection: what it asks is seen, what it hears is given. */
export interface Dialogue {
  ask(method: string, args: readonly unknown[], options: object | undefined): Asked
}

/**
 * @param folder where the compiled client is
 * @param serde the client's, if it is not the default
 */
export async function dialogueIn(folder: string, serde?: Serde): Promise<Dialogue> {
  const load = (name: string) => import(pathToFileURL(join(folder, name)).href)
  const [Client] = Object.values(await load('client.js')) as [new (server: string) => object]
  const { protocol } = (await load('protocol.js')) as { protocol: Protocol }
  return {
    ask(method, args, options) {
      const exchanges: Exchange[] = []
      const context = contextOf(protocol, exchanges, serde)
      const client = Object.assign(new Client('nowhere'), {
        call: caught((command, args, options) => {
          const call = command.facts.keys === 'none' ? callServers : callOne
          const node = command.facts.keys === 'none' && { node: 'nowhere' }
          return call(context, command, args, { ...givenOptions(command.name, options), ...node })
        }),
        // As a list that comes whole: the parser is the same.
        callStream: caught((command, args, options) => {
          const given = givenOptions(command.name, options)
          return callServers(context, command, args, { ...given, node: 'nowhere' })
        }),
        callMany: caught((command, args, options) => {
          return callMany(context, command, args, givenOptions(command.name, options))
        }),
      }) as unknown as Readonly<Record<string, Method>>
      const settlement = settlementOf(
        client[method]
          ? client[method](...args, options)
          : caught((command) => said(context, command, args))(sessionOf(protocol, method), args),
      )
      return {
        requests: exchanges.map((exchange) => ({
          bytes: encoded(exchange),
          keys: exchange.keys.length,
        })),
        hear: (stream, sizes) => hear(protocol, exchanges, stream, sizes),
        lacking: (server) => exchanges.map((one) => lackOf(one, server)).find(Boolean),
        settled: () => Promise.race([settlement, setImmediate(undefined)]),
      }
    },
  }
}

/** What has no method: the client says it by itself on every new connection. */
function sessionOf({ roles }: Protocol, name: string): AnyCommand {
  const command = Object.values(roles)
    .flat()
    .find((one) => one.name === name)
  if (command) return command
  throw new Error(`no method ${name}`)
}

function said(
  { cluster, settings: { codec } }: Context,
  command: AnyCommand,
  args: readonly unknown[],
): Promise<unknown> {
  const call = new Call(command.name, undefined, endless, false)
  const content = { ...bare, fields: command.check?.(args, {}) }
  cluster.nodes[0]?.connection.send(new Single(command, '', content, codec, call))
  return call.promise
}

/** What a method throws is a rejection. */
function caught(call: Caller): Caller {
  return async (...given) => call(...given)
}

/** As much of a client as calls need to hand over their requests. */
function contextOf(
  { roles: { fence } }: Protocol,
  exchanges: Exchange[],
  serde: Serde | undefined,
): Context {
  const handover = () => new Handover(endless, () => {})
  const hushed = (command: AnyCommand, singles: readonly Single[], loud: ReadonlySet<Single>) => {
    const [last] = fence
    if (!last) throw new Error('no command in the role fence')
    const watch = { refused: () => {}, lost: () => {} }
    return new Hushed(command, singles, loud, new Fence(last, watch), new Failure('nowhere'))
  }
  const connection = {
    open: true,
    accepts: true,
    quiet: { handover, ownHandover: handover, hushed },
    send: (exchange: Exchange) => exchanges.push(exchange),
    join: (...[command, fields, codec, key, waiter]: Parameters<JoinOf>) => {
      const lookup = new Lookup(command, fields, codec)
      lookup.add(key, waiter, 0)
      exchanges.push(lookup)
      return lookup
    },
  }
  const node = {
    name: 'nowhere',
    connection,
    hasLeft: () => false,
    sendAlone: (exchange: Exchange) => exchanges.push(exchange),
  }
  const cluster = { nodes: [node], nodeFor: () => node, named: () => node }
  const checked = settings({
    allowUnicodeKeys: true,
    serializer: serde && ((_key: unknown, value: unknown) => serde.serialize(value)),
    deserializer:
      serde && ((_key: unknown, data: Buffer, flags: number) => serde.deserialize(data, flags)),
  })
  return { cluster, settings: checked, report: undefined } as unknown as Context
}

type JoinOf = Context['cluster']['nodes'][number]['connection']['join']

function encoded(exchange: Exchange): Buffer {
  const writer = new Writer()
  exchange.encode(writer)
  return Buffer.concat(writer.take())
}

/** Reads as a connection does, from an intake that is filled packet by packet. */
function hear(
  protocol: Protocol,
  exchanges: readonly Exchange[],
  stream: Buffer,
  sizes: readonly number[],
): Heard {
  const intake = new Intake(protocol.errors)
  const { reader } = intake
  const waiting = [...exchanges]
  const ends: End[] = []
  let bytes = 0
  let taken = 0
  for (let fed = 0, packet = 0; fed < stream.length && waiting.length > 0; packet++) {
    const space = intake.space()
    const length = Math.min(sizes[packet % sizes.length] as number, space.length)
    const part = stream.subarray(fed, fed + length)
    space.set(part)
    fed += part.length
    if (!intake.received(part.length)) continue
    while (reader.at < reader.limit && waiting[0]) {
      const [exchange] = waiting
      const end = read(intake, exchange)
      const at = fed - (reader.limit - reader.at)
      taken = at - bytes
      if (end === more) break
      waiting.shift()
      bytes = at
      taken = 0
      if (!(end instanceof Refusal)) ends.push('answered')
      else {
        ends.push({ error: end.kind.prototype.name, text: end.reply })
        if (refuse(exchange, end)) return { ends, bytes, taken, closes: true }
      }
    }
  }
  return { ends, bytes, taken, closes: false }
}

function read(intake: Intake, exchange: Exchange): ReturnType<Exchange['read']> {
  const { reader } = intake
  const result = exchange.read(reader)
  if (result === more) reader.at = reader.mark
  const broken = reader.broken ?? (result === more ? intake.full : undefined)
  return broken === undefined ? result : unreadable(broken)
}

/** Ends a request with an error line. Whether the connection ends with it. */
function refuse(exchange: Exchange, refusal: Refusal): boolean {
  const failure = new Failure('nowhere')
  const closes =
    refusal.closes === 'always' ||
    (refusal.closes === 'block' && exchange.hasBlock) ||
    (refusal.closes !== 'end' && exchange.begun)
  exchange.refuse((method) => failure.refused(refusal, method))
  return closes
}
