import { setTimeout as pause } from 'node:timers/promises'
import { type Memcached, memcached } from '../support/memcached.js'
import type { Random } from '../support/random.js'
import type { Stage } from '../support/scene.js'

/** How a server is now. */
export type Presence = 'up' | 'stopped' | 'killed'

/** A real memcached that is killed, stopped, continued and restarted. */
export class Ship {
  readonly server: string
  presence: Presence = 'up'
  /** When it was there again the last time. */
  returned = 0
  readonly #stage: Stage
  #process: Memcached

  constructor(stage: Stage, process: Memcached) {
    this.#stage = stage
    this.#process = process
    this.server = process.server
  }

  /** Takes it away; what is stopped may be killed. */
  async leave(how: 'stopped' | 'killed'): Promise<void> {
    this.presence = how
    if (how === 'stopped') this.#process.pause()
    else await this.#process.stop()
  }

  /** Brings it back. */
  async come(): Promise<void> {
    if (this.presence === 'stopped') this.#process.resume()
    else this.#process = await memcached(this.#stage, { port: Number(this.server.split(':')[1]) })
    this.presence = 'up'
    this.returned = performance.now()
  }
}

/** How long a server is there and away, in milliseconds. */
export interface Tides {
  readonly up: number
  readonly away: number
}

/** Several servers, each of which comes and goes by itself. */
export class Fleet {
  readonly ships: readonly Ship[]
  /** How often what was done; `end` is to stop it, and to kill it later. */
  readonly acts: Record<string, number> = { kill: 0, stop: 0, end: 0, continue: 0, restart: 0 }

  private constructor(ships: readonly Ship[]) {
    this.ships = ships
  }

  static async launch(stage: Stage, size: number): Promise<Fleet> {
    const servers = await Promise.all(Array.from({ length: size }, () => memcached(stage)))
    return new Fleet(servers.map((server) => new Ship(stage, server)))
  }

  /** Lets all come and go until the time is over; then all are there. */
  async sail(random: Random, tides: Tides, milliseconds: number): Promise<void> {
    const end = performance.now() + milliseconds
    const drift = async (ship: Ship): Promise<void> => {
      for (;;) {
        await pause(random.below(tides.up))
        const away = random.below(tides.away)
        if (performance.now() + away > end) return
        const act = random.pick(['stop', 'kill', 'end'] as const)
        this.#count(act)
        await ship.leave(act === 'kill' ? 'killed' : 'stopped')
        await pause(away)
        // It has been asked meanwhile what it does not answer any more.
        if (act === 'end') await ship.leave('killed')
        this.#count(act === 'stop' ? 'continue' : 'restart')
        await ship.come()
      }
    }
    await Promise.all(this.ships.map(drift))
    await pause(Math.max(0, end - performance.now()))
  }

  #count(act: string): void {
    this.acts[act] = (this.acts[act] ?? 0) + 1
  }
}
