import { Client, type ClientOptions, type Servers } from '#generated/index.js'
import type { Stage } from './scene.js'

/**
 * A client that ends with the test. It takes servers for ones that know no meta
 * commands, unless `assume` says otherwise; with undefined it asks them.
 */
export function client<N extends boolean = false>(
  stage: Stage,
  servers: Servers,
  options: ClientOptions<unknown, N> = { defaultNoreply: false as N },
): Client<unknown, N> {
  const made = new Client<unknown, N>(servers, { assume: '1.6.9', ...options })
  stage.after(() => made.destroy())
  return made
}

/** How a promise settled. */
export async function settled(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => value,
    (error: unknown) => error,
  )
}
