import type { Client, ClientEvents } from '#generated/index.js'

type Any = Client<unknown, boolean>

/** Enough keys for each of a few nodes. */
export const KEYS: readonly string[] = Array.from({ length: 40 }, (_, i) => `key:${i}`)

/** A server that nobody is: connections are refused. */
export const NOBODY = '127.0.0.1:1'

/** The next event of this name, of this node if one is given. */
export function event<N extends keyof ClientEvents>(
  cache: Any,
  name: N,
  node?: string,
): Promise<ClientEvents[N]> {
  return new Promise((resolve) => {
    const listener = (told: ClientEvents[N]): void => {
      if (node !== undefined && told.node !== node) return
      cache.off(name, listener)
      resolve(told)
    }
    cache.on(name, listener)
  })
}

/** Those of the keys that live on a node now. */
export function keysAt(cache: Any, server: string): [string, string, string, ...string[]] {
  return KEYS.filter((key) => cache.nodeFor(key) === server) as [string, string, string]
}
