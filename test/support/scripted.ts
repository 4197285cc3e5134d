import { type Listener, type ListenOptions, listen } from './listener.js'
import { turn } from './packet.js'
import { Peer } from './peer.js'
import type { Stage } from './scene.js'
import { play, type Script } from './script.js'

export type { Act, Script, Step } from './script.js'
export { answering } from './script.js'

export interface ScriptedOptions extends ListenOptions {
  /** What connections beyond those with a script of their own play. @default they must not come */
  readonly others?: Script
}

/**
 * A server that expects certain bytes and sends certain bytes: the nth connection plays the nth script.
 *
 * A connection whose client sends something else is hung up, and the test fails with what was expected and what came;
 * so it does if a script has not come to its end.
 */
export class Scripted {
  /** The connections in the order in which they came. */
  readonly peers: Peer[] = []
  /** Resolves when each script has been played to its end; rejects if one cannot be. */
  readonly played: Promise<void>
  readonly #scripts: readonly Script[]
  readonly #others: Script | undefined
  readonly #problems: Error[] = []
  #left: number
  #settle: () => void = () => {}
  #listener: Listener | undefined

  constructor(scripts: readonly Script[], others?: Script) {
    this.#scripts = scripts
    this.#others = others
    this.#left = scripts.length
    this.played = new Promise((resolve, reject) => {
      this.#settle = () => {
        if (this.#problems[0]) reject(this.#problems[0])
        else if (this.#left === 0) resolve()
      }
    })
    this.played.catch(() => {})
    this.#settle()
  }

  /** In the form that a client takes. */
  get server(): string {
    return this.#listener?.server ?? ''
  }

  /** 0 for a UNIX socket. */
  get port(): number {
    return this.#listener?.port ?? 0
  }

  /** What the nth connection has received so far, counted from 0. */
  received(connection = 0): string {
    return this.peers[connection]?.received ?? ''
  }

  async listen(options: ListenOptions = {}): Promise<void> {
    this.#listener = await listen(options, (socket) => void this.#accept(new Peer(socket)))
  }

  /** Stops listening and destroys the connections. */
  async stop(): Promise<void> {
    await this.#listener?.stop()
  }

  /** Throws what a client has done wrong, or that it has not done all that was expected. */
  verify(): void {
    if (this.#problems[0]) throw this.#problems[0]
    if (this.#left > 0) {
      throw new Error('the script has not come to its end: the client sent too little')
    }
  }

  async #accept(peer: Peer): Promise<void> {
    const index = this.peers.push(peer) - 1
    const script = this.#scripts[index] ?? this.#others
    try {
      if (script === undefined) throw new Error('a connection that no script is for')
      await play(script, peer)
      if (index < this.#scripts.length) this.#left--
    } catch (error) {
      const { message } = error as Error
      this.#problems.push(new Error(`connection ${index + 1}: ${message}`, { cause: error }))
      peer.close()
    }
    this.#settle()
  }
}

/** Starts a server that plays the script, or these for one connection after the other. */
export async function scripted(
  stage: Stage,
  scripts: Script | { readonly connections: readonly Script[] },
  options: ScriptedOptions = {},
): Promise<Scripted> {
  const list = 'connections' in scripts ? scripts.connections : [scripts]
  const server = new Scripted(list, options.others)
  await server.listen(options)
  stage.after(async () => {
    await server.stop()
    // The scripts hear of the end of their connections.
    await turn()
    server.verify()
  })
  return server
}
