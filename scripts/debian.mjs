import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The file that a program's name stands for, if there is one. */
export function onPath(program, env) {
  for (const folder of (env.PATH ?? '').split(delimiter)) {
    if (folder === '') continue
    const file = join(folder, program)
    try {
      accessSync(file, constants.X_OK)
      return file
    } catch {}
  }
}

/**
 * Installs one of Debian's packages, but only as root where apt-get is; tells whether it did. Throws an error with the
 * remedy if apt-get fails.
 */
export function installPackage(name, { env, root, remedy }) {
  if (!root || onPath('apt-get', env) === undefined) return false
  console.log(`${name} is missing: installing Debian's package`)
  const options = { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' }, stdio: 'inherit' }
  // A fresh machine has no package lists, and old ones name files that are gone.
  for (const line of ['update', `install --yes --no-install-recommends ${name}`]) {
    const { status, error } = spawnSync('apt-get', line.split(' '), options)
    if (status !== 0) {
      const reason = error ? error.message : `exit code ${status}`
      throw new Error(`apt-get ${line} failed (${reason}); ${remedy}`)
    }
  }
  return true
}
