import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const REMEDY = `type
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
  if (
    binary === undefined &&
    servers.length === 0 &&
    root &&
    onPath('apt-get', env) !== undefined
  ) {
    console.log("no memcached on the PATH: installing Debian's package")
    install(env)
    binary = onPath('memcached', env)
  }
  if (binary === undefined && servers.length === 0) {
    throw new Error(`found no memcached on the PATH; ${REMEDY}`)
  }
  return { servers, binary }
}

/** What to type where a server is missing. */
export const remedy = REMEDY

function onPath(program, env) {
  for (const folder of (env.PATH ?? '').split(delimiter)) {
    if (folder === '') continue
    const file = join(folder, program)
    try {
      accessSync(file, constants.X_OK)
      return file
    } catch {}
  }
}

function install(env) {
  const options = { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' }, stdio: 'inherit' }
  // A fresh machine has no package lists, and old ones name files that are gone.
  for (const line of ['update', 'install --yes --no-install-recommends memcached']) {
    const { status, error } = spawnSync('apt-get', line.split(' '), options)
    if (status !== 0) {
      const reason = error ? error.message : `exit code ${status}`
      throw new Error(`apt-get ${line} failed (${reason}); ${REMEDY}`)
    }
  }
}
