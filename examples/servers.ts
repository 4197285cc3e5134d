import { findMemcached } from '#scripts/memcached.mjs'
import { type Memcached, type MemcachedOptions, startMemcached } from '#scripts/start-memcached.mjs'

const started: Memcached[] = []

/** Starts a memcached that ends with the process, and gives it as the client takes it. */
export async function startServer(options?: MemcachedOptions): Promise<string> {
  const { binary } = findMemcached()
  if (binary === undefined) throw new Error('no memcached is on the PATH')
  const server = await startMemcached(binary, options)
  started.push(server)
  return server.server
}

/** So many servers: those of MEMCACHED_SERVERS, then some of our own. */
export async function servers(count: number): Promise<string[]> {
  const given = findMemcached().servers.slice(0, count)
  const own = await Promise.all(Array.from({ length: count - given.length }, () => startServer()))
  return [...given, ...own]
}

/** Stops what was started. */
export async function stopServers(): Promise<void> {
  await Promise.all(started.map((server) => server.stop()))
}
