import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../support/root.js'

/** Where the golden file is in the repository. */
export const GOLDEN = 'test/golden/tour.txt'

/** Runs the tour with these servers and those that it starts; gives what it prints, without what differs from run to run. */
export async function tourOutput(servers: readonly string[]): Promise<string> {
  const env = { ...process.env, MEMCACHED_SERVERS: servers.join(',') }
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(root, 'dist/examples/tour.js')],
    { env, timeout: 30_000 },
  )
  return stable(stdout)
}

function stable(text: string): string {
  return (
    text
      .replace(/127\.0\.0\.1:\d+/g, 'SERVER')
      .replace(/\d+\.\d+\.\d+[^'\s]*/g, 'VERSION')
      .replace(/^( +← VALUE some_key 16 10) \d+$/m, '$1 CAS')
      .replace(/cas: '\d+'/g, "cas: 'CAS'")
      .replace(/^( +→ cas some_key 16 0 5) \d+$/m, '$1 CAS')
      .replace(/ME mine .*/, 'ME mine …')
      .replace(/(accessed|slabClass|size): \d+/g, '$1: N')
      // The client leaves while the tour goes on.
      .replace(/^ +→ quit\n/gm, '')
      // Broken over lines if the names of the servers are long.
      .replace(/Map\(\d\) \{[^}]*\}/g, (map) => map.replaceAll(/\s+/g, ' '))
  )
}
