import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findNutcracker } from '#scripts/memcached.mjs'
import type { Stage } from './scene.js'

const HOST = '127.0.0.1'
/** How often another port is tried: a free one may be taken before nutcracker has it. */
const TRIES = 5

/** How a pool places keys. */
export interface Pool {
  readonly hash: string
  readonly distribution: string
  readonly hashTag?: string
}

const PLAIN: Pool = { hash: 'md5', distribution: 'ketama' }

/** Starts Debian's nutcracker in front of these servers, and names it as a client does. */
export async function nutcracker(stage: Stage, servers: readonly string[]): Promise<string> {
  const [name] = await pools(
    stage,
    servers.map((server) => `${server}:1`),
    [PLAIN],
  )
  return name as string
}

/**
 * Starts one with several pools in front of the same servers, and names each pool.
 *
 * @param servers in its own form, with their weights
 */
export async function pools(
  stage: Stage,
  servers: readonly string[],
  list: readonly Pool[],
): Promise<string[]> {
  for (let tries = 1; ; tries++) {
    const ports: number[] = []
    for (const _ of list) ports.push(await freePort())
    const complaint = await started(stage, servers, list, ports)
    if (complaint === undefined) return ports.map((port) => `${HOST}:${port}`)
    if (tries === TRIES) throw new Error(`nutcracker could not be started: ${complaint}`)
  }
}

/** Why it does not run; undefined if it does. */
async function started(
  stage: Stage,
  servers: readonly string[],
  list: readonly Pool[],
  ports: readonly number[],
): Promise<string | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'memwire-'))
  const conf = join(folder, 'nutcracker.yml')
  const lines = list.flatMap(({ hash, distribution, hashTag }, i) => [
    `pool${i}:`,
    `  listen: ${HOST}:${ports[i]}`,
    `  hash: ${hash}`,
    `  distribution: ${distribution}`,
    ...(hashTag === undefined ? [] : [`  hash_tag: "${hashTag}"`]),
    '  timeout: 1000',
    '  servers:',
    ...servers.map((server) => `   - ${server}`),
  ])
  writeFileSync(conf, `${lines.join('\n')}\n`)
  const files = ['-c', conf, '-p', join(folder, 'pid'), '-a', HOST]
  const child = spawn(findNutcracker(), [...files, '-s', String(await freePort()), '-v', '2'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = once(child, 'close')
  stage.after(async () => {
    child.kill('SIGKILL')
    await ended
    rmSync(folder, { recursive: true, force: true })
  })
  let told = ''
  child.stderr.setEncoding('latin1').on('data', (text: string) => {
    told = (told + text).slice(-2000)
  })
  // It says nothing when it listens: a connection is the only sign.
  while (child.exitCode === null && child.signalCode === null) {
    // It opens its pools in their order.
    if (await accepts(ports.at(-1) as number)) return undefined
  }
  return told
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, HOST)
  try {
    await once(socket, 'connect')
    // A socket that is given the very port as its own connects to itself.
    return socket.localPort !== port
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, HOST)
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}
