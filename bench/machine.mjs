import { spawnSync } from 'node:child_process'
import { arch, availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os'

/** What the figures depend on, as a Markdown list: the machine, and the versions of Node.js and of the server. */
export function machine(binary) {
  const memory = Math.round(totalmem() / 2 ** 30)
  const version = spawnSync(binary, ['-V'], { encoding: 'utf8' }).stdout.trim()
  return `- ${cpus()[0].model.trim()}, ${availableParallelism()} cores, ${memory} GiB, ${type()} ${release()} ${arch()}
- load before the run: ${loadavg()[0].toFixed(2)}
- Node.js ${process.version}; ${version}, one thread, loopback`
}
