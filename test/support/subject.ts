import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Facts, Protocol } from '#runtime/command.js'
import type { Stage } from './scene.js'
import { argumentOf, type Settlement, settlementOf } from './settlement.js'
import type { Data, Vector, VectorCall } from './vector.js'

/** A generated client whose methods are known by the vectors alone. */
export interface AnyClient {
  connect(): Promise<void>
  destroy(): void
  readonly [method: string]: unknown
}

type Method = (...args: unknown[]) => Promise<unknown> | AsyncIterable<object>

/** A generated client and the examples of its spec. */
export interface Subject {
  readonly Client: new (
    server: string,
    options: { onNoreplyError(error: Error): void; auth?: unknown; assume?: string | undefined },
  ) => AnyClient
  readonly vectors: readonly Vector[]
  /** By method. */
  readonly metadata: Readonly<Record<string, Facts>>
  /** The newest server that the spec describes. */
  readonly server: string
  /** An example of the command that can follow any other: the fence that every server knows. */
  readonly next: Vector
}

/**
 * Loads a compiled client.
 *
 * @param folder where the compiled output is
 * @param vectors its own examples
 * @param base those of the commands that it inherits
 */
export async function subjectIn(
  folder: string,
  vectors: readonly Vector[],
  base: readonly Vector[] = [],
): Promise<Subject> {
  const load = (name: string) => import(pathToFileURL(join(folder, name)).href)
  const [Client] = Object.values(await load('client.js')) as [Subject['Client']]
  const { protocol } = (await load('protocol.js')) as { protocol: Protocol }
  const { metadata } = (await load('metadata.js')) as Pick<Subject, 'metadata'>
  const fence = protocol.roles.fence.at(-1)?.name
  const next = [...vectors, ...base].find(({ command, settles }) => {
    return command === fence && settles.kind === 'returns'
  })
  if (!next) throw new Error(`no example shows the reply of ${fence}`)
  return { Client, vectors, metadata, server: protocol.server, next }
}

/** Calls a method as an example says. One that speaks to the servers asks this server alone. */
export function ask(
  client: AnyClient,
  call: VectorCall & Partial<Vector>,
  server: string,
  further: object = {},
): Promise<Settlement> {
  const args = call.args.map(argumentOf)
  if (call.route === 'every' || call.route === 'one') {
    const last = args.at(-1)
    const options = typeof last === 'object' && last !== null ? (args.pop() as object) : {}
    args.push({ ...options, node: server, ...further })
  }
  const given = (client[call.method] as Method)(...args)
  return settlementOf(Symbol.asyncIterator in given ? collected(given, call, server) : given)
}

/** The items of a stream: all, or of one without an end as many as the example shows. */
async function collected(
  stream: AsyncIterable<object>,
  { settles, endless }: Partial<Vector>,
  server: string,
): Promise<unknown> {
  const wanted = settles?.kind === 'returns' ? (settles.value as readonly Data[]).length : Infinity
  const items: object[] = []
  for await (const { node, ...item } of stream as AsyncIterable<{ node: string }>) {
    if (node !== server) throw new Error(`an item from ${node} in the place of ${server}`)
    items.push(item)
    if (endless && items.length === wanted) break
  }
  return items
}

/** A client that connects with the credentials of an example, and how that ended. */
export async function connectAs(
  { Client }: Subject,
  stage: Stage,
  { args, settles }: Vector,
  server: string,
): Promise<{ client: AnyClient; ended: Settlement }> {
  const [username, password] = args.map(argumentOf)
  const client = new Client(server, { onNoreplyError() {}, auth: { username, password } })
  stage.after(() => client.destroy())
  const ended = await settlementOf(client.connect())
  if ('error' in ended) return { client, ended }
  // Who connects learns nothing but that the server agrees.
  const value = settles.kind === 'returns' ? argumentOf(settles.value) : undefined
  return { client, ended: { value } }
}

/** A client whose failures without reply are told to nobody else: its calls reject with them. */
export function clientOf(
  { Client }: Subject,
  stage: Stage,
  server: string,
  assume?: string,
): AnyClient {
  const client = new Client(server, { onNoreplyError() {}, assume })
  stage.after(() => client.destroy())
  return client
}
