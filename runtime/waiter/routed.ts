import type { Key } from '../types.js'
import { Call } from './call.js'
import type { Limit } from './limit.js'

/** A caller whose key is placed by something else. */
export class RoutedCall extends Call {
  readonly #route: Key

  constructor(route: Key, method: string, key: Key, limit: Limit, lenient: boolean) {
    super(method, key, limit, lenient)
    this.#route = route
  }

  override route(): Key {
    return this.#route
  }
}
