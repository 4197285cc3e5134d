import { findMemcached } from '../scripts/memcached.mjs'
import { startMemcached } from '../scripts/start-memcached.mjs'

/** One thread, room for all values of all workloads. */
const ARGS = ['-t', '1', '-m', '1024', '-c', '2048']

/** The memcached to measure with: MEMCACHED, or the one on the PATH. */
export function memcachedBinary() {
  const binary = process.env.MEMCACHED ?? findMemcached().binary
  if (binary === undefined) throw new Error('the benchmark needs a memcached on the PATH')
  return binary
}

/** Starts so many servers, on free ports, and gives them when they answer. */
export function startServers(count) {
  const binary = memcachedBinary()
  return Promise.all(Array.from({ length: count }, () => startMemcached(binary, { args: ARGS })))
}
