import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, watch } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const HOST = '127.0.0.1'
const PATIENCE = 5000

const running = new Set()

process.on('exit', () => {
  for (const stop of running) stop()
})

/** Starts a memcached on a free port, on this one or on a UNIX socket, and gives it when it answers. */
export async function startMemcached(
  binary,
  { socket = false, port = -1, args = [], asked = true } = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'memwire-'))
  const files = {
    pid: join(folder, 'pid'),
    port: join(folder, 'port'),
    socket: join(folder, 'socket'),
  }
  const child = spawn(
    binary,
    [
      ...(socket ? ['-s', files.socket] : ['-l', HOST, '-p', String(port)]),
      ...(process.getuid?.() === 0 ? ['-u', 'root'] : []),
      ...['-t', '2', '-P', files.pid, ...args],
    ],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, MEMCACHED_PORT_FILENAME: files.port },
    },
  )
  const kill = () => {
    // Unlike SIGTERM it also ends a process that is stopped.
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  running.add(kill)
  // A program that cannot be started closes too.
  const ended = new Promise((resolve) => child.once('close', resolve))
  const stop = async () => {
    kill()
    await ended
    running.delete(kill)
  }

  try {
    // memcached writes the file when it listens, after the one with the port.
    await appears(files.pid, folder, child)
    const address = socket ? { path: files.socket } : { host: HOST, port: portIn(files.port) }
    if (asked) await answers(address)
    return {
      server: socket ? address.path : `${HOST}:${address.port}`,
      ...address,
      pause: () => void child.kill('SIGSTOP'),
      resume: () => void child.kill('SIGCONT'),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

function appears(file, folder, child) {
  return new Promise((resolve, reject) => {
    let complaint = ''
    const watcher = watch(folder, look)
    const timer = setTimeout(fail, PATIENCE, `it does not listen after ${PATIENCE} ms`)
    child.stderr.setEncoding('latin1').on('data', (text) => {
      complaint = (complaint + text).slice(-1000)
    })
    child.once('error', (error) => fail(error.message))
    child.once('close', (code) => fail(`it ended with code ${code}`))
    look()

    function look() {
      if (existsSync(file)) settle(resolve)
    }

    function fail(reason) {
      settle(reject, new Error(`memcached could not be started: ${reason}\n${complaint}`))
    }

    function settle(end, value) {
      watcher.close()
      clearTimeout(timer)
      end(value)
    }
  })
}

function portIn(file) {
  return Number(/\d+/.exec(readFileSync(file, 'latin1'))[0])
}

async function answers(address) {
  const socket = connect(address)
  socket.write('version\r\n')
  const signal = AbortSignal.timeout(PATIENCE)
  const [reply] = await once(socket.setEncoding('latin1'), 'data', { signal })
  socket.destroy()
  if (!reply.startsWith('VERSION ')) {
    throw new Error(`memcached could not be started: it answers ${JSON.stringify(reply)}`)
  }
}
