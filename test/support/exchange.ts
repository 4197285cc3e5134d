import type { Client, ClientOptions } from '#generated/index.js'
import { client } from './client.js'
import { everyByte } from './cuts.js'
import type { Bytes } from './packet.js'
import type { Stage } from './scene.js'
import { type Act, scripted } from './scripted.js'

/** What the client sends, and the server's reply if there is one. */
export type Turn = readonly [sent: Bytes, reply?: Bytes]

/** In how many packets a reply comes. */
const DELIVERIES: readonly ((reply: Bytes) => readonly Act[])[] = [(reply) => [reply], everyByte]

/**
 * Has an exchange with a scripted server again and again: with one server and with a cluster that is a list of one, with
 * replies in one packet and in a packet for each byte.
 */
export async function exchange<N extends boolean = false>(
  stage: Stage,
  turns: readonly Turn[],
  body: (cache: Client<unknown, N>) => Promise<unknown>,
  options?: ClientOptions<unknown, N>,
): Promise<void> {
  // Calls without reply may wait for their fence when the client goes.
  const given = { defaultNoreply: false as N, onNoreplyError() {}, ...options }
  for (const packets of DELIVERIES) {
    for (const list of [false, true]) {
      const script = turns.map(
        ([sent, reply]) => [sent, ...(reply === undefined ? [] : packets(reply))] as const,
      )
      const server = await scripted(stage, script)
      const cache = client<N>(stage, list ? [server.server] : server.server, given)
      await body(cache)
      await server.played
      cache.destroy()
    }
  }
}
