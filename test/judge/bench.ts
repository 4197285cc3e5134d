import { join } from 'node:path'
import { metadata } from '#generated/metadata.js'
import { readRequest } from '#generated/requests.js'
import type { Facts } from '#runtime/command.js'
import { IllegalInputError } from '#runtime/errors.js'
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

/** Makes the call that sends a request. */
export function ask({ dialogue, metadata }: Bench, received: Received): Asked {
  const { command, keys, block, args, options } = received
  const facts = metadata[command]
  if (!facts) throw new Error(`no command ${command}`)
  if (keys.length > 1) return dialogue.ask(facts.many ?? command, [keys, ...args], options)
  const blocks = block ? [facts.block === 'value' ? { data: block, flags: 0 } : block] : []
  return dialogue.ask(command, [...keys, ...blocks, ...args], options)
}

/** What the client sends for a request; why it refuses the call, if it does. */
export async function sentFor(bench: Bench, { received }: Read): Promise<Buffer | string> {
  const asked = ask(bench, received)
  if (asked.requests.length > 0) return Buffer.concat(asked.requests.map(({ bytes }) => bytes))
  const settled = await asked.settled()
  if (!settled || !('error' in settled)) throw new Error(`${received.command} sends nothing`)
  return (settled.error as Error).message
}

/** A request that asks for all replies, for one that hides some; undefined if it hides none. */
export function aloud({ metadata }: Bench, received: Received): Received | undefined {
  const letters = Object.entries(metadata[received.command]?.letters ?? {})
  const hiding = letters.filter(([name, { hides }]) => hides && name in received.options)
  if (hiding.length === 0) return undefined
  const names = hiding.map(([name]) => name)
  const options = Object.entries(received.options).filter(([name]) => !names.includes(name))
  return { ...received, options: Object.fromEntries(options) }
}

/** Why the client refuses the call that sends a request; undefined if it does not. */
export async function whyNot(bench: Bench, received: Received): Promise<string | undefined> {
  const settled = await ask(bench, received).settled()
  if (!settled || !('error' in settled)) return undefined
  return settled.error instanceof IllegalInputError ? settled.error.message : undefined
}
