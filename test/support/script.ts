import type { Bytes } from './packet.js'
import type { Peer } from './peer.js'

/** Bytes to send as a packet of their own, or anything to do, such as waiting for a gate or hanging up. */
export type Act = Bytes | ((peer: Peer) => unknown)

/** What is expected from the client, and what is done then. */
export type Step = readonly [expected: Bytes, ...acts: readonly Act[]]

/** What a server does with one connection: step by step, or as a function that reads and sends by itself. */
export type Script = readonly Step[] | ((peer: Peer) => unknown)

/** Plays the script to its end; rejects if the client sends something else than it expects. */
export async function play(script: Script, peer: Peer): Promise<void> {
  if (typeof script === 'function') {
    await script(peer)
    return
  }
  for (const [expected, ...acts] of script) {
    await peer.expect(expected)
    for (const act of acts) await (typeof act === 'function' ? act(peer) : peer.send(act))
  }
}

/** A script that answers each line for as long as the connection lasts; a line may be left without an answer. */
export function answering(answer: (line: string, peer: Peer) => Bytes | undefined): Script {
  return async (peer) => {
    for (let line = await peer.line(); line !== undefined; line = await peer.line()) {
      const reply = answer(line, peer)
      if (reply !== undefined) await peer.send(reply)
    }
  }
}
