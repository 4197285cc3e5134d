import { installPackage, onPath } from './debian.mjs'

/** What to type where a server is missing. */
export const remedy = `type
    sudo apt-get install memcached    (Debian, Ubuntu)
    brew install memcached            (macOS)
or name servers that run already: MEMCACHED_SERVERS=host:port,host:port`

/**
 * Finds the servers to work with: those that MEMCACHED_SERVERS names, and the memcached on the PATH, which is installed
 * if there are neither, but only as root where apt-get is. Throws an error with the line to type if nothing helps.
 */
export function findMemcached({ env = process.env, root = process.getuid?.() === 0 } = {}) {
  const servers = (env.MEMCACHED_SERVERS ?? '').split(/[\s,]+/).filter((server) => server !== '')
  let binary = onPath('memcached', env)
  if (binary === undefined && servers.length === 0) {
    if (installPackage('memcached', { env, root, remedy })) binary = onPath('memcached', env)
    if (binary === undefined) throw new Error(`found no memcached on the PATH; ${remedy}`)
  }
  return { servers, binary }
}

/** The nutcracker on the PATH: twemproxy, which is installed like memcached. */
export function findNutcracker({ env = process.env, root = process.getuid?.() === 0 } = {}) {
  const type = 'type\n    sudo apt-get install nutcracker'
  const found = onPath('nutcracker', env)
  if (found !== undefined) return found
  const binary =
    installPackage('nutcracker', { env, root, remedy: type }) && onPath('nutcracker', env)
  if (binary) return binary
  throw new Error(`found no nutcracker on the PATH; ${type}`)
}
