import type { Key } from '../types.js'
import { Call } from './call.js'

/** A caller whose key is placed by something else. */
export class RoutedCall extends Call {
  readonly #route: Key

  constructor(
    route: Key,
    method: string,
    key: Key,
    deadline: number,
    timeout: number,
    lenient: boolean,
  ) {
    super(method, key, deadline, timeout, lenient)
    this.#route = route
  }

  override route(): Key {
    return this.#route
  }
}
