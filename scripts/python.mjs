import { spawnSync } from 'node:child_process'
import { installPackage, onPath } from './debian.mjs'

const REMEDY = `type
    sudo apt-get install python3-pymemcache    (Debian, Ubuntu)
    python3 -m pip install pymemcache          (elsewhere)`

/** Where Debian's packages are seen, whatever Python comes first on the PATH. */
const SYSTEM = '/usr/bin/python3'

/**
 * Finds a Python that has pymemcache: the python3 on the PATH or the system's. The package is installed if neither has
 * it, but only as root where apt-get is. Throws an error with the line to type if nothing helps.
 */
export function findPython({
  env = process.env,
  root = process.getuid?.() === 0,
  system = SYSTEM,
} = {}) {
  const search = () => [onPath('python3', env), system].find((python) => hasPymemcache(python, env))
  let python = search()
  if (python === undefined && installPackage('python3-pymemcache', { env, root, remedy: REMEDY })) {
    python = search()
  }
  if (python === undefined) {
    throw new Error(`found no python3 that can import pymemcache; ${REMEDY}`)
  }
  return python
}

function hasPymemcache(python, env) {
  if (python === undefined) return false
  return spawnSync(python, ['-c', 'import pymemcache'], { env, stdio: 'ignore' }).status === 0
}
