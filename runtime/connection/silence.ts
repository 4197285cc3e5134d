import { now } from './clock.js'

/** The shortest time after which a silent connection is replaced, in milliseconds. */
const SHORTEST = 2000

/** How long nothing has come from a server although something should. */
export class Silence {
  #since = 0
  readonly #limit: number

  /** `timeout` is the client's, in milliseconds; 0: a server may be silent for ever. */
  constructor(timeout: number) {
    this.#limit = timeout === 0 ? Infinity : Math.max(2 * timeout, SHORTEST)
  }

  /** When it has lasted too long. */
  get end(): number {
    return this.#since + this.#limit
  }

  /** Begins anew. */
  begin(): void {
    this.#since = now()
  }

  lasted(at: number): number {
    return at - this.#since
  }
}
