import type { ErrorFor } from './exchange.js'

/** Those who wait for something to happen to a connection, and send nothing. */
export class Arrival {
  #waiting: { readonly resolve: () => void; readonly reject: (error: unknown) => void }[] = []

  get isAwaited(): boolean {
    return this.#waiting.length > 0
  }

  wait(): Promise<void> {
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }))
  }

  came(): void {
    for (const { resolve } of this.#waiting.splice(0)) resolve()
  }

  failed(error: ErrorFor): void {
    for (const { reject } of this.#waiting.splice(0)) reject(error('connect', 0))
  }
}
