import { join } from 'node:path'
import { metadata } from '#generated/metadata.js'
import { readRequest } from '#generated/requests.js'
import type { Identity } from '#runtime/assumption.js'
import type { Facts, FlagFacts } from '#runtime/command.js'
import type { Received } from '#runtime/wire/received.js'
import { tagged } from '../oracle/tagged.js'
import { type Asked, type Dialogue, dialogueIn } from '../support/dialogue.js'
import { root } from '../support/root.js'
import { readVectors, wireOf } from '../support/vector.js'
import { type Read, type ReadRequest, readingOf } from './reading.js'

/** What a judge goes by: a generated client and the parser of its requests. */
export interface Bench {
  readonly readRequest: ReadRequest
  readonly metadata: Readonly<Record<string, Facts>>
  /** Its serializer hands values through. */
  readonly dialogue: Dialogue
  /** For each command, what one of its examples sends. */
  readonly samples: ReadonlyMap<string, Received>
}

/** memwire's own client. */
export async function ownBench(): Promise<Bench> {
  const samples = readVectors(join(root, 'generated/vectors.json')).flatMap(({ send }) => {
    return send === undefined ? [] : readingOf(wireOf(send), readRequest).requests
  })
  return {
    readRequest,
    metadata,
    dialogue: await dialogueIn(join(root, 'dist/generated'), tagged),
    samples: new Map(samples.map(({ received }) => [received.command, received])),
  }
}

/** What the client sends for a request. */
export interface Sent {
  readonly bytes: Buffer
  /** Without the echo and the fence by which the client hears of a request whose ordinary reply is hidden. */
  readonly plain: Buffer
}

/** The option by which a request hides its ordinary reply; undefined if it does not. */
export function hidingIn({ metadata }: Bench, received: Received): string | undefined {
  const letters = Object.entries<FlagFacts>(metadata[received.command]?.letters ?? {})
  const options = received.options as Readonly<Record<string, unknown>>
  return letters.find(([name, { hides }]) => hides && options[name] === true)?.[0]
}

/** Makes the call that sends a request. */
export function ask({ dialogue, metadata }: Bench, received: Received): Asked {
  const { command, keys, block, args, options } = received
  const facts = metadata[command]
  if (!facts) throw new Error(`no command ${command}`)
  if (keys.length > 1) return dialogue.ask(facts.many ?? command, [keys, ...args], options)
  const blocks = block ? [facts.block === 'value' ? { data: block, flags: 0 } : block] : []
  return dialogue.ask(command, [...keys, ...blocks, ...args], options)
}

/** The same call for a reply that is not hidden. */
export function askAloud(bench: Bench, received: Received): Asked {
  const hiding = hidingIn(bench, received)
  const options = { ...received.options, ...(hiding !== undefined && { [hiding]: false }) }
  return ask(bench, { ...received, options })
}

/** What the client sends for a request to this server, if that matters; why it refuses the call, if it does. */
export async function sentFor(
  bench: Bench,
  { received }: Read,
  server: Identity = {},
): Promise<Sent | string> {
  const asked = ask(bench, received)
  const lack = asked.lacking(server)
  if (lack !== undefined) return lack
  if (asked.requests.length > 0) {
    const bytes = Buffer.concat(asked.requests.map((request) => request.bytes))
    return { bytes, plain: hidingIn(bench, received) === undefined ? bytes : withoutHush(bytes) }
  }
  const settled = await asked.settled()
  if (!settled || !('error' in settled)) throw new Error(`${received.command} sends nothing`)
  return (settled.error as Error).message
}

/** The words that a hushed request has beside its own: the echo behind its line, and the fence behind it. */
const HUSH = /^([^\r]*) O~0(\r\n.*)mn\r\n$/s

function withoutHush(bytes: Buffer): Buffer {
  const [whole, line, rest] = HUSH.exec(bytes.toString('latin1')) ?? []
  if (whole === undefined) throw new Error(`expected an echo and a fence, got ${bytes}`)
  return Buffer.from(`${line}${rest}`, 'latin1')
}
