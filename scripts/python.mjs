import { spawnSync } from 'node:child_process'
import { installPackage, onPath } from './debian.mjs'

const remedyFor = (library) => `type
    sudo apt-get install python3-${library}    (Debian, Ubuntu)
    python3 -m pip install ${library}          (elsewhere)`

/** Where Debian's packages are seen, whatever Python comes first on the PATH. */
const SYSTEM = '/usr/bin/python3'

/**
 * Finds a Python that has a library, pymemcache unless another is named: the python3 on the PATH or the system's. The package is installed if neither has
 * it, but only as root where apt-get is. Throws an error with the line to type if nothing helps.
 */
export function findPython({
  env = process.env,
  root = process.getuid?.() === 0,
  system = SYSTEM,
  library = 'pymemcache',
} = {}) {
  const remedy = remedyFor(library)
  const search = () =>
    [onPath('python3', env), system].find((python) => hasLibrary(python, library, env))
  let python = search()
  if (python === undefined && installPackage(`python3-${library}`, { env, root, remedy })) {
    python = search()
  }
  if (python === undefined) {
    throw new Error(`found no python3 that can import ${library}; ${remedy}`)
  }
  return python
}

function hasLibrary(python, library, env) {
  if (python === undefined) return false
  return spawnSync(python, ['-c', `import ${library}`], { env, stdio: 'ignore' }).status === 0
}
