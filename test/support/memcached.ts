import { findMemcached, remedy } from '#scripts/memcached.mjs'
import { type Memcached, type MemcachedOptions, startMemcached } from '#scripts/start-memcached.mjs'
import type { Stage } from './scene.js'

export type { Memcached, MemcachedOptions } from '#scripts/start-memcached.mjs'

/** Starts a memcached for this test, or for this suite, alone. */
export async function memcached(stage: Stage, options?: MemcachedOptions): Promise<Memcached> {
  const { binary } = findMemcached()
  if (binary === undefined) {
    throw new Error(
      `a server is needed that nobody else uses, but no memcached is on the PATH; ${remedy}`,
    )
  }
  const started = await startMemcached(binary, options)
  stage.after(() => started.stop())
  return started
}

/** Starts the nodes of a cluster. */
export function cluster(stage: Stage, size: number): Promise<Memcached[]> {
  return Promise.all(Array.from({ length: size }, () => memcached(stage)))
}

/** Names a server that the test may share with others: the first of MEMCACHED_SERVERS, or one that it starts. */
export async function anyServer(stage: Stage): Promise<string> {
  return findMemcached().servers[0] ?? (await memcached(stage)).server
}
